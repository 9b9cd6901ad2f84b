import type { CalcomBooking } from "./model.ts";
import { answersIn, isPlaceholder, zoneIn } from "./seen-values.ts";
import { NOTHING_SEEN, type SeenAttendee, type SeenState, type Sighting } from "./sighting.ts";

/**
 * What the API says of a booking, in the terms of what a webhook says.
 *
 * @param readAtMs when it was asked: stands in where the answer does not tell when it last changed
 */
export function sightingOfBooking(booking: CalcomBooking, readAtMs: number): Sighting {
  const { videoCallUrl: _, ...metadata } = booking.metadata;
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
    hosts: booking.hosts.length > 0 ? booking.hosts.map((host) => ({ ...host, timeZone: zoneIn(host.timeZone) })) : null,
    attendees: attendeesSeen(booking),
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

/** The booker first; guests known by their address alone last. null: the answer names nobody. */
export function attendeesSeen({ attendees, guests }: Pick<CalcomBooking, "attendees" | "guests">): SeenAttendee[] | null {
  const named = new Set(attendees.map(({ email }) => email?.toLowerCase()));
  const others = guests.filter((email) => !named.has(email.toLowerCase())).map((email) => ({ name: "", email: email.toLowerCase(), phone: null, timeZone: null, absent: null }));
  return attendees.length > 0 ? [...attendees.map(seenAttendee), ...others] : null;
}

function seenAttendee({ name, email, phoneNumber, timeZone, absent }: CalcomBooking["attendees"][number]): SeenAttendee {
  const isReal = email !== null && !isPlaceholder(email);
  return { name, email: isReal ? email.toLowerCase() : null, phone: phoneNumber, timeZone: zoneIn(timeZone), absent };
}
