import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { calcomLinks, operations } from "#db/schema/bookings.ts";
import { serviceStaff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import { hostOf } from "#app/catalog/queries.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "./book.server.ts";
import { cancelBooking } from "./cancel.server.ts";
import { editBooking } from "./edit.server.ts";
import { reassignBooking } from "./reassign.server.ts";
import { applySighting } from "./sighting/apply.server.ts";
import { addUser, book, engineRows, faults, later, monday, offeringsFor, openOperations, requestFor, rowOf, testPractice, type Fault, type Practice } from "./testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);
const linksOf = (practice: Practice, id: string) => practice.db.select().from(calcomLinks).where(eq(calcomLinks.bookingId, id)).orderBy(calcomLinks.createdAt).all();
const toBen = (practice: Practice, reason?: string) => ({ staffId: practice.ben.id, reason, correlationId });
const liveThere = (practice: Practice) => engineRows(practice).filter(({ status }) => status === "accepted");
const hostThere = (practice: Practice) => practice.db.$client.prepare("SELECT u.email FROM engine_bookings b JOIN engine_users u ON u.id = b.user_id WHERE b.status = 'accepted'").pluck().all();
const on = (end: string, fault: Fault): Fault => (request, engine) => (request.method === "POST" && request.url.endsWith(end) ? fault(request, engine) : engine(request));

const typeOf = (practice: Practice, person: { id: string }) => offeringsFor(practice, practice.consultation, practice.lisbon, person.id)[0]!.eventTypeId;
const needsConfirmation = (practice: Practice) => practice.app.gateway.updateEventType(typeOf(practice, practice.ben), { requiresConfirmation: true });

test("passed to a colleague, it is made anew there and the former is cancelled; here it is the same booking", async () => {
  const practice = await testPractice();
  const before = await book(practice, { notes: "Window seat" });
  const after = await reassignBooking(practice.app, system, before.id, toBen(practice, "Ana is ill"));
  expect(after).toMatchObject({ id: before.id, staffId: practice.ben.id, title: "Consultation with Ben Reis", status: "rescheduled", startsAt: before.startsAt, guarded: true, syncState: "synced" });
  expect(hostThere(practice)).toEqual(["ben@example.com"]);
  expect(engineRows(practice).map(({ status }) => status)).toEqual(["cancelled", "accepted"]);
  const [old, tip] = linksOf(practice, before.id);
  expect(old).toMatchObject({ state: "superseded" });
  expect(tip).toMatchObject({ state: "accepted", predecessorUid: old!.uid, rootUid: old!.uid });
  expect(historyOf(practice.db, before.id)[0]).toMatchObject({ action: "reassigned", data: { fromName: "Ana Costa", toName: "Ben Reis", reason: "Ana is ill" } });
  expect((await book(practice)).startsAt).toBe(monday(10));
});

test("only to somebody who does it there and is free, and only by the desk", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const other = await book(practice, { offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id) });
  expect(await refusalOf(reassignBooking(practice.app, { kind: "guest", bookingId: id }, id, toBen(practice)))).toMatchObject({ code: "forbidden" });
  expect(await refusalOf(reassignBooking(practice.app, addUser(practice, "stranger@example.com"), id, toBen(practice)))).toMatchObject({ code: "not_found" });
  expect(await refusalOf(reassignBooking(practice.app, system, id, { staffId: practice.cleo.id, correlationId }))).toMatchObject({ code: "invalid", fields: { staff: expect.any(String) } });
  expect(await refusalOf(reassignBooking(practice.app, system, id, toBen(practice)))).toMatchObject({ code: "conflict", fields: { staff: expect.any(String) } });
  await cancelBooking(practice.app, system, other.id, { correlationId });
  practice.far.fault = faults.taken;
  expect(await refusalOf(reassignBooking(practice.app, system, id, toBen(practice)))).toMatchObject({ code: "conflict", fields: { staff: expect.any(String) } });
  expect(rowOf(practice, id)).toMatchObject({ staffId: practice.ana.id, status: "confirmed" });
  expect(openOperations(practice)).toEqual([]);
});

