import { expect, test } from "vitest";
import { notifications } from "#db/schema/records.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { readCalendar } from "#app/notifications/calendar-reader.testing.ts";
import { compose } from "#app/notifications/compose.ts";
import { contentOf } from "#app/notifications/message.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { addUser, book, offeringsFor, rowOf, testPractice, type Practice } from "../testing.ts";

const correlationId = "request-6";
const head = { company: "Desk", from: "Desk <desk@desk.example>", origin: "https://desk.example", privateLink: () => "/booking/secret" };

/** What a mail program reads in the mails to one address, in the order they were written. */
function entriesFor({ db }: Practice, address: string) {
  const rows = db.select().from(notifications).orderBy(notifications.createdAt).all();
  return rows.filter(({ recipient }) => recipient === address).map((row) => {
    const mail = compose(row, head);
    const [entry, ...others] = readCalendar(mail.calendar!.content);
    expect(others).toEqual([]);
    expect([entry!.method, entry!.organizer]).toEqual([mail.calendar!.method, "mailto:desk@desk.example"]);
    expect(entry!.attendees).toEqual([`MAILTO:${address}`]);
    return { ...entry!, kind: row.kind, stamp: contentOf(row).event!.stamp };
  });
}

test("booked, moved over a clock change, moved again, edited, cancelled: one entry, ever newer, at ten on the wall of the venue", async () => {
  // Lisbon puts its clocks back on 25 October 2026.
  const practice = await testPractice({ nowMs: Date.UTC(2026, 9, 20, 10) });
  const boss = addUser(practice, "boss@example.com", "admin");
  const { id } = await book(practice, { startMs: Date.UTC(2026, 9, 23, 9), guests: ["guest@example.com"], attendee: { name: "Maria", email: "maria@example.com", timeZone: "Asia/Kathmandu" } });
  await moveBooking(practice.app, boss, id, { startMs: Date.UTC(2026, 9, 26, 10), correlationId });
  await moveBooking(practice.app, boss, id, { startMs: Date.UTC(2026, 9, 26, 10) + DAY_MS, correlationId });
  await editBooking(practice.app, boss, id, { title: "A talk", version: rowOf(practice, id)!.version, correlationId });
  await editBooking(practice.app, boss, id, { location: "https://meet.example/room", version: rowOf(practice, id)!.version, correlationId });
  await cancelBooking(practice.app, boss, id, { reason: "Closed", correlationId });

  const hers = entriesFor(practice, "maria@example.com");
  expect(hers.map(({ kind, method, status, sequence, local, zone }) => [kind, method, status, sequence, local, zone])).toEqual([
    ["booked", "REQUEST", "CONFIRMED", 0, "2026-10-23T10:00:00", "Europe/Lisbon"],
    ["moved-by-desk", "REQUEST", "CONFIRMED", 1, "2026-10-26T10:00:00", "Europe/Lisbon"],
    ["moved-by-desk", "REQUEST", "CONFIRMED", 2, "2026-10-27T10:00:00", "Europe/Lisbon"],
    ["edited-by-desk", "REQUEST", "CONFIRMED", 3, "2026-10-27T10:00:00", "Europe/Lisbon"],
    ["edited-by-desk", "REQUEST", "CONFIRMED", 4, "2026-10-27T10:00:00", "Europe/Lisbon"],
    ["cancelled-by-desk", "CANCEL", "CANCELLED", 5, "2026-10-27T10:00:00", "Europe/Lisbon"],
  ]);
  expect(hers.map(({ startMs }) => startMs).slice(0, 2)).toEqual([Date.UTC(2026, 9, 23, 9), Date.UTC(2026, 9, 26, 10)]);
  expect([hers[3]!.summary, hers[4]!.location]).toEqual(["A talk", "https://meet.example/room"]);
  for (const address of ["maria@example.com", "guest@example.com", "ana@example.com"]) {
    const entries = entriesFor(practice, address);
    expect(new Set(entries.map(({ uid }) => uid))).toEqual(new Set([rowOf(practice, id)!.icsUid]));
    expect(entries.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5]);
  }
});

test("a confirmed request is a newer entry than the request, and no desk's person stands in a customer's", async () => {
  const practice = await testPractice();
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } });
  await confirmBooking(practice.app, addUser(practice, "boss@example.com", "admin"), id, { correlationId });
  expect(entriesFor(practice, "maria@example.com").map(({ status, sequence }) => [status, sequence])).toEqual([["TENTATIVE", 0], ["CONFIRMED", 1]]);
  for (const row of practice.db.select().from(notifications).all().filter(({ recipient }) => recipient === "maria@example.com")) {
    expect(JSON.stringify(compose(row, head))).not.toContain("ana@example.com");
  }
});

test("made anew at the far end for another person, it stays the entry it was, and leaves the first one's calendar", async () => {
  const practice = await testPractice();
  const { id, icsUid } = await book(practice);
  await reassignBooking(practice.app, addUser(practice, "boss@example.com", "admin"), id, { staffId: practice.ben.id, correlationId });
  expect(rowOf(practice, id)!.icsUid).toBe(icsUid);
  expect(entriesFor(practice, "maria@example.com").map(({ uid, sequence }) => [uid, sequence])).toEqual([[icsUid, 0], [icsUid, 1]]);
  expect(entriesFor(practice, "ana@example.com").map(({ method, uid, sequence, alarms }) => [method, uid, sequence, alarms])).toEqual([["REQUEST", icsUid, 0, []], ["CANCEL", icsUid, 1, []]]);
  expect(entriesFor(practice, "ben@example.com").map(({ method, uid, sequence }) => [method, uid, sequence])).toEqual([["REQUEST", icsUid, 1]]);
});
