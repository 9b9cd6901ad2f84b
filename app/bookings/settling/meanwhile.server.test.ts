import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { calcomLinks, operations } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { cancelBooking } from "../cancel.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { liveTip } from "./link.server.ts";
import { settleOpen } from "./settle-open.server.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { book, engineRows, faults, monday, rowOf, rowsOf, testPractice, type Fault } from "../testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;

/** Somebody moves it at the far end just before our cancellation arrives there. */
function movedBefore(then: Fault): Fault {
  let isMoved = false;
  return async (request, engine) => {
    if (!request.url.endsWith("/cancel") || isMoved) return engine(request);
    isMoved = true;
    const headers = { authorization: request.headers.get("authorization")!, "cal-api-version": "2024-08-13", "content-type": "application/json" };
    const body = JSON.stringify({ start: new Date(monday(14)).toISOString() });
    await engine(new Request(request.url.replace(/cancel$/, "reschedule"), { method: "POST", headers, body }));
    return then(request, engine);
  };
}

test("what was moved there meanwhile is cancelled where it is now", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = movedBefore((request, engine) => engine(request));
  expect(await cancelBooking(practice.app, system, id, { reason: "ill", correlationId })).toMatchObject({ status: "cancelled" });
  expect(engineRows(practice).map(({ status, start }) => ({ status, start }))).toEqual([
    { status: "cancelled", start: monday(10) },
    { status: "cancelled", start: monday(14) },
  ]);
});

test("a cancellation nobody answered, and a move meanwhile: it is not taken for cancelled while it stands", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = movedBefore(faults.requestLost);
  await cancelBooking(practice.app, system, id, { reason: "ill", correlationId });
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(rowOf(practice, id)!.status).toBe("cancelled");
  expect(engineRows(practice).filter(({ status }) => status !== "cancelled")).toEqual([]);
});

test("a request found where it was moved to twice is one with what was heard of its first move", async () => {
  const practice = await testPractice();
  const { app, db, far } = practice;
  far.fault = faults.answerLost;
  const { id } = await book(practice);
  far.fault = null;
  const made = engineRows(practice)[0]!.uid;
  practice.time.nowMs += MINUTE_MS;
  const moved = await app.gateway.rescheduleBooking(made, { startMs: monday(14) });
  writing(db, (tx) => applySighting(tx, app, sightingOfBooking(moved, practice.time.nowMs)));
  expect(rowsOf(practice)).toHaveLength(2);
  await app.gateway.rescheduleBooking(moved.uid, { startMs: monday(15) });
  await settleOpen(app);
  expect(rowsOf(practice)).toMatchObject([{ id, startsAt: monday(15), status: "rescheduled" }]);
});

test.each(["open", "waiting"] as const)("a move at Cal.com of what is being reassigned makes no appointment of its own while the reassignment is %s", async (state) => {
  const practice = await testPractice();
  const { app, db, far, time } = practice;
  const { id } = await book(practice);
  const former = liveTip(db, id)!;
  // The new one is made, and nobody knows whether the former is cancelled. It waits when another row's change came first.
  far.fault = (request, engine) => (request.url.endsWith("/cancel") ? faults.requestLost(request, engine) : engine(request));
  await reassignBooking(app, system, id, { staffId: practice.ben.id, correlationId });
  far.fault = null;
  db.update(operations).set({ state }).where(eq(operations.kind, "reassign")).run();
  time.nowMs += MINUTE_MS;
  const moved = await app.gateway.rescheduleBooking(former, { startMs: monday(14) });
  writing(db, (tx) => applySighting(tx, app, sightingOfBooking(moved, time.nowMs)));
  expect(rowsOf(practice)).toMatchObject([{ id, startsAt: monday(10) }]);
});

test("a colleague who took over keeps the appointment when its former uid is read again", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  await reassignBooking(practice.app, system, id, { staffId: practice.ben.id, correlationId });
  const former = practice.db.select().from(calcomLinks).where(eq(calcomLinks.bookingId, id)).all().find(({ state }) => state === "superseded")!;
  practice.time.nowMs += MINUTE_MS;
  const tip = practice.db.select().from(calcomLinks).where(eq(calcomLinks.state, "accepted")).get()!;
  for (const uid of [tip.uid, former.uid]) {
    const far = await practice.app.gateway.getBooking(uid);
    const readAtMs = uid === former.uid ? practice.time.nowMs : practice.time.nowMs - MINUTE_MS;
    writing(practice.db, (tx) => applySighting(tx, practice.app, sightingOfBooking(far, readAtMs)));
    expect(rowOf(practice, id)).toMatchObject({ staffId: practice.ben.id });
  }
});

test("passed on and then cancelled there before we heard of either: the history tells of both", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = async (request, engine) => {
    if (request.method !== "POST" || !request.url.endsWith("/bookings")) return engine(request);
    const { data } = (await (await engine(request.clone() as Request)).json()) as { data: { uid: string } };
    const headers = { authorization: request.headers.get("authorization")!, "cal-api-version": "2024-08-13", "content-type": "application/json" };
    await engine(new Request(`${request.url}/${data.uid}/cancel`, { method: "POST", headers, body: JSON.stringify({ cancellationReason: "ill" }) }));
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  };
  await reassignBooking(practice.app, system, id, { staffId: practice.ben.id, correlationId });
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", cancelledAt: practice.time.nowMs });
  expect(historyOf(practice.db, id).map(({ action }) => action)).toEqual(["cancelled", "reassigned", "booked"]);
});

test.each([
  ["stands where it was moved to", false],
  ["is cancelled where it was moved to, when a cancellation waited", true],
])("a booking nobody answered and somebody moved there %s", async (_, isCancelled) => {
  const practice = await testPractice();
  const { app, time, far } = practice;
  far.fault = faults.answerLost;
  const { id } = await book(practice);
  far.fault = null;
  const [made] = engineRows(practice);
  const next = await app.gateway.rescheduleBooking(made!.uid, { startMs: monday(14) });
  await app.gateway.rescheduleBooking(next.uid, { startMs: monday(15) });
  if (isCancelled) await cancelBooking(app, system, id, { reason: "ill", correlationId });
  for (let minute = 0; minute < 3; minute += 1) {
    time.nowMs += MINUTE_MS;
    await settleOpen(app);
  }
  const live = engineRows(practice).filter(({ status }) => status === "accepted");
  expect(rowOf(practice, id)).toMatchObject({ startsAt: monday(15), endsAt: monday(15, 30), blockedFrom: monday(15), status: isCancelled ? "cancelled" : "rescheduled" });
  expect(live.map(({ start }) => start)).toEqual(isCancelled ? [] : [monday(15)]);
});
