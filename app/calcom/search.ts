import type { BookingSearch, CalcomListStatus } from "./gateway.ts";
import type { CalcomBooking } from "./model.ts";

/** Whether a booking matches the search: some versions of the far end silently ignore filters. */
export function matches(booking: CalcomBooking, search: BookingSearch, nowMs: number): boolean {
  const { status, attendeeEmail, attendeeName, bookingUid, eventTypeIds, afterStartMs, beforeEndMs, afterUpdatedMs, afterCreatedMs } = search;
  return (
    (!status?.length || status.some((each) => hasListStatus(booking, each, nowMs))) &&
    (!attendeeEmail || addressesOf(booking).some((email) => same(email, attendeeEmail))) &&
    (!attendeeName || booking.attendees.some(({ name }) => same(name, attendeeName))) &&
    (!bookingUid || booking.uid === bookingUid) &&
    (!eventTypeIds?.length || (booking.eventTypeId !== null && eventTypeIds.includes(booking.eventTypeId))) &&
    (afterStartMs === undefined || booking.startMs >= afterStartMs) &&
    (beforeEndMs === undefined || booking.endMs <= beforeEndMs) &&
    (afterUpdatedMs === undefined || booking.updatedAtMs === null || booking.updatedAtMs >= afterUpdatedMs) &&
    (afterCreatedMs === undefined || booking.createdAtMs === null || booking.createdAtMs >= afterCreatedMs)
  );
}

function hasListStatus({ status, endMs }: CalcomBooking, asked: CalcomListStatus, nowMs: number): boolean {
  const isOver = status === "cancelled" || status === "rejected";
  switch (asked) {
    case "cancelled":
      return isOver;
    case "past":
      return !isOver && endMs <= nowMs;
    case "unconfirmed":
      return status === "pending" && endMs >= nowMs;
    case "upcoming":
    case "recurring":
      return !isOver && endMs >= nowMs;
  }
}

/** The far end's attendee filter also matches guests. */
function addressesOf({ attendees, guests }: CalcomBooking): (string | null)[] {
  return [...attendees.map(({ email }) => email), ...guests];
}

function same(a: string | null, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
