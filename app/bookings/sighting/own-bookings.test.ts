import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { bookings, calcomLinks, operations } from "#db/schema/bookings.ts";
import { notifications } from "#db/schema/records.ts";
import { createApp, type App } from "#app/app.server.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { HOUR_MS, toIso } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { book, engineRows, faults, monday, offeringsFor, openOperations, requestFor, rowOf, rowsOf, testPractice, type Practice } from "../testing.ts";
import { bytesOf, deliver, SECRET } from "./samples.testing.ts";
import { receiveWebhook } from "./receive.server.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";

/** The practice, and a process that hears what its engine tells, once or twice. */
async function listening() {
  const practice = await testPractice();
  const { app: { db, env, log, clock } } = practice;
  const listener = createApp({ db, env: { ...env, calcom: { ...env.calcom, webhookSecret: SECRET } }, log, clock, demo: false, receiveWebhook });
  return { practice, listener, hear: () => listener.deliverWebhooks() };
}

const actions = ({ db }: Practice, id: string) => historyOf(db, id).map(({ action }) => action).toReversed();
const tipOf = ({ db }: Practice, bookingId: string) => db.select().from(calcomLinks).where(and(eq(calcomLinks.bookingId, bookingId), eq(calcomLinks.state, "accepted"))).get()!.uid;

test("what the engine tells of changes made here changes nothing, before or after", async () => {
  const { practice, hear } = await listening();
  const { id } = await book(practice);
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  const before = rowOf(practice, id);
  expect(await hear()).toBe(2);
  expect(rowsOf(practice)).toEqual([before]);
  await cancelBooking(practice.app, system, id, { reason: "Ill", correlationId });
  const cancelled = rowOf(practice, id);
  await hear();
  expect(rowsOf(practice)).toEqual([cancelled]);
  expect(actions(practice, id)).toEqual(["booked", "moved", "cancelled"]);
});

test("a guest is one person however the address was spelled", async () => {
  const { practice, hear } = await listening();
  const { id } = await book(practice, { guests: ["Sister@Example.com", "sister@example.com"] });
  await hear();
  expect(rowOf(practice, id)?.guests).toEqual(["sister@example.com"]);
  // As earlier versions stored it.
  practice.db.update(bookings).set({ guests: ["Sister@Example.com", "sister@example.com"] }).run();
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  await hear();
  expect(rowOf(practice, id)?.guests).toEqual(["Sister@Example.com"]);
});

test("a booking whose answer was lost is settled by the webhook", async () => {
  const { practice, hear } = await listening();
  practice.far.fault = faults.answerLost;
  const { bookingId, outcome } = await bookAppointment(practice.app, null, requestFor(practice));
  expect(outcome).toBe("unknown");
  await hear();
  expect(rowsOf(practice)).toEqual([expect.objectContaining({ id: bookingId, status: "confirmed", source: "web" })]);
  expect(openOperations(practice)).toEqual([]);
  expect(actions(practice, bookingId)).toEqual(["booked"]);
});

test("a move and a cancellation whose answers were lost are settled by the webhook", async () => {
  const { practice, hear } = await listening();
  const { id } = await book(practice);
  practice.far.fault = faults.answerLost;
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  expect(rowOf(practice, id)?.startsAt).toBe(monday(10));
  await hear();
  expect(rowOf(practice, id)).toMatchObject({ status: "rescheduled", startsAt: monday(14) });
  await cancelBooking(practice.app, system, id, { reason: "Ill", correlationId });
  await hear();
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", cancellationReason: "Ill", cancelledBy: "system:test" });
  expect(openOperations(practice)).toEqual([]);
  expect(actions(practice, id)).toEqual(["booked", "moved", "cancelled"]);
});

