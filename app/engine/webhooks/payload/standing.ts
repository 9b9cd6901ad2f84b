import { needsConfirmation } from "#app/engine/bookings/confirmation.ts";
import type { AttendeeRow } from "#app/engine/bookings/store.server.ts";
import type { Facts } from "./facts.server.ts";
import { answersOf, lengthOf, metadataWith, schedulingOf, seriesOf, spelled, switchesOf, teamOf, typeOf, when } from "./parts.ts";
import { attendeeOf, organizerOf } from "./people.ts";

/**
 * A booking that is requested, created, moved or relocated: the fullest of the payloads. For a seated booking it
 * contains only the one seat.
 */
export function standingPayload(facts: Facts, { seat, oneTimePassword = null }: { seat?: AttendeeRow; oneTimePassword?: string | null }): Record<string, unknown> {
  const { booking, eventType } = facts;
  const notes = booking.description ?? "";
  const attendees = seat ? [seat] : booking.attendees;
  return {
    bookerUrl: facts.bookerUrl,
    title: booking.title,
    ...when(booking, spelled.short),
    additionalNotes: notes,
    ...typeOf(facts),
    description: notes,
    ...switchesOf(eventType),
    ...schedulingOf(facts),
    customReplyToEmail: null,
    disableRescheduling: eventType?.settings.disableRescheduling?.disabled ?? false,
    disableCancelling: eventType?.settings.disableCancelling?.disabled ?? false,
    organizer: organizerOf(booking.hosts[0], booking.startsAt),
    attendees: attendees.map((attendee) => attendeeOf(attendee, booking.startsAt)),
    ...answersOf(facts, seat),
    location: booking.location,
    destinationCalendar: null,
    iCalUID: booking.icsUid,
    iCalSequence: facts.moves,
    requiresConfirmation: eventType ? needsConfirmation(eventType.settings, booking.startsAt, booking.createdAt) : false,
    oneTimePassword,
    hashedLink: null,
    uid: booking.uid,
    rootBookingUid: facts.rootUid,
    ...(seat?.seatUid ? { attendeeSeatId: seat.seatUid } : {}),
    ...seriesOf(facts),
    ...teamOf(facts),
    eventDescription: eventType?.description ?? null,
    price: 0,
    currency: "usd",
    length: lengthOf(booking),
    bookingId: booking.id,
    metadata: metadataWith(seat ? (seat.seatMetadata ?? {}) : booking.metadata, booking),
    status: booking.status === "pending" ? "PENDING" : "ACCEPTED",
  };
}

/**
 * What a move adds: number, uid and times of the OLD booking. Metadata given when booking is not repeated. A moved seat
 * leaves the old booking alive, so the booking's own id is sent, and the old times only if there were people at the new
 * time already.
 */
export function movedPart(facts: Facts, from: { id: number; uid: string; startsAt: number; endsAt: number }, seat: { intoEmptySlot: boolean } | null): Record<string, unknown> {
  const { booking } = facts;
  const by = booking.rescheduledByEmail ? { rescheduledBy: booking.rescheduledByEmail } : {};
  const metadata = metadataWith({}, booking);
  const oldTimes = { rescheduleStartTime: spelled.short(from.startsAt), rescheduleEndTime: spelled.short(from.endsAt) };
  if (seat?.intoEmptySlot) return { ...by, rescheduleUid: from.uid, metadata };
  if (seat) return { ...by, bookingId: from.id, rescheduleUid: from.uid, ...oldTimes, metadata };
  return { ...by, rescheduleId: from.id, rescheduleUid: from.uid, ...oldTimes, metadata };
}
