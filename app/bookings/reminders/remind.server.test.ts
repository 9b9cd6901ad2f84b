import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { services } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import { reminders } from "#db/schema/reminders.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import type { Answer, Carrier } from "#app/notifications/carrier.ts";
import { contentOf, type Message } from "#app/notifications/message.ts";
import { userIdOf, writeChoice } from "#app/notifications/preferences.server.ts";
import { optInSms, stopSms } from "#app/notifications/sms-consent.server.ts";
import { sendDue } from "#app/notifications/send.server.ts";
import { writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { writeReminderOffsets } from "#app/settings/reminders.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { addUser, besides, book, faults, importRow, monday, offeringsFor, rowOf, temporaryFile, testPractice, type Practice } from "../testing.ts";
import { remindDue } from "./remind.server.ts";
import { withFreshReminders } from "./renew.server.ts";
import { isReminder, remindersIn } from "./testing.ts";

const correlationId = "request-7";
const START = monday(10);

/** Lets time pass, a look each minute, and says what was written: to whom, of which time, how long before, and when. */
function passUntil(practice: Practice, untilMs: number) {
  for (; practice.time.nowMs < untilMs; practice.time.nowMs += MINUTE_MS) remindDue(practice.app);
  return said(practice);
}

const said = (practice: Practice) => remindersIn(practice).map((row) => [row.recipient, contentOf(row).reminder!.startsAt, contentOf(row).reminder!.offsetMinutes, row.createdAt, row.state]);
const sent = (offset: number, { to = "maria@example.com", startMs = START, state = "queued" } = {}) => [to, startMs, offset, startMs - offset * MINUTE_MS, state];

test("a day and an hour before, the customer is reminded once, and nobody else", async () => {
  const practice = await testPractice();
  await book(practice, { guests: ["guest@example.com"] });
  expect(passUntil(practice, START + HOUR_MS)).toEqual([sent(1_440), sent(60)]);
  expect(practice.db.select().from(reminders).all()).toEqual([]);
});

test("it says the time at the venue and by the reader's clock, and carries no second invitation", async () => {
  const practice = await testPractice();
  await book(practice, { attendee: { name: "Maria", email: "maria@example.com", timeZone: "Asia/Kathmandu" } });
  passUntil(practice, START);
  const { subject, facts, event, hasPrivateLink } = contentOf(remindersIn(practice)[0]!);
  expect(subject).toBe("Reminder: Consultation with Ana Costa, Mon 23 Nov, 10:00");
  expect(facts!.slice(0, 2)).toEqual([{ label: "When", value: "Monday 23 November 2026, 10:00–10:30, Lisbon time" }, { label: "Your clock", value: "Monday 23 November 2026, 15:45–16:15, Kathmandu time" }]);
  expect([event, hasPrivateLink]).toEqual([undefined, true]);
});

test("over a clock change a day before is 24 hours before, and the words are the wall's", async () => {
  // Lisbon puts its clocks back on 25 October 2026 at two in the morning: ten o'clock is 10:00 UTC after it, nine o'clock before.
  const startMs = Date.UTC(2026, 9, 26, 10);
  const practice = await testPractice({ nowMs: Date.UTC(2026, 9, 20, 10) });
  await book(practice, { startMs });
  practice.time.nowMs = Date.UTC(2026, 9, 25, 9, 59);
  expect(passUntil(practice, Date.UTC(2026, 9, 25, 12))).toEqual([sent(1_440, { startMs })]);
  expect(contentOf(remindersIn(practice)[0]!).facts![0]!.value).toBe("Monday 26 October 2026, 10:00–10:30, Lisbon time");
});

test("what was booked after its time has come is not made up for", async () => {
  const practice = await testPractice({ nowMs: START - 24 * HOUR_MS + 1 });
  await book(practice);
  expect(passUntil(practice, START).map(([, , offset]) => offset)).toEqual([60]);
});

test("what was moved is reminded of at its new time only, and what was cancelled not at all", async () => {
  const practice = await testPractice();
  const boss = addUser(practice, "boss@example.com", "admin");
  const { id } = await book(practice);
  const { id: cancelled } = await book(practice, { startMs: monday(14) });
  await moveBooking(practice.app, boss, id, { startMs: monday(12), correlationId });
  await cancelBooking(practice.app, boss, cancelled, { correlationId });
  expect(passUntil(practice, monday(16))).toEqual([sent(1_440, { startMs: monday(12) }), sent(60, { startMs: monday(12) })]);
});

test("moved away after its reminder and back again, it is not reminded of a second time", async () => {
  const practice = await testPractice();
  const boss = addUser(practice, "boss@example.com", "admin");
  const { id } = await book(practice);
  practice.time.nowMs = START - DAY_MS;
  passUntil(practice, START - DAY_MS + 2 * MINUTE_MS);
  await moveBooking(practice.app, boss, id, { startMs: monday(12), correlationId });
  // A clock that is set back makes the old time due again.
  practice.time.nowMs = START - DAY_MS - MINUTE_MS;
  await moveBooking(practice.app, boss, id, { startMs: START, correlationId });
  expect(passUntil(practice, START)).toEqual([sent(1_440), sent(60)]);
});

test("a request is reminded of once it is confirmed", async () => {
  const practice = await testPractice();
  const request = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } });
  expect(passUntil(practice, START - 2 * HOUR_MS)).toEqual([]);
  await confirmBooking(practice.app, addUser(practice, "boss@example.com", "admin"), request.id, { correlationId });
  expect(passUntil(practice, START)).toEqual([sent(60)]);
});

