import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import type { AttendeeRow, Booking } from "./store.server.ts";

/** A booking as the API shows it: the same object for 2024-08-13, 2026-02-25 and 2026-05-01. */
export function bookingOutput(booking: Booking): Record<string, unknown> {
  const guests = booking.attendees.filter((attendee) => attendee.guest).map((attendee) => attendee.email);
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
    }),
    start: toIso(booking.startsAt),
    end: toIso(booking.endsAt),
    duration: (booking.endsAt - booking.startsAt) / MINUTE_MS,
    eventTypeId: booking.eventTypeId,
    eventType: booking.eventTypeId === null ? null : { id: booking.eventTypeId, slug: booking.eventTypeSlug },
    location: booking.location,
    meetingUrl: booking.location,
    absentHost: false,
    createdAt: toIso(booking.createdAt),
    updatedAt: booking.updatedAt === null ? null : toIso(booking.updatedAt),
    metadata: booking.metadata,
    rating: null,
    icsUid: booking.icsUid,
    attendees: booking.attendees.map(attendeeOutput),
    ...(guests.length > 0 ? { guests } : {}),
    bookingFieldsResponses: {
      ...booking.responses,
      ...(guests.length > 0 ? { guests, displayGuests: guests } : {}),
    },
  };
}

function hostOutput(host: Booking["hosts"][number]): object {
  const { id, email, username, timeZone } = host;
  return { id, name: host.name ?? username, email, displayEmail: email, username, timeZone };
}

function attendeeOutput({ name, email, timeZone, language, absent, phoneNumber }: AttendeeRow): object {
  return { name, email, displayEmail: email, timeZone, language, absent, ...(phoneNumber === null ? {} : { phoneNumber }) };
}

function present(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}
