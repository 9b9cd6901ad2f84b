import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import type { Caller } from "#app/engine/accounts/callers.server.ts";
import { steers } from "./rights.ts";
import type { AttendeeRow, Booking } from "./store.server.ts";

/**
 * A booking as the API shows it: the same object for 2024-08-13, 2026-02-25 and 2026-05-01. The attendees of a seated
 * booking are shown to its hosts and administrators, and to everybody if the event type says so.
 */
export function bookingOutput(booking: Booking, caller: Caller | null): Record<string, unknown> {
  return booking.seatsPerTimeSlot === null ? plainOutput(booking) : seatedOutput(booking, caller !== null && steers(caller, booking));
}

/** With all seats for any caller: for lists, which only contain one's own bookings. */
export function fullOutput(booking: Booking): Record<string, unknown> {
  return booking.seatsPerTimeSlot === null ? plainOutput(booking) : seatedOutput(booking, true);
}

/** Read by a seat's uid: the other seats stay hidden unless they may be shown. */
export function seatOutput(booking: Booking, seatUid: string, caller: Caller | null): Record<string, unknown> {
  const all = booking.showAttendeeInfo || (caller !== null && steers(caller, booking));
  return seatedOutput(all ? booking : { ...booking, attendees: booking.attendees.filter((attendee) => attendee.seatUid === seatUid) }, true);
}

/** The response of create and reschedule: the seat that was taken, and a field missing from the document. */
export function newBookingOutput({ booking, seatUid }: { booking: Booking; seatUid: string | null }, caller: Caller | null): Record<string, unknown> {
  return { ...bookingOutput(booking, caller), ...(seatUid === null ? {} : { seatUid }), isPlatformManagedUserBooking: false };
}

function plainOutput(booking: Booking): Record<string, unknown> {
  const guests = booking.attendees.filter((attendee) => attendee.guest).map((attendee) => attendee.email);
  return {
    ...sharedOutput(booking),
    attendees: booking.attendees.map(attendeeOutput),
    ...(guests.length > 0 ? { guests } : {}),
    bookingFieldsResponses: {
      ...booking.responses,
      ...(guests.length > 0 ? { guests, displayGuests: guests } : {}),
    },
  };
}

/** Answers and metadata are stored per seat; the address is left out of the answers. */
function seatedOutput(booking: Booking, asSteering: boolean): Record<string, unknown> {
  const shown = asSteering || booking.showAttendeeInfo ? booking.attendees : [];
  return {
    ...sharedOutput(booking),
    attendees: shown.map((attendee) => {
      const { email: _, ...answers } = attendee.seatResponses ?? {};
      return { ...attendeeOutput(attendee), seatUid: attendee.seatUid, bookingFieldsResponses: answers, metadata: attendee.seatMetadata ?? {} };
    }),
  };
}

function sharedOutput(booking: Booking): Record<string, unknown> {
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: booking.description,
    hosts: booking.hosts.map(hostOutput),
    status: booking.status,
    cancellationReason: booking.cancellationReason ?? "",
    cancelledByEmail: booking.cancelledByEmail ?? "",
    ...present({
      reschedulingReason: booking.reschedulingReason,
      rescheduledByEmail: booking.rescheduledByEmail,
      rescheduledFromUid: booking.rescheduledFromUid,
      rescheduledToUid: booking.rescheduledToUid,
      recurringBookingUid: booking.recurringBookingUid,
    }),
    start: toIso(booking.startsAt),
    end: toIso(booking.endsAt),
    duration: (booking.endsAt - booking.startsAt) / MINUTE_MS,
    eventTypeId: booking.eventTypeId,
    eventType: booking.eventTypeId === null ? null : { id: booking.eventTypeId, slug: booking.eventTypeSlug },
    location: booking.location,
    meetingUrl: booking.location,
    absentHost: booking.absentHost,
    createdAt: toIso(booking.createdAt),
    updatedAt: booking.updatedAt === null ? null : toIso(booking.updatedAt),
    metadata: booking.metadata,
    rating: null,
    icsUid: booking.icsUid,
  };
}

function hostOutput(host: Booking["hosts"][number]): object {
  const { id, email, username, timeZone } = host;
  return { id, name: host.name ?? username, email, displayEmail: email, username, timeZone };
}

export function attendeeOutput({ name, email, timeZone, language, absent, phoneNumber }: AttendeeRow): object {
  return { name, email, displayEmail: email, timeZone, language, absent, ...(phoneNumber === null ? {} : { phoneNumber }) };
}

function present(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}