test("company, service and person say when, the nearest to the person last, without anything being planned anew", async () => {
  const practice = await testPractice();
  const { db } = practice;
  await book(practice);
  writing(db, (tx) => writeReminderOffsets(tx, [2_880], practice.time.nowMs));
  expect(passUntil(practice, START - 47 * HOUR_MS)).toEqual([sent(2_880)]);
  db.update(services).set({ reminderOffsetsMinutes: [240] }).where(eq(services.id, practice.consultation.id)).run();
  expect(passUntil(practice, START - 3 * HOUR_MS)).toEqual([sent(2_880), sent(240)]);
  const choose = (mail: boolean, offsetsMinutes: number[]) => writing(db, (tx) => writeChoice(tx, userIdOf(db, "maria@example.com")!, "reminder", { mail, sms: false, offsetsMinutes }));
  choose(true, [120]);
  passUntil(practice, START - 90 * MINUTE_MS);
  choose(true, []);
  passUntil(practice, START - 45 * MINUTE_MS);
  choose(false, [30]);
  expect(passUntil(practice, START).slice(2)).toEqual([sent(120), sent(30, { state: "suppressed" })]);
});

test("whoever takes the appointment is reminded if they asked for it, at times of their own", async () => {
  const practice = await testPractice();
  const ana = addUser(practice, "ana@example.com");
  await book(practice);
  writing(practice.db, (tx) => writeChoice(tx, ana.userId, "staff-reminder", { mail: true, sms: false, offsetsMinutes: [15] }));
  expect(passUntil(practice, START)).toEqual([sent(1_440), sent(60), sent(15, { to: "ana@example.com" })]);
  expect(contentOf(remindersIn(practice)[2]!).text).toBe("Maria Silva comes for Consultation.");
});

test("a server that was away makes up for what is still of use, and the ledger says what it missed", async () => {
  const practice = await testPractice();
  await book(practice);
  practice.time.nowMs = START - 22 * HOUR_MS;
  remindDue(practice.app);
  practice.time.nowMs = START - 44 * MINUTE_MS;
  remindDue(practice.app);
  expect(said(practice).map(([, , offset, , state]) => [offset, state])).toEqual([[1_440, "queued"], [60, "suppressed"]]);
  expect(remindersIn(practice)[1]!.reason).toMatch(/too late/);
});

test("several processes on one file write each reminder once", async () => {
  const practice = await testPractice({ file: temporaryFile() });
  await book(practice);
  const other = besides(practice);
  for (const at of [START - DAY_MS, START - HOUR_MS]) {
    practice.time.nowMs = at;
    for (const { app } of [practice, other, practice, other]) remindDue(app);
  }
  expect(said(practice)).toEqual([sent(1_440), sent(60)]);
});

test("while a cancellation waits for its answer nobody is told that all is as it was", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = faults.requestLost;
  practice.time.nowMs = START - DAY_MS - MINUTE_MS;
  await cancelBooking(practice.app, { kind: "guest", bookingId: id }, id, { correlationId });
  expect(passUntil(practice, START)).toEqual([]);
});

