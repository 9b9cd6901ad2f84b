import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { services } from "#db/schema/catalog.ts";
import { auditEvents } from "#db/schema/records.ts";
import { reminders } from "#db/schema/reminders.ts";
import { readForm } from "#app/lib/form.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { contentOf } from "#app/notifications/message.ts";
import { writeChoice } from "#app/notifications/preferences.server.ts";
import { getBooking } from "../queries.server.ts";
import { book, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";
import { plannedReminders } from "./planned.server.ts";
import { remindDue } from "./remind.server.ts";
import { remindersIn } from "./testing.ts";
import { changeReminderTimes, reminderTimes, ReminderTimesForm } from "./times.server.ts";

const by = { actor: "admin:boss", correlationId: "request-1" };
const START = monday(10);
const change = ({ app }: Practice, form: object) => changeReminderTimes(app, by, ReminderTimesForm.parse(form));

/** Lets time pass, a look each minute, and says what was written: how long before, and when it was. */
function passUntil(practice: Practice, untilMs: number): [number, number][] {
  for (; practice.time.nowMs < untilMs; practice.time.nowMs += MINUTE_MS) remindDue(practice.app);
  return remindersIn(practice).filter(({ state }) => state === "queued").map((row) => [contentOf(row).reminder!.offsetMinutes, (contentOf(row).reminder!.startsAt - row.createdAt) / MINUTE_MS]);
}

test("new times hold for what is booked already, to the minute, and not for what they come too late for", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  expect(passUntil(practice, START - 100 * MINUTE_MS)).toEqual([[1_440, 1_440]]);
  change(practice, { usual: "2 h, 105 min, 90 min, 37 min" });
  const planned = plannedReminders({ ...practice.app, demo: true }, getBooking(practice.app, { kind: "system", reason: "test" }, id));
  expect(planned.map(({ atMs }) => START - atMs)).toEqual([90 * MINUTE_MS, 37 * MINUTE_MS]);
  expect(passUntil(practice, START)).toEqual([[1_440, 1_440], [90, 90], [37, 37]]);
  expect(practice.db.select().from(reminders).all()).toEqual([]);
});

test("a service has times of its own or none at all, and whoever chose theirs keeps them", async () => {
  const practice = await testPractice();
  const { db, massage, consultation } = practice;
  const long = await book(practice, { offerings: offeringsFor(practice, massage, practice.lisbon), startMs: monday(14), attendee: { name: "Ana", email: "ana.silva@example.com", timeZone: "Europe/Lisbon" } });
  const { userId } = await book(practice, { attendee: { name: "Rui", email: "rui@example.com", timeZone: "Europe/Lisbon" } });
  writing(db, (tx) => writeChoice(tx, userId!, "reminder", { mail: true, sms: false, offsetsMinutes: [120] }));
  await book(practice, { startMs: monday(12), attendee: { name: "Eva", email: "eva@example.com", timeZone: "Europe/Lisbon" } });
  change(practice, { usual: "1 h", services: { [massage.slug]: "3 h 20 min", [consultation.slug]: "none" } });
  expect(passUntil(practice, monday(15))).toEqual([[120, 120], [200, 200]]);
  expect(remindersIn(practice).find(({ bookingId }) => bookingId === long.id)!.recipient).toBe("ana.silva@example.com");
});

test("the page as it is sent, with the fields of most services empty, is taken", async () => {
  const practice = await testPractice();
  change(practice, { usual: "2 h", services: { [practice.massage.slug]: "3 h" } });
  const { usual, services: shown } = reminderTimes(practice.app);
  const body = new URLSearchParams({ usual, ...Object.fromEntries(shown.map(({ slug, own }) => [`services.${slug}`, own])) });
  const sent = await readForm(new Request("http://localhost/", { method: "POST", body }), ReminderTimesForm);
  expect(sent.status).toBe("success");
  change(practice, { usual: "1 h", services: { [practice.massage.slug]: " " } });
  expect(reminderTimes(practice.app)).toMatchObject({ usual: "1 h", services: shown.map(() => ({ own: "" })) });
});

test("what was due while the server was away is still made up for after a change", async () => {
  const practice = await testPractice();
  await book(practice);
  passUntil(practice, START - 61 * MINUTE_MS);
  practice.time.nowMs = START - 55 * MINUTE_MS;
  change(practice, { usual: "1 h, 30 min" });
  expect(passUntil(practice, START)).toEqual([[1_440, 1_440], [60, 55], [30, 30]]);
});

test("the page says what stands, saving it again changes nothing, and each change is in the history", async () => {
  const practice = await testPractice();
  const { app, db, massage } = practice;
  const form = () => ({ usual: reminderTimes(app).usual, services: Object.fromEntries(reminderTimes(app).services.filter(({ own }) => own !== "").map(({ slug, own }) => [slug, own])) });
  const events = () => db.select().from(auditEvents).where(eq(auditEvents.actor, "admin:boss")).all().map(({ subjectType, subjectId, data }) => [subjectType, subjectId, (JSON.parse(data!) as { after: unknown }).after]);
  change(practice, form());
  expect([form(), events()]).toEqual([{ usual: "24 h, 1 h", services: {} }, []]);
  change(practice, { usual: "none", services: { [massage.slug]: "2 days" } });
  expect(form()).toEqual({ usual: "none", services: { [massage.slug]: "2 days" } });
  change(practice, form());
  change(practice, { usual: "none" });
  expect(events()).toEqual([["settings", "reminders", { times: "none" }], ["service", massage.id, { reminderOffsetsMinutes: [2_880] }], ["service", massage.id, { reminderOffsetsMinutes: null }]]);
  expect(db.select({ own: services.reminderOffsetsMinutes }).from(services).all().map(({ own }) => own)).toEqual([null, null, null]);
});

test("a refusal names the field", () => {
  const { error } = ReminderTimesForm.safeParse({ usual: "24", services: { massage: "5 min" } });
  expect(error!.issues.map(({ path, message }) => [path.join("."), message])).toEqual([["usual", expect.stringContaining("has no unit")], ["services.massage", expect.stringContaining("too short")]]);
});

