import type { CalcomBooking } from "./model.ts";
import { answersIn, isPlaceholder } from "./seen-values.ts";
import { NOTHING_SEEN, type SeenAttendee, type SeenState, type Sighting } from "./sighting.ts";

/**
 * What the API says of a booking, in the terms of what a webhook says.
 *
 * @param readAtMs when it was asked: stands in where the answer does not tell when it last changed
 */
export function sightingOfBooking(booking: CalcomBooking, readAtMs: number): Sighting {
  const { videoCallUrl: _, ...metadata } = booking.metadata;
  const names = new Set(booking.attendees.map(({ email }) => email?.toLowerCase()));
  const guests = booking.guests.filter((email) => !names.has(email.toLowerCase())).map((email) => ({ name: "", email: email.toLowerCase(), phone: null, timeZone: null, absent: null }));
  return {
    ...NOTHING_SEEN,
    kind: "read",
    uid: booking.uid,
    atMs: booking.updatedAtMs ?? readAtMs,
    state: stateOf(booking),
    predecessorUid: booking.rescheduledFromUid,
    successorUid: booking.rescheduledToUid,
    icsUid: booking.icsUid,
    startMs: booking.startMs,
    endMs: booking.endMs,
    title: booking.title || null,
    eventTypeId: booking.eventTypeId,
    hosts: booking.hosts.length > 0 ? booking.hosts : null,
    attendees: booking.attendees.length > 0 ? [...booking.attendees.map(seenAttendee), ...guests] : null,
    answers: answersIn(booking.responses),
    notes: booking.description,
    location: booking.location,
    meetingUrl: booking.meetingUrl,
    metadata,
    reason: booking.status === "cancelled" || booking.status === "rejected" ? booking.cancellationReason : null,
    cancelledBy: booking.cancelledByEmail,
  };
}

function stateOf({ status, rescheduledToUid }: CalcomBooking): SeenState {
  if (status === "cancelled" && rescheduledToUid) return "superseded";
  return status === "awaiting_host" ? "pending" : status;
}

function seenAttendee({ name, email, phoneNumber, timeZone, absent }: CalcomBooking["attendees"][number]): SeenAttendee {
  const isReal = email !== null && !isPlaceholder(email);
  return { name, email: isReal ? email.toLowerCase() : null, phone: phoneNumber, timeZone, absent };
}
