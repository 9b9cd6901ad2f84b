import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { operations } from "#db/schema/bookings.ts";
import { services } from "#db/schema/catalog.ts";
import type { AppError } from "#app/lib/errors.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "./book.server.ts";
import { holdTime } from "./hold.server.ts";
import { moveBooking } from "./move.server.ts";
import { book, engineRows, faults, monday, offeringsFor, requestFor, rowsOf, testPractice } from "./testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);

test("a form sent again within a day books once, and after a day its key is free", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  const first = await bookAppointment(practice.app, null, request);
  practice.time.nowMs += DAY_MS;
  expect(await bookAppointment(practice.app, null, request)).toEqual(first);
  expect(await refusalOf(bookAppointment(practice.app, null, { ...request, notes: "Window seat" }))).toMatchObject({ code: "conflict", cause: { code: "idempotency_key_reused" } });
  practice.time.nowMs += 1;
  const second = await bookAppointment(practice.app, null, { ...request, startMs: monday(12) });
  expect(second.bookingId).not.toBe(first.bookingId);
  expect(rowsOf(practice)).toHaveLength(2);
});

test("a form sent again while its booking is for a person to settle does not say that it is requested", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  practice.far.fault = faults.requestLost;
  const { bookingId } = await bookAppointment(practice.app, null, request);
  practice.db.update(operations).set({ state: "failed", failure: "no answer" }).where(eq(operations.bookingId, bookingId)).run();
  practice.far.fault = null;
  expect(await bookAppointment(practice.app, null, request)).toMatchObject({ bookingId, outcome: "unknown" });
  expect(engineRows(practice)).toEqual([]);
});

test("a visitor's own hold does not stand in the way of their move", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  await holdTime(practice.app, { holder: "mine", offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id), durationMinutes: 30, startMs: monday(14) });
  expect(await refusalOf(moveBooking(practice.app, system, id, { startMs: monday(14), holder: "another's", correlationId }))).toMatchObject({ code: "conflict", fields: { start: expect.any(String) } });
  expect(await moveBooking(practice.app, system, id, { startMs: monday(14), holder: "mine", correlationId })).toMatchObject({ startsAt: monday(14) });
});

test.each([[[30, 90]], [[30]], [[120]]])("a booking of an hour keeps its length when it is moved, though only %j minutes are offered now", async (durationsMinutes) => {
  const practice = await testPractice();
  const { id } = await book(practice, { offerings: offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id), startMs: monday(10) });
  practice.db.update(services).set({ durationsMinutes }).where(eq(services.id, practice.massage.id)).run();
  for (const { eventTypeId } of offeringsFor(practice, practice.massage, practice.lisbon)) {
    await practice.app.gateway.updateEventType(eventTypeId, { lengthInMinutes: durationsMinutes[0], lengthInMinutesOptions: durationsMinutes });
  }
  expect(await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId })).toMatchObject({ startsAt: monday(14), endsAt: monday(14) + HOUR_MS });
  expect(engineRows(practice).filter(({ status }) => status === "accepted")).toMatchObject([{ start: monday(14), end: monday(14) + 60 * MINUTE_MS }]);
});
