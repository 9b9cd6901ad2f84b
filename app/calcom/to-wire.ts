import { toIso } from "#app/lib/time.ts";
import type { BookingSearch, NewCalcomBooking, NewCalcomEventType } from "./gateway.ts";

/** The body of a create. Unknown keys are refused by the far end, so only what is set is sent. */
export function bookingBody(booking: NewCalcomBooking): object {
  return given({
    start: toIso(booking.startMs),
    eventTypeId: booking.eventTypeId,
    lengthInMinutes: booking.durationMinutes,
    attendee: given(booking.attendee),
    guests: booking.guests?.length ? booking.guests : undefined,
    bookingFieldsResponses: booking.responses && Object.keys(booking.responses).length > 0 ? booking.responses : undefined,
    metadata: booking.metadata,
    location: booking.location,
    ...(booking.override && { allowConflicts: true, allowBookingOutOfBounds: true, skipBookingLimits: true }),
  });
}

/** Only the fields that are set, so that it works for updates as well. */
export function eventTypeBody(eventType: Partial<NewCalcomEventType>): object {
  const { requiresConfirmation, bookingWindowDays } = eventType;
  return given({
    title: eventType.title,
    slug: eventType.slug,
    description: eventType.description,
    lengthInMinutes: eventType.lengthInMinutes,
    lengthInMinutesOptions: eventType.lengthInMinutesOptions,
    slotInterval: eventType.slotIntervalMinutes,
    minimumBookingNotice: eventType.minimumNoticeMinutes,
    beforeEventBuffer: eventType.beforeBufferMinutes,
    afterEventBuffer: eventType.afterBufferMinutes,
    scheduleId: eventType.scheduleId,
    locations: eventType.locations,
    bookingFields: eventType.bookingFields,
    bookingWindow: bookingWindowDays === undefined ? undefined : { type: "calendarDays", value: bookingWindowDays, rolling: true },
    confirmationPolicy: requiresConfirmation === undefined ? undefined : confirmationPolicy(requiresConfirmation),
  });
}

export function searchQuery(search: BookingSearch): Record<string, string | number | undefined> {
  const iso = (ms: number | undefined) => (ms === undefined ? undefined : toIso(ms));
  return {
    status: search.status?.length ? search.status.join(",") : undefined,
    attendeeEmail: search.attendeeEmail,
    attendeeName: search.attendeeName,
    bookingUid: search.bookingUid,
    eventTypeIds: search.eventTypeIds?.length ? search.eventTypeIds.join(",") : undefined,
    afterStart: iso(search.afterStartMs),
    beforeEnd: iso(search.beforeEndMs),
    afterUpdatedAt: iso(search.afterUpdatedMs),
    afterCreatedAt: iso(search.afterCreatedMs),
    sortCreated: search.sort === "created" ? "asc" : undefined,
  };
}

/** A pending request must block its time, or two could be confirmed for the same slot. */
function confirmationPolicy(isRequired: boolean): object {
  return isRequired ? { type: "always", blockUnconfirmedBookingsInBooker: true } : { disabled: true };
}

function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
