import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { enqueueMail } from "./outbox.server.ts";
import { FOREVER, readPreferences, unwanted, writeChoice } from "./preferences.server.ts";
import { optInSms, optOutSms, resumeSms, smsNumberFor, stopSms } from "./sms-consent.server.ts";
import { TOPICS } from "./topics.ts";

function person(change: Partial<typeof users.$inferInsert> = {}) {
  const app = testApp();
  app.db.insert(users).values({ id: "ana", email: "ana@example.com", name: "Ana", createdAt: TEST_NOW, updatedAt: TEST_NOW, ...change }).run();
  return app;
}

const told = (app: ReturnType<typeof testApp>, kind: string, recipient = "ana@example.com") => {
  writing(app.db, (tx) => enqueueMail(tx, app, { kind, recipient, payload: { subject: kind, text: kind } }));
  const { state, reason } = app.db.select().from(notifications).all().at(-1)!;
  return [state, reason];
};

test("without a choice everything is as the topics say", () => {
  const { db } = person();
  expect(readPreferences(db, "ana")).toEqual({ pausedUntil: null, topics: Object.fromEntries(Object.entries(TOPICS).map(([topic, { mail, sms }]) => [topic, { mail, sms, offsetsMinutes: null }])) });
});

test("what somebody does not want stands in the ledger with the reason, and is not sent", () => {
  const app = person();
  writing(app.db, (tx) => writeChoice(tx, "ana", "changed", { mail: false, sms: true, offsetsMinutes: null }));
  expect(told(app, "moved", "Ana@Example.com")).toEqual(["suppressed", "The recipient does not want messages of this kind by mail."]);
  expect(told(app, "booked")).toEqual(["queued", null]);
  expect(told(app, "moved", "somebody@example.com")).toEqual(["queued", null]);
  expect(unwanted(app.db, { kind: "moved", channel: "sms", reader: { userId: "ana" }, nowMs: TEST_NOW })).toBeNull();
});

test("a pause holds everything back but what must be known, and ends by itself", () => {
  const app = person({ messagesPausedUntil: TEST_NOW + HOUR_MS });
  for (const kind of ["booked", "edited", "reminder", "staff-booked"]) expect(told(app, kind)).toEqual(["suppressed", "The recipient has paused all messages."]);
  for (const kind of ["cancelled-by-desk", "moved-by-desk", "new-time", "declined", "reset", "password-changed"]) expect(told(app, kind)).toEqual(["queued", null]);
  expect(unwanted(app.db, { kind: "booked", channel: "mail", reader: { userId: "ana" }, nowMs: TEST_NOW + HOUR_MS })).toBeNull();
  app.db.update(users).set({ messagesPausedUntil: FOREVER }).run();
  expect(told(app, "booked")[0]).toBe("suppressed");
});

test.each([
  ["+351 912-345 678", "+351912345678"],
  ["00351 (912) 345.678", "+351912345678"],
  ["912 345 678", null],
  ["+0123456789", null],
  ["+12", null],
  ["", null],
])("the number %s is %s", (typed, number) => expect(phoneNumber(typed)).toBe(number));

test("an SMS goes where its reader agreed to, first to the appointment's own number", () => {
  const { db } = person({ phone: "+351 910 000 000" });
  const at = (attendeePhone: string | null) => smsNumberFor(db, { userId: "ana", attendeePhone });
  expect(at("+351912345678")).toBeNull();
  expect(writing(db, (tx) => optInSms(tx, { userId: "ana", phone: "+351 912 345 678", nowMs: TEST_NOW }))).toBe(true);
  expect(at("+351912345678")).toBe("+351912345678");
  expect(at(null)).toBeNull();
  writing(db, (tx) => optInSms(tx, { userId: "ana", phone: "+351910000000", nowMs: TEST_NOW }));
  expect(at(null)).toBe("+351910000000");
  expect(at("+44 7700 900123")).toBe("+351910000000");
  expect(writing(db, (tx) => optInSms(tx, { userId: "ana", phone: "no number", nowMs: TEST_NOW }))).toBe(false);
});

test("a number that said STOP gets nothing, whoever agrees for it, until it says START", () => {
  const { db } = person();
  const agree = () => writing(db, (tx) => optInSms(tx, { userId: "ana", phone: "+351912345678", nowMs: TEST_NOW }));
  const at = () => smsNumberFor(db, { userId: "ana", attendeePhone: "+351912345678" });
  agree();
  writing(db, (tx) => stopSms(tx, "+351 912 345 678", TEST_NOW));
  agree();
  expect(at()).toBeNull();
  writing(db, (tx) => resumeSms(tx, "+351912345678"));
  expect(at()).toBe("+351912345678");
  writing(db, (tx) => optOutSms(tx, "ana"));
  expect(at()).toBeNull();
});
