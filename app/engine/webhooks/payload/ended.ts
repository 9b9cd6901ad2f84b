import type { AttendeeRow } from "#app/engine/bookings/store.server.ts";
import type { Facts } from "./facts.server.ts";
import { answersOf, lengthOf, metadataWith, schedulingOf, seriesOf, spelled, switchesOf, teamOf, typeOf, when } from "./parts.ts";
import { attendeeRead, attendeeRow, organizerOf, utcOffset } from "./people.ts";

/** Payloads for decisions and endings. Each has its own set of keys, and none includes the metadata given when booking. */

/** A request that was confirmed (sent as BOOKING_CREATED) or declined. */
export function decidedPayload(facts: Facts, accepted: boolean): Record<string, unknown> {
  const { booking, eventType } = facts;
  const { id: _, ...organizer } = organizerOf(booking.hosts[0], booking.startsAt);
  return {
    title: booking.title,
    description: booking.description,
    bookerUrl: facts.bookerUrl,
    ...answersOf(facts),
    ...when(booking, spelled.long),
    organizer,
    attendees: booking.attendees.map((attendee) => attendeeRead(attendee, booking.startsAt)),
    location: booking.location,
    uid: booking.uid,
    destinationCalendar: [],
    requiresConfirmation: true,
    ...switchesOf(eventType),
    ...typeOf(facts),
    ...seriesOf(facts),
    ...teamOf(facts),
    customReplyToEmail: null,
    ...(accepted ? { iCalUID: booking.icsUid } : { additionalNotes: booking.description, rejectionReason: booking.cancellationReason }),
    eventDescription: eventType?.description ?? null,
    price: 0,
    currency: "usd",
    length: lengthOf(booking),
    bookingId: booking.id,
    status: accepted ? "ACCEPTED" : "REJECTED",
    ...(accepted ? { metadata: metadataWith({}, booking) } : {}),
  };
}

/** A booking, the rest of its series, or one seat of it is cancelled. */
export function cancelledPayload(facts: Facts, { released, reason, wholeSeries = false }: { released?: AttendeeRow; reason?: string; wholeSeries?: boolean }): Record<string, unknown> {
  const { booking, eventType } = facts;
  const { startsAt } = booking;
  const seat = released && { ...attendeeRow(released), language: { locale: released.language }, utcOffset: utcOffset(released.timeZone, startsAt) };
  return {
    bookerUrl: facts.bookerUrl,
    title: booking.title,
    length: lengthOf(booking),
    ...typeOf(facts),
    additionalNotes: booking.description,
    description: booking.description,
    ...answersOf(facts, released),
    ...when(booking, spelled.offset),
    organizer: organizerOf(booking.hosts[0], startsAt),
    attendees: seat ? [seat] : booking.attendees.map((attendee) => attendeeRead(attendee, startsAt)),
    uid: booking.uid,
    rootBookingUid: facts.rootUid,
    bookingId: booking.id,
    ...(wholeSeries ? seriesOf(facts) : {}),
    ...teamOf(facts),
    location: booking.location,
    destinationCalendar: [],
    cancellationReason: reason ?? booking.cancellationReason ?? "",
    ...schedulingOf(facts),
    iCalUID: booking.icsUid,
    iCalSequence: facts.moves + 1,
    hideOrganizerEmail: switchesOf(eventType).hideOrganizerEmail,
    customReplyToEmail: null,
    hideBranding: false,
    eventDescription: eventType?.description || null,
    requiresConfirmation: null,
    price: null,
    currency: "usd",
    status: "CANCELLED",
    ...(booking.cancelledByEmail ? { cancelledBy: booking.cancelledByEmail } : {}),
    requestReschedule: false,
  };
}

const PLEASE = "Please reschedule. ";

/** The host asks for another time: cancelled, with a prefixed reason. */
export function askedToMovePayload(facts: Facts): Record<string, unknown> {
  const { booking } = facts;
  const reason = booking.cancellationReason ?? "";
  const { id: _, timeFormat: __, ...organizer } = organizerOf(booking.hosts[0], booking.startsAt);
  const attendees = booking.attendees.map(({ email, name, timeZone, language }) => ({
    email,
    name,
    username: "",
    language: { locale: language },
    timeZone,
    utcOffset: utcOffset(timeZone, booking.startsAt),
  }));
  return {
    bookingId: booking.id,
    ...typeOf(facts),
    title: booking.title,
    description: booking.description ?? "",
    ...answersOf(facts),
    ...when(booking, spelled.offset),
    organizer,
    attendees,
    uid: booking.uid,
    location: booking.location,
    destinationCalendar: [],
    iCalUID: booking.icsUid,
    ...(booking.cancelledByEmail ? { cancelledBy: booking.cancelledByEmail } : {}),
    cancellationReason: reason.startsWith(PLEASE) ? reason : PLEASE + reason,
    status: "CANCELLED",
    length: lengthOf(booking),
    iCalSequence: facts.moves + 1,
    requestReschedule: true,
  };
}
