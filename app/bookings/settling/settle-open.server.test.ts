import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { liveTip } from "./link.server.ts";
import { moveBooking } from "../move.server.ts";
import { getBooking } from "../queries.server.ts";
import { settleOpen } from "./settle-open.server.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { besides, book, engineRows, faults, later, monday, openOperations, requestFor, rowOf, rowsOf, temporaryFile, testPractice, type Practice } from "../testing.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";

test("a booking whose answer was lost is found at the far end, and never made twice", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.answerLost;
  const { bookingId, outcome } = await bookAppointment(practice.app, null, requestFor(practice));
  expect(outcome).toBe("unknown");
  expect(getBooking(practice.app, system, bookingId)).toMatchObject({ status: "pending", syncState: "pushing" });
  expect(await later(practice)).toBe(1);
  expect(getBooking(practice.app, system, bookingId)).toMatchObject({ status: "confirmed", syncState: "synced" });
  expect(engineRows(practice)).toHaveLength(1);
  expect(historyOf(practice.db, bookingId).map(({ action }) => action)).toEqual(["booked"]);
  expect(await later(practice)).toBe(0);
});

/** The first write is held up on its way and arrives just before the second one. */
function heldUp(practice: Practice): void {
  let held: (() => Promise<Response>) | null = null;
  practice.far.fault = async (call, engine) => {
    if (call.method === "GET") return engine(call);
    if (held) return held().then(() => engine(call));
    held = () => engine(call);
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  };
}

test("a first attempt that arrives just before the second is what happened", async () => {
  const practice = await testPractice();
  heldUp(practice);
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(rowOf(practice, bookingId)).toMatchObject({ status: "confirmed" });
  expect(engineRows(practice)).toHaveLength(1);
  heldUp(practice);
  await moveBooking(practice.app, system, bookingId, { startMs: monday(14), correlationId });
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(rowOf(practice, bookingId)).toMatchObject({ status: "rescheduled", startsAt: monday(14) });
  heldUp(practice);
  await cancelBooking(practice.app, system, bookingId, { correlationId });
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(rowOf(practice, bookingId)).toMatchObject({ status: "cancelled" });
  expect(practice.db.select().from(operations).all().map(({ state }) => state)).toEqual(["done", "done", "done"]);
});

test("a booking that never arrived is made when the far end answers again", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  expect(engineRows(practice)).toEqual([]);
  await later(practice);
  expect(rowOf(practice, bookingId)?.status).toBe("confirmed");
  expect(engineRows(practice)).toHaveLength(1);
});

test("a page instead of an answer leaves the outcome open, since it may have been done", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.writesHtml;
  expect((await bookAppointment(practice.app, null, requestFor(practice))).outcome).toBe("unknown");
  await later(practice);
  expect(rowsOf(practice)).toMatchObject([{ status: "confirmed" }]);
});

test("what never arrived and is taken by now is refused, and its row goes", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  practice.time.nowMs += MINUTE_MS;
  practice.far.fault = faults.taken;
  await settleOpen(practice.app);
  expect(rowOf(practice, bookingId)).toBeUndefined();
  expect(historyOf(practice.db, bookingId).map(({ action }) => action)).toEqual(["create refused"]);
});

test("a process killed between intention and answer leaves what the next one finishes", async () => {
  const practice = await testPractice({ file: temporaryFile() });
  practice.far.fault = (call, engine) => (call.method === "POST" ? new Promise<never>(() => {}) : engine(call));
  void bookAppointment(practice.app, null, requestFor(practice));
  await expect.poll(() => openOperations(practice)).toHaveLength(1);
  const next = besides(practice);
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(next.app);
  expect(rowsOf(practice)).toMatchObject([{ status: "confirmed" }]);
  expect(engineRows(practice)).toHaveLength(1);
});

test("two processes that settle at once send it once", async () => {
  const practice = await testPractice({ file: temporaryFile() });
  const other = besides(practice);
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await Promise.all([settleOpen(practice.app), settleOpen(other.app)]);
  expect(rowOf(practice, bookingId)?.status).toBe("confirmed");
  expect([...practice.far.calls, ...other.far.calls].filter((call) => call === "POST /v2/bookings")).toHaveLength(2);
});

test("what is younger than half a minute is left to the request that asked", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.answerLost;
  await book(practice);
  practice.time.nowMs += MINUTE_MS / 4;
  expect(await settleOpen(practice.app)).toBe(0);
});

