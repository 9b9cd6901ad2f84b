import { toIso } from "#app/lib/time.ts";
import type { Booking } from "#app/engine/bookings/store.server.ts";

/** Bookings in the 2024-04-15 shape: upper-case statuses, `startTime` and `endTime`, the database's own names. */

export function oldBooking(booking: Booking): Record<string, unknown> {
  const { id, uid, userId, eventTypeId, title, description, location, metadata, responses, idempotencyKey } = booking;
  return {
    id,
    uid,
    idempotencyKey,
    userId,
    eventTypeId,
    title,
    description,
    startTime: toIso(booking.startsAt),
    endTime: toIso(booking.endsAt),
    createdAt: toIso(booking.createdAt),
    status: booking.status.toUpperCase(),
    location,
    metadata,
    responses,
    customInputs: {},
    recurringEventId: booking.recurringBookingUid,
    userPrimaryEmail: booking.hosts[0]?.email ?? null,
    attendees: booking.attendees.map(({ name, email, timeZone, language }) => ({ name, email, timeZone, locale: language })),
  };
}

/** One booking read by its uid. */
export function oldBookingInfo(booking: Booking): Record<string, unknown> {
  const { hosts, eventTypeSlug } = booking;
  const [user] = hosts;
  return {
    ...oldBooking(booking),
    smsReminderNumber: null,
    cancellationReason: booking.cancellationReason,
    rejectionReason: booking.status === "rejected" ? booking.cancellationReason : null,
    user: user ? { id: user.id, name: user.name, email: user.email, username: user.username, timeZone: user.timeZone } : null,
    eventType: booking.eventTypeId === null ? null : { eventName: null, slug: eventTypeSlug, timeZone: null },
  };
}

/** One booking of a list. */
export function oldBookingEntry(booking: Booking): Record<string, unknown> {
  const [user] = booking.hosts;
  return {
    ...oldBooking(booking),
    attendees: booking.attendees.map(({ id, email, name, timeZone, language, bookingId }) => ({ id, email, name, timeZone, locale: language, bookingId })),
    eventType: { id: booking.eventTypeId ?? undefined, slug: booking.eventTypeSlug ?? undefined, eventName: null, price: 0, currency: "usd", metadata: {}, recurringEvent: null, team: null },
    paid: false,
    payment: [],
    references: [],
    isRecorded: false,
    seatsReferences: booking.attendees.filter(({ seatUid }) => seatUid !== null).map(({ seatUid, email }) => ({ referenceUid: seatUid, attendee: { email } })),
    user: user ? { id: user.id, name: user.name, email: user.email } : null,
    rescheduled: booking.rescheduledToUid !== null,
  };
}
