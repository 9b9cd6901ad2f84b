import { expect, test } from "vitest";
import { testEngine } from "#app/engine/testing.ts";
import { toIso } from "#app/lib/time.ts";
import { startsOfSeries } from "./series.ts";

function withSeries(occurrences = 4, more: object = {}) {
  const stage = testEngine({ nowMs: Date.parse("2030-03-11T08:00:00Z") });
  const eventTypeId = stage.addType({ slug: "series", recurrence: { frequency: "weekly", interval: 1, occurrences }, ...more });
  const repeat = (start = "2030-03-12T10:00:00Z", fields: object = {}) => stage.book(start, { eventTypeId, ...fields });
  return { ...stage, eventTypeId, repeat };
}

const field = (name: string) => (body: { data: Record<string, unknown>[] }) => body.data.map((one) => one[name]);
const starts = field("start");
const statuses = field("status");

test("a series is a list of bookings at one wall time of the attendee's, all of them or none", async () => {
  const { repeat, read, list, book } = withSeries();
  const made = await repeat();
  expect(made.status).toBe(201);
  // Rome's clocks go forward on 31 March.
  expect(starts(made.body)).toEqual(["2030-03-12T10:00:00.000Z", "2030-03-19T10:00:00.000Z", "2030-03-26T10:00:00.000Z", "2030-04-02T09:00:00.000Z"]);
  const [series] = new Set(field("recurringBookingUid")(made.body));
  expect(new Set(field("uid")(made.body)).size).toBe(4);
  expect((await read(series as string)).body.data.map((one: { uid: string }) => one.uid)).toEqual(field("uid")(made.body));
  expect((await read(made.body.data[1].uid)).body.data).toMatchObject({ recurringBookingUid: series, start: "2030-03-19T10:00:00.000Z" });
  expect((await list("?status=recurring")).body.pagination.totalItems).toBe(4);
  expect((await list("?status=upcoming")).body.pagination.totalItems).toBe(4);
  await book("2030-03-26T12:00:00Z");
  const refused = await repeat("2030-03-12T12:00:00Z");
  expect([refused.status, refused.body.error.message]).toEqual([400, "User either already has booking at this time or is not available"]);
  expect((await list("?status=recurring")).body.pagination.totalItems).toBe(4);
});

test("a shorter series can be asked for, a longer one not", async () => {
  const { repeat, book } = withSeries();
  expect((await repeat("2030-03-12T11:00:00Z", { recurrenceCount: 2 })).body.data).toHaveLength(2);
  expect((await repeat("2030-03-12T12:00:00Z", { recurrenceCount: 5 })).body.error.message).toBe("Provided recurrence count is higher than the event type's recurring event count.");
  expect((await book("2030-03-12T12:00:00Z", { recurrenceCount: 2 })).status).toBe(404);
});

test("one occurrence, one and those after it, or all that is left is cancelled", async () => {
  const { repeat, act, time } = withSeries();
  const { data } = (await repeat()).body;
  const series = data[0].recurringBookingUid;
  const reason = { cancellationReason: "Ill" };
  expect((await act(data[3].uid, "cancel", reason)).body.data.status).toBe("cancelled");
  const following = await act(data[2].uid, "cancel", { ...reason, cancelSubsequentBookings: true });
  expect(statuses(following.body)).toEqual(["accepted", "accepted", "cancelled", "cancelled"]);
  expect((await act(series, "cancel", { ...reason, cancelSubsequentBookings: true })).status).toBe(400);
  time.nowMs = Date.parse("2030-03-13T08:00:00Z");
  const rest = await act(series, "cancel", reason);
  expect([rest.status, statuses(rest.body)]).toEqual([200, ["accepted", "cancelled", "cancelled", "cancelled"]]);
  const again = await act(series, "cancel", reason);
  expect([again.status, again.body.error.message]).toEqual([400, expect.stringMatching(`^Can't cancel booking with uid=${series} because it has been cancelled already.`)]);
});

test("a single booking has none that follow it, and stays when it is asked to", async () => {
  const { book, act, read } = testEngine();
  const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
  const refused = await act(uid, "cancel", { cancellationReason: "x", cancelSubsequentBookings: true });
  expect([refused.status, refused.body.error.message]).toEqual([400, `Booking with bookingUid=${uid} is not part of a recurring booking.`]);
  expect((await read(uid)).body.data.status).toBe("accepted");
});

test("an occurrence that moves stays in its series", async () => {
  const { repeat, act, read } = withSeries(2);
  const { data } = (await repeat()).body;
  const moved = await act(data[0].uid, "reschedule", { start: "2030-03-13T10:00:00Z" });
  expect(moved.body.data).toMatchObject({ recurringBookingUid: data[0].recurringBookingUid, rescheduledFromUid: data[0].uid });
  expect(statuses((await read(data[0].recurringBookingUid)).body)).toEqual(["cancelled", "accepted", "accepted"]);
});

test("a series that waits is confirmed or declined as a whole", async () => {
  const { repeat, act, read, book } = withSeries(3, { confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } });
  const wanted = (await repeat()).body.data;
  expect(statuses((await read(wanted[0].recurringBookingUid)).body)).toEqual(["pending", "pending", "pending"]);
  const inTheWay = (await book("2030-03-19T10:00:00Z")).body.data;
  expect((await act(wanted[0].uid, "confirm")).status).toBe(400);
  expect(statuses((await read(wanted[0].recurringBookingUid)).body)).toEqual(["pending", "pending", "pending"]);
  await act(inTheWay.uid, "cancel", { cancellationReason: "x" });
  expect((await act(wanted[1].uid, "confirm")).body.data.status).toBe("accepted");
  expect(statuses((await read(wanted[0].recurringBookingUid)).body)).toEqual(["accepted", "accepted", "accepted"]);
  const other = (await repeat("2030-03-12T12:00:00Z")).body.data;
  await act(other[0].uid, "decline", { reason: "Full" });
  expect(statuses((await read(other[0].recurringBookingUid)).body)).toEqual(["rejected", "rejected", "rejected"]);
});

test("a series with seats takes a seat in each occurrence", async () => {
  const { repeat } = withSeries(2, { seats: { seatsPerTimeSlot: 2, showAttendeeInfo: true, showAvailabilityCount: true } });
  const first = await repeat();
  const second = await repeat("2030-03-12T10:00:00Z", { attendee: { name: "Bea", email: "bea@example.com", timeZone: "Europe/Rome" } });
  expect(field("uid")(second.body)).toEqual(field("uid")(first.body));
  expect(second.body.data.map((one: { seatUid: string; recurringBookingUid: string }) => typeof one.seatUid)).toEqual(["string", "string"]);
});

test("months and years are counted from the occurrence before, at the same wall time", () => {
  const dates = (frequency: "monthly" | "yearly", first: string) =>
    startsOfSeries({ frequency, interval: 1, occurrences: 3 }, Date.parse(first), "Europe/Rome").map(toIso);
  expect(dates("monthly", "2030-01-31T10:00:00Z")).toEqual(["2030-01-31T10:00:00.000Z", "2030-02-28T10:00:00.000Z", "2030-03-28T10:00:00.000Z"]);
  expect(dates("monthly", "2030-03-15T10:00:00Z")[1]).toBe("2030-04-15T09:00:00.000Z");
  expect(() => dates("yearly", "9999-12-31T10:00:00Z")).toThrow("beyond the year 9999");
  expect(dates("yearly", "2030-03-31T10:00:00Z")).toEqual(["2030-03-31T10:00:00.000Z", "2031-03-31T10:00:00.000Z", "2032-03-31T10:00:00.000Z"]);
});