test("appointments from elsewhere are reminded of, but nobody behind a made-up address, and nobody to whom Cal.com writes", async () => {
  const practice = await testPractice();
  const { app, db } = practice;
  addUser(practice, "ana@example.com");
  importRow(practice, { attendeeEmail: "maria@example.com" });
  importRow(practice, { attendeeEmail: "351912345678@sms.cal.com", startsAt: monday(12) });
  expect(passUntil(practice, START - 23 * HOUR_MS).map(([to, , , , state]) => [to, state])).toEqual([["maria@example.com", "queued"]]);
  expect(passUntil(practice, START - 21 * HOUR_MS).map(([to, , , , state]) => [to, state])).toContainEqual(["351912345678@sms.cal.com", "suppressed"]);
  writing(db, (tx) => {
    writeCalcomSettings(tx, app, { customerMail: "calcom" });
    writeChoice(tx, userIdOf(db, "ana@example.com")!, "staff-reminder", { mail: true, sms: false, offsetsMinutes: [60] });
  });
  db.delete(notifications).run();
  practice.time.nowMs = START - HOUR_MS;
  remindDue({ ...app, farEnd: { ...app.farEnd, name: "calcom" } });
  expect(said(practice).map(([to, , , , state]) => [to, state])).toEqual([["maria@example.com", "suppressed"], ["ana@example.com", "queued"]]);
});

/** A mail server that takes some time off. */
function mailbox(answer: () => Answer): Carrier & { taken: Message[] } {
  const taken: Message[] = [];
  return { channel: "mail", taken, carry: async (message) => { const said = answer(); if (said.outcome === "taken" && isReminder(message)) taken.push(message); return said; } };
}

async function reminderThatWaits() {
  const practice = await testPractice();
  const boss = addUser(practice, "boss@example.com", "admin");
  const { id } = await book(practice);
  let isUp = true;
  const server = mailbox(() => (isUp ? { outcome: "taken", answer: "250 OK" } : { outcome: "later", reason: "Away.", answer: null, isDown: true }));
  const send = (at: number) => { practice.time.nowMs = at; return sendDue(practice.app, withFreshReminders(practice.app, server), { atOnce: 1 }); };
  await send(practice.time.nowMs);
  practice.time.nowMs = START - HOUR_MS * 24;
  remindDue(practice.app);
  isUp = false;
  await send(practice.time.nowMs);
  isUp = true;
  return { practice, boss, id, server, send };
}

test("one that waits for the mail server says how things stand when it goes out", async () => {
  const { practice, boss, id, server, send } = await reminderThatWaits();
  await editBooking(practice.app, boss, id, { location: "The garden house", version: rowOf(practice, id)!.version, correlationId });
  await send(START - 23 * HOUR_MS);
  expect(server.taken).toHaveLength(1);
  expect(JSON.stringify(server.taken)).toContain("The garden house");
  expect(remindersIn(practice)).toMatchObject([{ state: "sent", payload: server.taken[0]!.payload }]);
});

test.each([
  ["too late", async () => undefined, START - 21 * HOUR_MS],
  ["after the appointment was moved", async ({ practice, boss, id }: Awaited<ReturnType<typeof reminderThatWaits>>) => moveBooking(practice.app, boss, id, { startMs: monday(15), correlationId }), START - 23 * HOUR_MS],
  ["after it was cancelled", async ({ practice, boss, id }: Awaited<ReturnType<typeof reminderThatWaits>>) => cancelBooking(practice.app, boss, id, { correlationId }), START - 23 * HOUR_MS],
  ["to somebody who wants none any more", async ({ practice }: Awaited<ReturnType<typeof reminderThatWaits>>) => practice.db.update(users).set({ messagesPausedUntil: START }).run(), START - 23 * HOUR_MS],
])("one that waits for the mail server is not sent %s", async (_, meanwhile, at) => {
  const waiting = await reminderThatWaits();
  await meanwhile(waiting);
  await waiting.send(at);
  expect(waiting.server.taken).toEqual([]);
  expect(remindersIn(waiting.practice)).toMatchObject([{ state: "suppressed", reason: expect.any(String) as string }]);
});

test("who agreed to a number is reminded there as well, once each, until the number says STOP", async () => {
  const practice = await testPractice();
  const { db } = practice;
  const phone = "+351912345678";
  const { userId } = await book(practice, { attendee: { name: "Maria Silva", email: "maria@example.com", phone, timeZone: "Europe/Lisbon" } });
  writing(db, (tx) => optInSms(tx, { userId: userId!, phone, nowMs: practice.time.nowMs }));
  passUntil(practice, START - 2 * HOUR_MS);
  const texts = () => remindersIn(practice).filter(({ channel }) => channel === "sms").map((row) => [row.recipient, contentOf(row).reminder!.offsetMinutes, contentOf(row).text]);
  expect(texts()).toEqual([[phone, 1_440, expect.stringContaining("Mon 23 Nov, 10:00")]]);
  writing(db, (tx) => stopSms(tx, phone, practice.time.nowMs));
  passUntil(practice, START);
  expect(texts()).toHaveLength(1);
  expect(remindersIn(practice).filter(({ channel }) => channel === "mail")).toHaveLength(2);
});
