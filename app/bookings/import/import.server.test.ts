import { expect, test } from "vitest";
import { serviceStaff } from "#db/schema/catalog.ts";
import { activeBranches, byEventTypeId } from "#app/catalog/queries.server.ts";
import { offeringsFor, monday, openPractice, rowsOf, testPractice } from "../testing.ts";
import { readAccount } from "./account.server.ts";
import { importAccount } from "./import.server.ts";

/** A practice whose own catalogue and bookings are gone, beside an account that still has them. */
async function emptied() {
  const practice = await testPractice();
  const { eventTypeId } = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id)[0]!;
  const { gateway } = practice.app;
  const made = await gateway.createBooking({ eventTypeId, startMs: monday(10), attendee: { name: "Maria", email: "maria@example.com", timeZone: "Europe/Lisbon" } });
  const moved = await gateway.rescheduleBooking(made.uid, { startMs: monday(11) });
  const other = await gateway.createBooking({ eventTypeId, startMs: monday(12), attendee: { name: "Rui", email: "rui@example.com", timeZone: "Europe/Lisbon" } });
  await gateway.cancelBooking(other.uid, "ill");
  practice.db.$client.exec("DELETE FROM calcom_links; DELETE FROM bookings");
  return { practice, eventTypeId, moved };
}

test("brings each appointment in once, where it is now, and changes nothing the second time", async () => {
  const { practice, moved } = await emptied();
  const account = await readAccount(practice.app, () => {});
  expect(account.bookings).toHaveLength(3);
  const report = importAccount(practice.app, practice.lisbon, account);
  expect(report.bookings).toMatchObject({ read: 3, added: 2, changed: 0, same: 1 });
  expect(rowsOf(practice)).toMatchObject([
    { startsAt: moved.startMs, status: "rescheduled", attendeeName: "Maria", source: "import", staffId: practice.ana.id, serviceId: practice.consultation.id, guarded: false },
    { startsAt: monday(12), status: "cancelled", cancellationReason: "ill" },
  ]);
  const before = rowsOf(practice);
  expect(importAccount(practice.app, practice.lisbon, account).bookings).toMatchObject({ added: 0, changed: 0, same: 3 });
  expect(rowsOf(practice)).toEqual(before);
});

test("makes services and people of event types with one host, and says why others are left", async () => {
  const { practice } = await emptied();
  const account = await readAccount(practice.app, () => {});
  practice.db.delete(serviceStaff).run();
  const [host] = account.bookings[0]!.hosts;
  const type = { id: 90_001, slug: "haircut", title: "Haircut", description: "", lengthInMinutes: 45, lengthInMinutesOptions: [45, 60], requiresConfirmation: false, hidden: false, scheduleId: null, ownerId: null };
  const eventTypes = [
    { ...type, hosts: [{ userId: host!.id!, name: null }] },
    { ...type, id: 90_002, title: "Both of us", hosts: [{ userId: host!.id!, name: null }, { userId: 7_777, name: null }] },
    { ...type, id: 90_003, title: "Nobody's", hosts: [] },
    { ...type, id: 90_004, title: "Secret", hidden: true, hosts: [{ userId: host!.id!, name: null }] },
    { ...type, id: 90_005, title: "A stranger's", hosts: [{ userId: 7_777, name: null }] },
    { ...type, id: 90_006, title: "A word", lengthInMinutes: 3, lengthInMinutesOptions: [], hosts: [{ userId: host!.id!, name: null }] },
  ];
  const members = [{ id: 8_888, name: "New Colleague", email: "new@example.com", username: "new" }, { id: 7_777, name: "Stranger", email: null, username: null }];
  eventTypes.push({ ...type, id: 90_007, title: "Trim", hosts: [{ userId: 8_888, name: null }] });
  const report = importAccount(practice.app, practice.lisbon, { ...account, members, eventTypes });
  // A member of the team is known before there was a booking with them.
  expect(report).toMatchObject({ services: ["Haircut", "Trim"], people: ["New Colleague"], offered: 2, known: 0 });
  expect(byEventTypeId(practice.db, 90_007)).toMatchObject({ staff: { name: "New Colleague", email: "new@example.com" } });
  expect(report.left.map(({ title }) => title)).toEqual(["Both of us", "Nobody's", "Secret", "A stranger's", "A word"]);
  expect(byEventTypeId(practice.db, 90_001)).toMatchObject({ service: { durationsMinutes: [45, 60] }, staff: { id: practice.ana.id }, branch: { id: practice.lisbon.id } });
  expect(activeBranches(practice.db)).toHaveLength(2);
});

test("an account that stops answering half-way has changed nothing here", async () => {
  const { practice } = await emptied();
  const { app, far } = openPractice(practice.db, practice.time);
  far.fault = async (request, engine) => (new URL(request.url).pathname.endsWith("/bookings") ? new Response("<html>", { status: 401 }) : engine(request));
  await expect(readAccount(app, () => {})).rejects.toThrow();
  expect(rowsOf(practice)).toEqual([]);
});
