import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { notificationPreferences, users } from "#db/schema/people.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { compose } from "#app/notifications/compose.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { FOREVER, readPreferences, unwanted } from "#app/notifications/preferences.server.ts";
import { readerLinks } from "#app/notifications/reader-links.server.ts";
import { readerToken, readReaderToken } from "#app/notifications/reader-link.ts";
import { smsNumberFor } from "#app/notifications/sms-consent.server.ts";
import { ChoicesForm, choicesPage, readerOf, saveChoices as saveIn, unsubscribe } from "./message-choices.server.ts";

function person(app = testApp()) {
  app.db.insert(users).values({ id: "maria", email: "maria@example.com", name: "Maria", createdAt: TEST_NOW, updatedAt: TEST_NOW }).run();
  return app;
}

const form = (change: object = {}) => ChoicesForm.parse({ mail: ["booked", "changed", "reminder"], sms: [], pause: "none", ...change });
const saveChoices = (app: ReturnType<typeof testApp>, userId: string, choices: ChoicesForm) => writing(app.db, (tx) => saveIn(tx, app, userId, choices));
const tokenFor = (app: ReturnType<typeof testApp>, what: "reminder" | "choose") => readerToken(app.env, { userId: "maria", what });

test("what is chosen stands on the page again, holds, and is in the history", () => {
  const app = person();
  expect(choicesPage(app, "maria")).toMatchObject({ mail: ["booked", "changed", "reminder"], offsets: "", usual: "24 hours before, 1 hour before", paused: null, hasSms: false });
  saveChoices(app, "maria", form({ mail: ["reminder"], offsets: "3 hours and 2 days", pause: "week" }));
  expect(choicesPage(app, "maria")).toMatchObject({ mail: ["reminder"], offsets: "2 days, 3 h", paused: "until 27 Nov 2026" });
  expect(readPreferences(app.db, "maria")).toMatchObject({ pausedUntil: TEST_NOW + 7 * DAY_MS, topics: { booked: { mail: false }, reminder: { mail: true, offsetsMinutes: [2_880, 180] } } });
  expect(app.db.select().from(auditEvents).all()).toMatchObject([{ subjectId: "maria", action: "message choices changed" }]);
  saveChoices(app, "maria", form({ pause: "keep" }));
  expect(readPreferences(app.db, "maria").pausedUntil).toBe(TEST_NOW + 7 * DAY_MS);
  saveChoices(app, "maria", form({ pause: "forever" }));
  expect(readPreferences(app.db, "maria").pausedUntil).toBe(FOREVER);
});

test("about appointments with oneself chooses whoever has some, and nobody else's choice about them is touched", () => {
  const app = person();
  saveChoices(app, "maria", form());
  expect(app.db.select().from(notificationPreferences).all().map(({ kind }) => kind)).toEqual(["booked", "changed", "reminder"]);
  app.db.insert(staff).values({ id: "s", slug: "s", name: "Maria", userId: "maria", createdAt: 0 }).run();
  expect(choicesPage(app, "maria").topics.map(({ value }) => value)).toContain("staff-reminder");
  expect(choicesPage(app, "maria").mail).toContain("staff");
});

test("texts need a whole number and a yes; without the yes they end", () => {
  const base = testApp();
  const app = person({ ...base, env: { ...base.env, appUrl: "https://desk.example", sms: { accountSid: "AC1", authToken: "t", from: "+15005550006", apiUrl: "https://api.twilio.com" } } });
  expect(() => saveChoices(app, "maria", form({ agree: true, phone: "912 345" }))).toThrow("country code");
  expect(app.db.select().from(notificationPreferences).all()).toEqual([]);
  saveChoices(app, "maria", form({ agree: true, phone: "+351 912 345 678" }));
  const number = () => smsNumberFor(app.db, { userId: "maria", attendeePhone: null });
  expect(number()).toBe("+351912345678");
  saveChoices(app, "maria", form({ phone: "+351 912 345 678" }));
  expect(number()).toBeNull();
});

test("a link is whom it was made for and for what, and nothing else", () => {
  const app = person();
  const token = tokenFor(app, "reminder");
  expect(readReaderToken(app.env, token)).toEqual({ userId: "maria", what: "reminder" });
  for (const forged of [token.replace("maria", "pedro"), token.replace("reminder", "choose"), `${token}x`, token.slice(0, -1), `${token}.x`, "", "a.b.c", "maria.__proto__.x"]) expect(readReaderToken(app.env, forged)).toBeNull();
  expect(readReaderToken({ appSecret: "another secret of 32 characters and more" }, token)).toBeNull();
  expect(() => readerOf(app, readerToken(app.env, { userId: "nobody", what: "reminder" }))).toThrow("not one of ours");
});

test("looking at a link changes nothing; using it ends its topic and no other, however often", () => {
  const app = person();
  const token = tokenFor(app, "reminder");
  expect(readerOf(app, token)).toEqual({ userId: "maria", what: "reminder" });
  expect(app.db.select().from(notificationPreferences).all()).toEqual([]);
  unsubscribe(app, token);
  unsubscribe(app, token);
  expect(unwanted(app.db, { kind: "reminder", channel: "mail", reader: { email: "maria@example.com" }, nowMs: TEST_NOW })).not.toBeNull();
  expect(unwanted(app.db, { kind: "booked", channel: "mail", reader: { email: "maria@example.com" }, nowMs: TEST_NOW })).toBeNull();
});

test("one click ends reminders, every mail that can be done without says where to choose, and the others say nothing of it", () => {
  const app = person();
  const composed = (kind: string, recipient = "maria@example.com") => {
    const id = writing(app.db, (tx) => enqueueMail(tx, app, { kind, recipient, payload: { subject: kind, text: kind } }));
    const message = app.db.select().from(notifications).where(eq(notifications.id, id)).get()!;
    return compose(message, { company: "Desk", from: "desk@desk.example", origin: "https://desk.example", privateLink: () => "/", readerLinks: readerLinks(app) });
  };
  const reminder = composed("reminder");
  expect(reminder.headers).toEqual({ "List-Unsubscribe": `<https://desk.example/unsubscribe/${tokenFor(app, "reminder")}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  for (const part of [reminder.text, reminder.html]) expect(part).toContain(`https://desk.example/notifications/${tokenFor(app, "choose")}`);
  expect(composed("booked").headers).toBeUndefined();
  expect(composed("booked").text).toContain("/notifications/");
  for (const other of [composed("reset"), composed("cancelled-by-desk"), composed("reminder", "stranger@example.com")]) {
    expect(other.headers).toBeUndefined();
    expect(other.text + other.html).not.toContain("/notifications/");
  }
});