test("who heard of a booking before it was known for ours is told once", async () => {
  const { practice, listener } = await listening();
  const { app } = practice;
  practice.far.fault = faults.answerLost;
  const { bookingId } = await bookAppointment(app, null, requestFor(practice));
  practice.far.fault = null;
  const [made] = engineRows(practice);
  const { uid, startMs, endMs } = await app.gateway.rescheduleBooking(made!.uid, { startMs: monday(14) });
  // Community's webhook of a move repeats no metadata, and the one of the booking was lost.
  const payload = { uid, rescheduleUid: made!.uid, title: "Consultation", startTime: toIso(startMs), endTime: toIso(endMs), attendees: [{ name: "Maria Silva", email: "maria@example.com", timeZone: "Europe/Lisbon" }] };
  await sendTo(listener, { triggerEvent: "BOOKING_RESCHEDULED", createdAt: toIso(practice.time.nowMs), payload });
  expect(rowsOf(practice)).toHaveLength(2);
  practice.time.nowMs += HOUR_MS;
  await settleOpen(app);
  expect(rowsOf(practice)).toMatchObject([{ id: bookingId, startsAt: monday(14), source: "web" }]);
  const kinds = practice.db.select().from(notifications).where(eq(notifications.recipient, "maria@example.com")).all().map(({ kind }) => kind);
  expect(kinds).toEqual(["booked"]);
});

test("a request confirmed whose answer was lost is settled by the webhook", async () => {
  const { practice, hear } = await listening();
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon, practice.ana.id), answers: { size: "Large" } });
  expect(rowOf(practice, id)?.status).toBe("pending");
  practice.far.fault = faults.answerLost;
  await confirmBooking(practice.app, system, id, { correlationId });
  await hear();
  expect(rowOf(practice, id)?.status).toBe("confirmed");
  expect(openOperations(practice)).toEqual([]);
});

/** As Cal.com would tell of the one booking this practice has asked for. */
function createdBody(practice: Practice, change: Record<string, unknown> = {}) {
  const [operation] = practice.db.select().from(operations).all();
  const [booking] = rowsOf(practice);
  const payload = {
    uid: "aForeignUidOfCalcom", title: "Consultation", startTime: new Date(booking!.startsAt).toISOString(), endTime: new Date(booking!.endsAt).toISOString(), location: "integrations:daily",
    organizer: { name: "Ana Costa", email: "ana@example.com" }, attendees: [{ name: "Maria Silva", email: "maria@example.com", timeZone: "Europe/Lisbon" }], metadata: { portalRequestId: operation!.requestId }, ...change,
  };
  return { triggerEvent: "BOOKING_CREATED", createdAt: new Date(practice.time.nowMs).toISOString(), payload };
}

const sendTo = (app: App, body: object) => deliver(app, bytesOf(body));

test.each([
  ["another start", { startTime: new Date(monday(11)).toISOString(), endTime: new Date(monday(11, 30)).toISOString() }],
  ["another attendee", { attendees: [{ name: "Eve", email: "eve@example.com", timeZone: "Europe/Lisbon" }] }],
  ["another request id", { metadata: { portalRequestId: "made up" } }],
])("a request id with %s is not believed", async (_, change) => {
  const { practice, listener } = await listening();
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  expect(await sendTo(listener, createdBody(practice, change))).toBe(200);
  expect(rowOf(practice, bookingId)).toMatchObject({ status: "pending" });
  expect(openOperations(practice, bookingId)).toHaveLength(1);
  expect(rowsOf(practice).map(({ source }) => source).sort()).toEqual(["calcom", "web"]);
});

test("a request id is not believed again once its booking was made", async () => {
  const { practice, listener } = await listening();
  const { id } = await book(practice);
  const before = rowOf(practice, id);
  expect(await sendTo(listener, createdBody(practice))).toBe(200);
  expect(rowOf(practice, id)).toEqual(before);
  expect(rowsOf(practice)).toHaveLength(2);
});

