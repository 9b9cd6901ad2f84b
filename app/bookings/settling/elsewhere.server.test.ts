import { expect, test } from "vitest";
import { calcomLinks, operations } from "#db/schema/bookings.ts";
import type { AppError } from "#app/lib/errors.ts";
import { cancelBooking } from "../cancel.server.ts";
import { confirmBooking, declineBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { book, monday, offeringsFor, rowOf, testPractice, type Practice } from "../testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);

/** Times are still read; nothing of the booking may be asked of a far end that never knew it. */
async function afterwards(practice: Practice) {
  practice.app.farEnd.name = "calcom";
  practice.far.calls.length = 0;
}

const asked = (practice: Practice) => practice.far.calls.filter((call) => call.includes("/bookings"));

test("what the embedded engine held is changed here alone when Cal.com has taken over", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  const [first, second] = [monday(12), monday(14)];
  const request = { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } };
  const [wanted, unwanted] = [await book(practice, { ...request, startMs: first }), await book(practice, { ...request, startMs: second })];
  await afterwards(practice);
  expect(await editBooking(practice.app, system, id, { location: "https://meet.example.com/1", addGuests: ["guest@example.com"], version, correlationId })).toMatchObject({ location: "https://meet.example.com/1", meetingUrl: "https://meet.example.com/1", guests: ["guest@example.com"] });
  expect(await moveBooking(practice.app, system, id, { startMs: monday(15), correlationId })).toMatchObject({ status: "rescheduled", startsAt: monday(15), endsAt: monday(15, 30), guarded: true });
  expect(await reassignBooking(practice.app, system, id, { staffId: practice.ben.id, correlationId })).toMatchObject({ status: "rescheduled", staffId: practice.ben.id });
  expect(await confirmBooking(practice.app, system, wanted.id, { correlationId })).toMatchObject({ status: "confirmed" });
  expect(await declineBooking(practice.app, system, unwanted.id, { correlationId })).toMatchObject({ status: "rejected" });
  expect(await cancelBooking(practice.app, system, id, { correlationId })).toMatchObject({ status: "cancelled", syncState: "synced" });
  expect(asked(practice)).toEqual([]);
  expect(practice.db.select().from(operations).all().filter(({ state }) => state !== "done")).toEqual([]);
  expect(practice.db.select().from(calcomLinks).all().map(({ state, farEnd }) => `${state} ${farEnd}`).sort()).toEqual(["accepted embedded", "cancelled embedded", "rejected embedded"]);
});

test("what Cal.com holds cannot be changed while Cal.com is not connected", async () => {
  const practice = await testPractice();
  practice.app.farEnd.name = "calcom";
  const booking = await book(practice);
  practice.app.farEnd.name = "embedded";
  practice.far.calls.length = 0;
  expect(await refusalOf(cancelBooking(practice.app, system, booking.id, { correlationId }))).toMatchObject({ code: "conflict", message: expect.stringContaining("not connected") });
  expect(rowOf(practice, booking.id)).toEqual(booking);
  expect(asked(practice)).toEqual([]);
});
