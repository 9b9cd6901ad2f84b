import { and, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import type { CalcomLocationChange } from "#app/calcom/gateway.ts";
import { AppError } from "#app/lib/errors.ts";
import { phoneNumber } from "./answers.ts";
import { isLive, type Booking } from "./booking.ts";
import { liveTip } from "./link.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";

/** What may be changed of a booking besides its time. Only the fields given are changed. */
export interface BookingEdit {
  title?: string;
  notes?: string | null;
  attendeeName?: string;
  attendeeEmail?: string | null;
  attendeePhone?: string | null;
  location?: string | null;
  /** The version the form was drawn from: a change made meanwhile is not overwritten. */
  version: number;
  correlationId: string;
}

const EDITABLE = ["title", "notes", "attendeeName", "attendeeEmail", "attendeePhone", "location"] as const;
type EditableField = (typeof EDITABLE)[number];

/**
 * Change details. Cal.com's API can change the location, so that goes there first; title, notes and attendee
 * details it cannot hold: they are kept here and marked as ours, so its later answers do not undo them.
 *
 * @throws AppError not_found; conflict when the booking changed since the form was drawn, or is over
 */
export async function editBooking(app: App, viewer: Viewer, bookingId: string, edit: BookingEdit): Promise<Booking> {
  const before = getBooking(app, viewer, bookingId);
  if (!isLive(before.status)) throw new AppError("conflict", "This appointment was called off, so it can no longer be changed.");
  if (before.version !== edit.version) throw changedMeanwhile();
  const changes = changesOf(before, edit);
  if (Object.keys(changes).length === 0) return before;
  if (changes.location) await tellFarEnd(app, before, changes.location, edit.correlationId);
  writing(app.db, (tx) => {
    const ownFields = [...new Set([...before.ownFields, ...Object.keys(changes)])];
    const written = tx
      .update(bookings)
      .set({ ...changes, ...attendeesWith(before, changes), ownFields, version: before.version + 1, icsSequence: before.icsSequence + 1, updatedAt: app.clock() })
      .where(and(eq(bookings.id, before.id), eq(bookings.version, edit.version)))
      .run();
    if (written.changes === 0) throw changedMeanwhile();
    const was = Object.fromEntries(Object.keys(changes).map((field) => [field, before[field as EditableField]]));
    recordEvent(tx, app, { subjectType: "booking", subjectId: before.id, actor: actorOf(viewer), action: "edited", source: "web", correlationId: edit.correlationId, data: { before: was, after: changes } });
  });
  return getBooking(app, viewer, bookingId);
}

function changesOf(before: BookingDetails, edit: BookingEdit): Partial<Pick<Booking, EditableField>> {
  return Object.fromEntries(EDITABLE.filter((field) => edit[field] !== undefined && edit[field] !== before[field]).map((field) => [field, edit[field]]));
}

/** The booker stands in the list of attendees as well. */
function attendeesWith(before: BookingDetails, changes: Partial<Booking>): Partial<Booking> {
  const [booker, ...others] = before.attendees;
  if (!booker) return {};
  const { attendeeName: name = booker.name, attendeeEmail: email = booker.email, attendeePhone: phone = booker.phone } = changes;
  return { attendees: [{ ...booker, name, email, phone }, ...others] };
}

async function tellFarEnd(app: App, before: BookingDetails, location: string, correlationId: string): Promise<void> {
  const uid = liveTip(app.db, before.id);
  if (uid !== null) await app.gateway.updateLocation(uid, locationChange(location), { effort: "write", correlationId });
}

function locationChange(text: string): CalcomLocationChange {
  if (/^https?:\/\//.test(text)) return { type: "link", link: text };
  const phone = phoneNumber(text);
  return phone ? { type: "phone", phone } : { type: "address", address: text };
}

function changedMeanwhile(): AppError {
  const sentence = "This appointment was changed while you were editing. What you typed is still here: please compare it and save again.";
  return new AppError("conflict", sentence, {
    fields: { version: sentence },
    cause: { code: "version_conflict" },
  });
}