test("within the notice it is passed to a colleague who is at work and free, and at Cal.com to nobody, since hours alone do not say who is free", async () => {
  const practice = await testPractice();
  const calcom: App = { ...practice.app, farEnd: { ...practice.app.farEnd, name: "calcom" } };
  const { bookingId: there } = await bookAppointment(calcom, null, requestFor(practice));
  const [here, noon] = [await book(practice, { startMs: monday(10, 30) }), await book(practice, { startMs: monday(12) })];
  practice.db.$client.exec("UPDATE engine_event_types SET settings = json_set(settings, '$.minimumBookingNotice', 600); UPDATE services SET notice_minutes = 600");
  practice.time.nowMs = monday(9);
  practice.db.$client.exec(`UPDATE engine_schedules SET availability = json('[{"days":["Monday"],"startTime":"09:00","endTime":"11:00"}]')`);
  expect(await refusalOf(reassignBooking(practice.app, system, noon.id, toBen(practice)))).toMatchObject({ code: "conflict", fields: { staff: expect.any(String) } });
  expect(await refusalOf(reassignBooking(calcom, system, there, toBen(practice)))).toMatchObject({ code: "conflict", fields: { staff: expect.any(String) } });
  expect(await reassignBooking(practice.app, system, here.id, toBen(practice))).toMatchObject({ staffId: practice.ben.id, startsAt: monday(10, 30), syncState: "synced" });
});

test.each([
  ["the new one's answer", on("/v2/bookings", faults.answerLost)],
  ["the new one", on("/v2/bookings", faults.requestLost)],
  ["the cancellation's answer", on("/cancel", faults.answerLost)],
  ["the cancellation", on("/cancel", faults.requestLost)],
  ["the way to cancel", on("/cancel", faults.writesDown)],
] as const)("when %s is lost, one booking is left in the end", async (_, fault) => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = fault;
  expect(await reassignBooking(practice.app, system, id, toBen(practice))).toMatchObject({ staffId: practice.ana.id, syncState: "pushing" });
  expect(openOperations(practice)).toMatchObject([{ kind: "reassign", targetStaffId: practice.ben.id }]);
  await later(practice);
  expect(rowOf(practice, id)).toMatchObject({ staffId: practice.ben.id, status: "rescheduled" });
  expect(hostThere(practice)).toEqual(["ben@example.com"]);
  expect(linksOf(practice, id).filter(({ state }) => state === "accepted")).toHaveLength(1);
  expect(openOperations(practice)).toEqual([]);
});

test("the new person's time is kept while the answer is not there", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = on("/v2/bookings", faults.requestLost);
  await reassignBooking(practice.app, system, id, toBen(practice));
  practice.far.fault = null;
  const withBen = { offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id) };
  expect(await refusalOf(book(practice, withBen))).toMatchObject({ code: "conflict" });
});

test("what was agreed on needs no second agreement, and a title somebody gave stays", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  await editBooking(practice.app, system, id, { title: "First visit", version, correlationId });
  await needsConfirmation(practice);
  expect(await reassignBooking(practice.app, system, id, toBen(practice))).toMatchObject({ staffId: practice.ben.id, status: "rescheduled", title: "First visit" });
  expect(liveThere(practice)).toHaveLength(1);
});

test("at Cal.com a type that needs confirmation is not asked for twice", async () => {
  const practice = await testPractice();
  practice.app.farEnd.name = "calcom";
  const { id } = await book(practice);
  await needsConfirmation(practice);
  practice.far.fault = on("/v2/bookings", faults.requestLost);
  await reassignBooking(practice.app, system, id, toBen(practice));
  await later(practice);
  expect(practice.db.select().from(operations).where(eq(operations.kind, "reassign")).get()).toMatchObject({ state: "failed" });
  expect(liveThere(practice)).toHaveLength(1);
  expect(rowOf(practice, id)).toMatchObject({ staffId: practice.ana.id, status: "confirmed" });
});

test("a word about the former booking alone does not give it back to the former person", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  await reassignBooking(practice.app, system, id, toBen(practice));
  practice.time.nowMs += MINUTE_MS;
  const former = await practice.app.gateway.getBooking(linksOf(practice, id)[0]!.uid);
  writing(practice.db, (tx) => applySighting(tx, practice.app, sightingOfBooking(former, practice.time.nowMs)));
  expect(rowOf(practice, id)).toMatchObject({ staffId: practice.ben.id, status: "rescheduled" });
});

test("a round robin changes its host and the booking keeps its uid", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const there = hostOf(practice.db, practice.ben.id)!.calcomUserId;
  practice.db.update(serviceStaff).set({ calcomEventTypeId: typeOf(practice, practice.ana) }).where(eq(serviceStaff.staffId, practice.ben.id)).run();
  practice.far.fault = on(`/reassign/${there}`, async () => Response.json({ status: "success", data: { bookingUid: "the same", reassignedTo: { id: there, name: "Ben Reis", email: "ben@example.com" } } }));
  expect(await reassignBooking(practice.app, system, id, toBen(practice))).toMatchObject({ staffId: practice.ben.id, status: "confirmed", syncState: "synced" });
  expect(linksOf(practice, id)).toMatchObject([{ state: "accepted" }]);
  expect(practice.far.calls.filter((call) => call.endsWith("/cancel"))).toEqual([]);
});