test("a far end that stays away is asked ever more rarely, and in the end a person is", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  practice.db.update(operations).set({ attempts: 19 }).where(eq(operations.bookingId, bookingId)).run();
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(practice.db.select().from(operations).get()).toMatchObject({ state: "failed", failure: "no answer" });
  expect(getBooking(practice.app, system, bookingId).syncState).toBe("failed");
  expect(practice.logged).toContain("a change could not be settled");
});

test("at Cal.com a request for confirmation is not sent a second time", async () => {
  const practice = await testPractice();
  practice.app.farEnd.name = "calcom";
  practice.far.fault = faults.requestLost;
  const { fitting, lisbon } = practice;
  const offerings = [{ ...requestFor(practice).offerings[0]!, service: fitting, branch: lisbon, eventTypeId: 3 }];
  await bookAppointment(practice.app, null, requestFor(practice, { offerings, answers: { size: "Small" } }));
  await later(practice);
  expect(practice.db.select().from(operations).get()).toMatchObject({ state: "failed", failure: expect.stringContaining("not safe") });
  expect(engineRows(practice)).toEqual([]);
});

test("a move whose answer was lost is found, once", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = faults.answerLost;
  expect(await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId })).toMatchObject({ startsAt: monday(10), syncState: "pushing" });
  await later(practice);
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(14), status: "rescheduled" });
  expect(engineRows(practice).filter(({ status }) => status === "accepted")).toMatchObject([{ start: monday(14) }]);
});

test("a move whose answer was lost is found also when the far end told of the former booking alone", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const uid = liveTip(practice.db, id)!;
  practice.far.fault = faults.answerLost;
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  practice.far.fault = null;
  const former = sightingOfBooking(await practice.app.gateway.getBooking(uid), practice.time.nowMs);
  writing(practice.db, (tx) => applySighting(tx, practice.app, former));
  await later(practice);
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(14), status: "rescheduled" });
  expect(historyOf(practice.db, id).map(({ action }) => action)).toEqual(["moved", "booked"]);
});

test("a cancellation whose answer was lost is found, once", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = faults.answerLost;
  expect(await cancelBooking(practice.app, system, id, { correlationId })).toMatchObject({ status: "confirmed", syncState: "pushing" });
  await later(practice);
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled" });
});

test("a cancellation waits for the change under way and runs next", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.answerLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  await cancelBooking(practice.app, system, bookingId, { reason: "ill", correlationId });
  await cancelBooking(practice.app, system, bookingId, { reason: "again", correlationId });
  expect(practice.db.select().from(operations).all().map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(["cancel waiting", "create open"]);
  await later(practice);
  await later(practice);
  expect(rowOf(practice, bookingId)).toMatchObject({ status: "cancelled", cancellationReason: "ill" });
  expect(engineRows(practice)).toMatchObject([{ status: "cancelled" }]);
  expect(openOperations(practice)).toEqual([]);
});

test("a cancellation that waited for a move in flight is done with it", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = async (call, engine) => {
    if (call.url.includes("reschedule") && call.method === "POST") {
      practice.far.fault = null;
      await cancelBooking(practice.app, system, id, { correlationId });
    }
    return engine(call);
  };
  expect(await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId })).toMatchObject({ status: "cancelled", startsAt: monday(14) });
});

test("a cancellation of what the far end then refuses is moot", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, requestFor(practice));
  await cancelBooking(practice.app, system, bookingId, { correlationId });
  practice.time.nowMs += MINUTE_MS;
  practice.far.fault = faults.taken;
  await settleOpen(practice.app);
  expect(practice.db.select().from(operations).all().map(({ state }) => state)).toEqual(["refused", "refused"]);
  expect(rowsOf(practice)).toEqual([]);
});

test("a process that stops finishes the change under way and leaves the others", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.requestLost;
  await bookAppointment(practice.app, null, requestFor(practice));
  await bookAppointment(practice.app, null, requestFor(practice, { startMs: monday(11) }));
  practice.time.nowMs += MINUTE_MS;
  const stopping = new AbortController();
  practice.far.fault = (request, engine) => {
    stopping.abort();
    return engine(request);
  };
  await settleOpen(practice.app, { signal: stopping.signal });
  expect(openOperations(practice)).toHaveLength(1);
  await settleOpen(practice.app);
  expect(openOperations(practice)).toEqual([]);
});
