import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import type { AppError } from "#app/lib/errors.ts";
import { writeSetting } from "#app/settings/store.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { holdTime } from "../hold.server.ts";
import { moveBooking } from "../move.server.ts";
import { CALCOM_KEYS } from "#app/settings/calcom.server.ts";
import { isBookingOn } from "./booking-switch.server.ts";
import { getBooking } from "../queries.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { settleOpen } from "./settle-open.server.ts";
import { book, engineRows, faults, monday, offeringsFor, rowOf, testPractice, type Practice } from "../testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);
const switchTo = (practice: Practice, value: "true" | "false") => writing(practice.db, (tx) => writeSetting(tx, CALCOM_KEYS.enabled, value, practice.time.nowMs));

test("the environment decides, then the page; without either it is on", async () => {
  const practice = await testPractice();
  const { app } = practice;
  expect(isBookingOn(app)).toBe(true);
  switchTo(practice, "false");
  expect(isBookingOn(app)).toBe(false);
  app.env.calcom.enabled = true;
  expect(isBookingOn(app)).toBe(true);
  switchTo(practice, "true");
  app.env.calcom.enabled = false;
  expect(isBookingOn(app)).toBe(false);
});

test("switched off, everything new is refused plainly and nobody is called", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  const request = await book(practice, { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" }, startMs: monday(14) });
  switchTo(practice, "false");
  practice.far.calls.length = 0;
  for (const attempt of [
    holdTime(practice.app, { holder: "visitor", offerings: offeringsFor(practice, practice.consultation, practice.lisbon), durationMinutes: 30, startMs: monday(12) }),
    book(practice, { startMs: monday(12) }),
    moveBooking(practice.app, system, id, { startMs: monday(12), correlationId }),
    confirmBooking(practice.app, system, request.id, { correlationId }),
    editBooking(practice.app, system, id, { location: "Room 3", version, correlationId }),
    reassignBooking(practice.app, system, id, { staffId: practice.ben.id, correlationId }),
  ]) {
    expect(await refusalOf(attempt)).toMatchObject({ code: "upstream_down", cause: { code: "switched_off" } });
  }
  expect(await editBooking(practice.app, system, id, { title: "First visit", version, correlationId })).toMatchObject({ title: "First visit" });
  expect(practice.far.calls).toEqual([]);
});

test("switched off, a cancellation is accepted once and sent when it is switched on", async () => {
  const practice = await testPractice();
  practice.app.farEnd = { ...practice.app.farEnd, settleAfterMs: 3 * 60_000 };
  const { id } = await book(practice);
  switchTo(practice, "false");
  practice.far.calls.length = 0;
  expect(await cancelBooking(practice.app, { kind: "guest", bookingId: id }, id, { reason: "ill", correlationId })).toMatchObject({ status: "confirmed", syncState: "pushing" });
  expect(await cancelBooking(practice.app, { kind: "guest", bookingId: id }, id, { correlationId })).toMatchObject({ status: "confirmed", syncState: "pushing" });
  practice.time.nowMs += 60_000;
  expect(await settleOpen(practice.app)).toBe(0);
  expect(practice.far.calls).toEqual([]);
  expect(getBooking(practice.app, system, id)).toMatchObject({ status: "confirmed", syncState: "pushing" });
  switchTo(practice, "true");
  expect(await refusalOf(moveBooking(practice.app, system, id, { startMs: monday(12), correlationId }))).toMatchObject({ code: "conflict", cause: { code: "operation_open" } });
  expect(await settleOpen(practice.app)).toBe(1);
  expect(getBooking(practice.app, system, id)).toMatchObject({ status: "cancelled", syncState: "synced", cancellationReason: "ill" });
  expect(engineRows(practice)).toMatchObject([{ status: "cancelled" }]);
  expect(practice.db.select().from(operations).all().map(({ state }) => state)).toEqual(["done", "done"]);
});

test("what was under way when it was switched off is finished afterwards", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.requestLost;
  const { id } = await book(practice);
  practice.far.fault = null;
  switchTo(practice, "false");
  await cancelBooking(practice.app, system, id, { correlationId });
  practice.time.nowMs += 60_000;
  await settleOpen(practice.app);
  expect(rowOf(practice, id)).toMatchObject({ status: "pending" });
  switchTo(practice, "true");
  await settleOpen(practice.app);
  await settleOpen(practice.app);
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled" });
});