test("a booking that was heard of before the answer, without its request id, is the same booking", async () => {
  const { practice, listener } = await listening();
  practice.far.fault = faults.answerLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  const [there] = engineRows(practice);
  await sendTo(listener, createdBody(practice, { uid: there!.uid, metadata: {} }));
  expect(rowsOf(practice)).toHaveLength(2);
  practice.far.fault = null;
  practice.time.nowMs += 60_000;
  await settleOpen(practice.app);
  expect(rowsOf(practice)).toEqual([expect.objectContaining({ id: bookingId, status: "confirmed", source: "web" })]);
});

test("a booking given up here is found after all when the far end tells of it", async () => {
  const { practice, hear } = await listening();
  practice.far.fault = faults.answerLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  practice.db.update(operations).set({ state: "failed", failure: "no answer" }).run();
  await hear();
  expect(rowsOf(practice)).toEqual([expect.objectContaining({ id: bookingId, status: "confirmed" })]);
  expect(practice.db.select({ state: operations.state }).from(operations).all()).toEqual([{ state: "done" }]);
});

test("what was edited here survives what is told later", async () => {
  const { practice, listener } = await listening();
  const { id } = await book(practice);
  await editBooking(practice.app, system, id, { title: "My own title", notes: "My own notes", attendeeName: "Maria S.", version: rowOf(practice, id)!.version, correlationId });
  const before = rowOf(practice, id);
  const body = { ...createdBody(practice, { uid: tipOf(practice, id), title: "Told", additionalNotes: "Told", metadata: {} }), triggerEvent: "BOOKING_LOCATION_UPDATED" };
  expect(await sendTo(listener, { ...body, createdAt: new Date(practice.time.nowMs + 60_000).toISOString() })).toBe(200);
  expect(rowOf(practice, id)).toMatchObject({ title: "My own title", notes: "My own notes", attendeeName: "Maria S.", ownFields: before!.ownFields });
});

test("an appointment whose host asked for another time is live again when the client chose one", async () => {
  const { practice, listener } = await listening();
  const { id } = await book(practice);
  const uid = tipOf(practice, id);
  const told = (triggerEvent: string, minutes: number, change: object) => ({ ...createdBody(practice, { uid, metadata: {}, ...change }), triggerEvent, createdAt: new Date(practice.time.nowMs + minutes * 60_000).toISOString() });
  await sendTo(listener, told("BOOKING_CANCELLED", 1, { requestReschedule: true, cancellationReason: "Please reschedule. In court" }));
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", rescheduleRequested: true, cancellationReason: "In court" });
  await sendTo(listener, told("BOOKING_RESCHEDULED", 2, { uid: "theNewUidAtCalcom", rescheduleUid: uid, rescheduleId: 1, startTime: new Date(monday(15)).toISOString(), endTime: new Date(monday(15, 30)).toISOString() }));
  expect(rowOf(practice, id)).toMatchObject({ status: "rescheduled", startsAt: monday(15), rescheduleRequested: false, cancelledAt: null, cancellationReason: null });
  expect(practice.db.select().from(bookings).all()).toHaveLength(1);
});

test("a place changed at the far end becomes ours, and until then ours stands", async () => {
  const { practice, hear } = await listening();
  const { id, location: ours } = await book(practice);
  const where = () => rowOf(practice, id)?.location;
  const uid = tipOf(practice, id);
  await hear();
  expect(where()).toBe(ours);
  practice.time.nowMs += 60_000;
  await practice.app.gateway.updateLocation(uid, { type: "address", address: "Rua Nova 1, Porto" });
  await hear();
  expect(where()).toBe("Rua Nova 1, Porto");
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  await hear();
  expect(where()).toBe("Rua Nova 1, Porto");
});

test("a place typed here stands as it was typed, whatever words the far end has for it", async () => {
  const { practice, hear } = await listening();
  const { id, version } = await book(practice);
  await editBooking(practice.app, system, id, { location: "+351 912 345 678", addAttendees: [{ name: "Rita", email: "rita@example.com", timeZone: "Europe/Lisbon" }], version, correlationId });
  practice.time.nowMs += 60_000;
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  await hear();
  expect(rowOf(practice, id)).toMatchObject({ location: "+351 912 345 678", guests: [] });
});
