import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { operations } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { cancelBooking } from "../cancel.server.ts";
import { moveBooking } from "../move.server.ts";
import { getBooking } from "../queries.server.ts";
import { settleOpen } from "./settle-open.server.ts";
import { addUser, book, engineRows, faults, monday, offeringsFor, openOperations, rowOf, rowsOf, testPractice, type Fault, type Practice } from "../testing.ts";
import { dismissOperation, listUnsettled, retryOperation } from "./unsettled.server.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = async (attempt: () => unknown) => Promise.resolve().then(attempt).then(() => null, (error: unknown) => error as AppError);

async function giveUp(practice: Practice) {
  practice.db.update(operations).set({ attempts: 19 }).where(eq(operations.state, "open")).run();
  practice.far.fault = faults.html;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  practice.far.fault = null;
}

async function failed(practice: Practice, fault: Fault, change: (id: string) => Promise<unknown> = async () => undefined) {
  const isCreate = change.length === 0;
  if (isCreate) practice.far.fault = fault;
  const { id } = await book(practice);
  practice.far.fault = fault;
  await change(id);
  await giveUp(practice);
  const [operation] = listUnsettled(practice.app, system, id);
  return { id, operation: operation! };
}

const toTwo = (practice: Practice) => (id: string) => moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });

test("the desk sees what nobody could settle, and nobody else does", async () => {
  const practice = await testPractice();
  const { id, operation } = await failed(practice, faults.requestLost);
  expect(operation).toMatchObject({ bookingId: id, kind: "create", failure: "no answer", title: "Consultation with Ana Costa", startsAt: monday(10) });
  const customer = addUser(practice, "owner@example.com");
  for (const attempt of [() => listUnsettled(practice.app, customer), () => retryOperation(practice.app, customer, operation.id), () => dismissOperation(practice.app, customer, operation.id, correlationId)]) {
    expect(await refusalOf(attempt)).toMatchObject({ code: "forbidden" });
  }
  expect(await refusalOf(() => retryOperation(practice.app, system, "another"))).toMatchObject({ code: "not_found" });
});

test("tried again, it is found where it was done, and done where it was not", async () => {
  for (const fault of [faults.answerLost, faults.requestLost]) {
    const practice = await testPractice();
    const { id, operation } = await failed(practice, fault);
    expect(getBooking(practice.app, system, id).syncState).toBe("failed");
    expect(await retryOperation(practice.app, system, operation.id)).toBe("done");
    expect(getBooking(practice.app, system, id)).toMatchObject({ status: "confirmed", syncState: "synced" });
    expect(engineRows(practice)).toHaveLength(1);
    expect(await refusalOf(() => retryOperation(practice.app, system, operation.id))).toMatchObject({ code: "not_found" });
  }
});

test("what is not safe to send again is sent once when a person says so", async () => {
  const practice = await testPractice();
  practice.app.farEnd.name = "calcom";
  practice.far.fault = faults.requestLost;
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } });
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  const [operation] = listUnsettled(practice.app, system);
  expect(operation).toMatchObject({ bookingId: id, failure: expect.stringContaining("not safe") });
  practice.far.fault = faults.requestLost;
  expect(await retryOperation(practice.app, system, operation!.id)).toBe("open");
  practice.far.fault = null;
  practice.time.nowMs += 5 * MINUTE_MS;
  await settleOpen(practice.app);
  expect(engineRows(practice)).toEqual([]);
  expect(await retryOperation(practice.app, system, operation!.id)).toBe("done");
  expect(engineRows(practice)).toHaveLength(1);
});

test("a move is not tried again onto a time that was taken meanwhile", async () => {
  const practice = await testPractice();
  const { id, operation } = await failed(practice, faults.requestLost, toTwo(practice));
  await book(practice, { startMs: monday(14) });
  expect(await refusalOf(() => retryOperation(practice.app, system, operation.id))).toMatchObject({ code: "conflict", fields: { start: expect.any(String) } });
  expect(await dismissOperation(practice.app, system, operation.id, correlationId)).toBe("dismissed");
  expect(getBooking(practice.app, system, id)).toMatchObject({ startsAt: monday(10), syncState: "synced" });
  expect(practice.db.$client.prepare("SELECT count(*) FROM jobs WHERE kind = 'reread-booking'").pluck().get()).toBe(1);
});

test("a booking that was never made goes when it is dismissed, and its time is free", async () => {
  const practice = await testPractice();
  const { id, operation } = await failed(practice, faults.requestLost);
  expect(await dismissOperation(practice.app, system, operation.id, correlationId)).toBe("dismissed");
  expect(rowOf(practice, id)).toBeUndefined();
  expect(historyOf(practice.db, id)[0]).toMatchObject({ action: "create dismissed" });
  expect((await book(practice)).startsAt).toBe(monday(10));
});

test("a dismissed change that was done after all is done here as well", async () => {
  const practice = await testPractice();
  const made = await failed(practice, faults.answerLost);
  expect(await dismissOperation(practice.app, system, made.operation.id, correlationId)).toBe("done");
  expect(rowOf(practice, made.id)?.status).toBe("confirmed");
  practice.far.fault = faults.answerLost;
  await toTwo(practice)(made.id);
  await giveUp(practice);
  const [move] = listUnsettled(practice.app, system, made.id);
  expect(await dismissOperation(practice.app, system, move!.id, correlationId)).toBe("done");
  expect(rowOf(practice, made.id)).toMatchObject({ startsAt: monday(14), status: "rescheduled" });
});

test("nobody dismisses a booking that may be there while the calendar cannot be asked", async () => {
  const practice = await testPractice();
  const { id, operation } = await failed(practice, faults.answerLost);
  practice.far.fault = faults.down;
  expect(await refusalOf(() => dismissOperation(practice.app, system, operation.id, correlationId))).toMatchObject({ code: "upstream_down" });
  expect(rowOf(practice, id)?.status).toBe("pending");
});

test("a cancellation of a booking nobody could settle waits until a person has", async () => {
  for (const doWhat of ["retry", "dismiss"]) {
    const practice = await testPractice();
    const { id, operation } = await failed(practice, faults.requestLost);
    await cancelBooking(practice.app, { kind: "guest", bookingId: id }, id, { correlationId });
    practice.time.nowMs += MINUTE_MS;
    await settleOpen(practice.app);
    expect(openOperations(practice)).toEqual([]);
    if (doWhat === "retry") {
      await retryOperation(practice.app, system, operation.id);
      await settleOpen(practice.app);
      expect(rowOf(practice, id)?.status).toBe("cancelled");
      expect(engineRows(practice)).toMatchObject([{ status: "cancelled" }]);
    } else {
      await dismissOperation(practice.app, system, operation.id, correlationId);
      expect(rowsOf(practice)).toEqual([]);
    }
    expect(practice.db.select().from(operations).all().filter(({ state }) => state === "waiting" || state === "open")).toEqual([]);
  }
});
