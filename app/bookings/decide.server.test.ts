import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { calcomLinks, operations } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { cancelBooking } from "./cancel.server.ts";
import { confirmBooking, declineBooking } from "./decide.server.ts";
import { moveBooking } from "./move.server.ts";
import { addUser, book, engineRows, faults, later, monday, offeringsFor, openOperations, rowOf, testPractice, type Practice } from "./testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);
const aRequest = (practice: Practice) => book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } });
const linkOf = (practice: Practice, id: string) => practice.db.select().from(calcomLinks).where(eq(calcomLinks.bookingId, id)).get();

test("a request is confirmed at both ends, by the desk alone", async () => {
  const practice = await testPractice();
  const request = await aRequest(practice);
  const desk = addUser(practice, "desk@example.com", "admin");
  expect(request.status).toBe("pending");
  expect(await refusalOf(confirmBooking(practice.app, { kind: "guest", bookingId: request.id }, request.id, { correlationId }))).toMatchObject({ code: "forbidden" });
  expect(await refusalOf(confirmBooking(practice.app, addUser(practice, "stranger@example.com"), request.id, { correlationId }))).toMatchObject({ code: "not_found" });
  expect(await confirmBooking(practice.app, desk, request.id, { correlationId })).toMatchObject({ status: "confirmed", syncState: "synced", version: request.version + 1 });
  expect(engineRows(practice)).toMatchObject([{ status: "accepted" }]);
  expect(linkOf(practice, request.id)).toMatchObject({ state: "accepted" });
  expect(historyOf(practice.db, request.id)[0]).toMatchObject({ action: "confirmed", actor: `admin:${desk.userId}` });
});

test("a request is declined at both ends, with its reason, and its time is free again", async () => {
  const practice = await testPractice();
  const { id } = await aRequest(practice);
  expect(await declineBooking(practice.app, system, id, { reason: " No room ", correlationId })).toMatchObject({ status: "rejected", cancellationReason: "No room", syncState: "synced" });
  expect(engineRows(practice)).toMatchObject([{ status: "rejected" }]);
  expect(linkOf(practice, id)).toMatchObject({ state: "rejected" });
  expect((await aRequest(practice)).startsAt).toBe(monday(10));
});

test("deciding twice is success and asks once; deciding otherwise is a conflict", async () => {
  const practice = await testPractice();
  const { id } = await aRequest(practice);
  const confirmed = await confirmBooking(practice.app, system, id, { correlationId });
  expect(await confirmBooking(practice.app, system, id, { correlationId })).toEqual(confirmed);
  expect(practice.far.calls.filter((call) => call.endsWith("/confirm"))).toHaveLength(1);
  expect(await refusalOf(declineBooking(practice.app, system, id, { correlationId }))).toMatchObject({ code: "conflict", cause: { code: "not_pending" } });
});

test.each([["confirm", confirmBooking, "confirmed"], ["decline", declineBooking, "rejected"]] as const)("a %s whose answer was lost is found, and one that never arrived is sent again", async (kind, decide, status) => {
  for (const fault of [faults.answerLost, faults.requestLost]) {
    const practice = await testPractice();
    const { id } = await aRequest(practice);
    practice.far.fault = fault;
    expect(await decide(practice.app, system, id, { correlationId })).toMatchObject({ status: "pending", syncState: "pushing" });
    expect(await decide(practice.app, system, id, { correlationId })).toMatchObject({ status: "pending", syncState: "pushing" });
    await later(practice);
    expect(rowOf(practice, id)?.status).toBe(status);
    expect(practice.far.calls.filter((call) => call.endsWith(`/${kind}`))).toHaveLength(fault === faults.answerLost ? 1 : 2);
    expect(historyOf(practice.db, id).map(({ action }) => action)).toEqual([kind === "confirm" ? "confirmed" : "declined", "requested"]);
  }
});

test("what the far end refuses leaves the request as it was", async () => {
  const practice = await testPractice();
  const request = await aRequest(practice);
  practice.far.fault = faults.taken;
  expect(await refusalOf(confirmBooking(practice.app, system, request.id, { correlationId }))).toMatchObject({ code: "conflict" });
  practice.far.fault = faults.writesDown;
  expect(await refusalOf(declineBooking(practice.app, system, request.id, { correlationId }))).toMatchObject({ code: "upstream_down" });
  expect(rowOf(practice, request.id)).toEqual(request);
  expect(practice.db.select().from(operations).all().map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(["confirm refused", "create done", "decline refused"]);
});

test("what was decided at the far end itself is success here", async () => {
  const practice = await testPractice();
  const [first, second] = [await aRequest(practice), await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" }, startMs: monday(14) })];
  await practice.app.gateway.confirmBooking(linkOf(practice, first.id)!.uid);
  await practice.app.gateway.declineBooking(linkOf(practice, second.id)!.uid, undefined);
  expect(await confirmBooking(practice.app, system, first.id, { correlationId })).toMatchObject({ status: "confirmed" });
  expect(await declineBooking(practice.app, system, second.id, { correlationId })).toMatchObject({ status: "rejected" });
});

test("a request moved and then confirmed keeps that it was moved", async () => {
  const practice = await testPractice();
  const { id } = await aRequest(practice);
  expect(await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId })).toMatchObject({ status: "pending", startsAt: monday(14) });
  expect(await confirmBooking(practice.app, system, id, { correlationId })).toMatchObject({ status: "rescheduled" });
});

test("a cancellation waits for a confirmation under way", async () => {
  const practice = await testPractice();
  const { id } = await aRequest(practice);
  practice.far.fault = faults.answerLost;
  await confirmBooking(practice.app, system, id, { correlationId });
  await cancelBooking(practice.app, system, id, { correlationId });
  await later(practice);
  await later(practice);
  expect(rowOf(practice, id)?.status).toBe("cancelled");
  expect(openOperations(practice)).toEqual([]);
});
