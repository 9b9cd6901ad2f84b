import type { App } from "#app/app.server.ts";
import type { BookingDetails } from "#app/bookings/queries.server.ts";
import { uidsOf } from "#app/bookings/settling/uids.server.ts";
import { toIso } from "#app/lib/time.ts";
import type { BookingJson } from "./booking-schema.ts";

export function bookingJson(app: App, row: BookingDetails): BookingJson {
  return bookingsJson(app, [row])[0] as BookingJson;
}

export function bookingsJson(app: App, rows: BookingDetails[]): BookingJson[] {
  const uids = uidsOf(app.db, rows.map(({ id }) => id));
  return rows.map((row) => told(row, uids.get(row.id) ?? null));
}

/** Field by field, so that a new column is not exposed by default. */
function told(row: BookingDetails, calcomUid: string | null): BookingJson {
  return {
    id: row.id,
    status: row.status,
    syncState: row.syncState,
    calcomUid,
    startsAt: toIso(row.startsAt),
    endsAt: toIso(row.endsAt),
    timeZone: row.timeZone,
    title: row.title,
    service: named(row.service),
    staff: named(row.staff),
    branch: named(row.branch),
    attendee: { name: row.attendeeName, email: row.attendeeEmail, phone: row.attendeePhone },
    guests: row.guests,
    attendees: row.attendees.map(({ name, email, phone, timeZone, absent }) => ({ name, email, phone: phone ?? null, timeZone: timeZone ?? null, absent: absent ?? false })),
    location: row.location,
    meetingUrl: row.meetingUrl,
    notes: row.notes,
    answers: row.answers,
    metadata: row.metadata,
    cancellationReason: row.cancellationReason,
    paid: row.paid,
    source: row.source,
    user: row.user && { id: row.user.id, name: row.user.name, email: row.user.email },
    createdAt: toIso(row.createdAt),
    updatedAt: toIso(row.updatedAt),
  };
}

export function named(what: { id: string; slug: string; name: string } | null) {
  return what && { id: what.id, slug: what.slug, name: what.name };
}
