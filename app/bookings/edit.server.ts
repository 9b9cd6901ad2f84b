import { and, eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { askedBy, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { isLive, type Booking } from "./booking.ts";
import { carryOut } from "./change.server.ts";
import { askedOf, changesOf, editedColumns, editedFields, type BookingEdit } from "./edit-changes.ts";
import { liveLink } from "./settling/link.server.ts";
import { tellPeople } from "./messages/tell.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";
import { findOpen, openOperation, type Operation } from "./settling/operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";

export interface EditRequest extends BookingEdit {
  /** The version the form was rendered from, so that a change made meanwhile is not overwritten. */
  version: number;
  correlationId: string;
}

/**
 * Change details. What the far end's API can change (location, more guests and attendees) is an operation there, and is
 * stored here with its answer, together with the rest of the form. It cannot store title, notes and the booker's
 * details: these are kept here and marked as ours.
 *
 * @throws AppError not_found; conflict when the booking changed since the form was drawn, is over, or is being changed;
 *   upstream_down. Whenever it throws, nothing was changed here.
 */
export async function editBooking(app: App, viewer: Viewer, bookingId: string, edit: EditRequest): Promise<BookingDetails> {
  const { details, operation } = intend(app, viewer, bookingId, edit);
  return operation ? carryOut(app, viewer, operation, details) : getBooking(app, viewer, bookingId);
}

function intend(app: App, viewer: Viewer, bookingId: string, edit: EditRequest): { details: BookingDetails; operation: Operation | null } {
  return writing(app.db, (tx) => {
    const details = getBooking(app, viewer, bookingId);
    if (!isLive(details.status)) throw new AppError("conflict", "This appointment was called off, so it can no longer be changed.", { cause: { code: "not_live" } });
    if (details.version !== edit.version) throw changedMeanwhile();
    const changes = changesOf(details, edit);
    if (Object.keys(changes).length === 0) return { details, operation: null };
    const isOursAlone = liveLink(app.db, bookingId) === null && findOpen(app.db, bookingId) === null;
    const asked = isOursAlone ? {} : askedOf(changes);
    if (Object.keys(asked).length === 0) {
      keepHere(tx, app, viewer, details, changes, edit.correlationId);
      return { details, operation: null };
    }
    assertBookingOn(app);
    const operation = openOperation(tx, app, { bookingId, kind: "edit", ...askedBy(viewer), correlationId: edit.correlationId, expectedVersion: details.version, payload: { changes, asked } });
    return { details, operation };
  });
}

/** For changes that do not concern the far end. */
function keepHere(tx: Tx, app: App, viewer: Viewer, before: Booking, changes: BookingEdit, correlationId: string): void {
  tx.update(bookings)
    .set({ ...editedColumns(before, changes, {}), version: before.version + 1, updatedAt: app.clock() })
    .where(and(eq(bookings.id, before.id), eq(bookings.version, before.version)))
    .run();
  const happening = { ...askedBy(viewer), action: "edited", data: { ...editedFields(before, changes) } };
  recordEvent(tx, app, { subjectType: "booking", subjectId: before.id, correlationId, ...happening });
  tellPeople(tx, app, before.id, happening);
}

function changedMeanwhile(): AppError {
  const sentence = "This appointment was changed while you were editing. What you typed is still here: please compare it and save again.";
  return new AppError("conflict", sentence, {
    fields: { version: sentence },
    cause: { code: "version_conflict" },
  });
}
