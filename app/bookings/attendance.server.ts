import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { carryOut } from "./change.server.ts";
import { didNotCome, withAttendance } from "./attendance.ts";
import { liveLink } from "./settling/link.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";
import { assertUnchanging, findOpen, openOperation, type Operation } from "./settling/operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";
import { assertDesk } from "./scope.server.ts";

export interface Attendance {
  /** Whether the customer did not come. */
  absent: boolean;
  correlationId: string;
}

/**
 * Mark the customer as a no-show, or as attended after all. The far end is told if it has the appointment. Repeating it
 * succeeds.
 *
 * @throws AppError not_found; forbidden to customers; conflict before it begins, and for an appointment that was
 *   cancelled or declined; upstream_down
 */
export async function markAttendance(app: App, viewer: Viewer, bookingId: string, attendance: Attendance): Promise<BookingDetails> {
  const { details, operation } = intend(app, viewer, bookingId, attendance);
  return operation ? carryOut(app, viewer, operation, details) : getBooking(app, viewer, bookingId);
}

function intend(app: App, viewer: Viewer, bookingId: string, { absent, correlationId }: Attendance): { details: BookingDetails; operation: Operation | null } {
  return writing(app.db, (tx) => {
    const details = getBooking(app, viewer, bookingId);
    if (!isToMark(app, viewer, details, absent)) return { details, operation: null };
    if (liveLink(app.db, bookingId) === null) {
      keepHere(tx, app, viewer, details, { absent, correlationId });
      return { details, operation: null };
    }
    assertBookingOn(app);
    return { details, operation: openOperation(tx, app, { bookingId, kind: "attendance", actor: actorOf(viewer), correlationId, expectedVersion: details.version, payload: { absent } }) };
  });
}

/** Whether marking would change anything. @throws as `markAttendance` */
function isToMark(app: App, viewer: Viewer, details: BookingDetails, absent: boolean): boolean {
  assertDesk(viewer, details);
  if (details.status !== "confirmed" && details.status !== "rescheduled") throw new AppError("conflict", "This appointment did not stand, so nobody could miss it.", { cause: { code: "not_live" } });
  if (details.startsAt > app.clock()) throw new AppError("conflict", "This appointment has not begun yet.", { cause: { code: "not_begun" } });
  const open = findOpen(app.db, details.id);
  if (open?.kind === "attendance" && open.payload.absent === absent) return false;
  assertUnchanging(app.db, details.id);
  return didNotCome(details) !== absent;
}

/** For an appointment no far end has. */
function keepHere(tx: Tx, app: App, viewer: Viewer, before: BookingDetails, { absent, correlationId }: Attendance): void {
  tx.update(bookings).set({ attendees: withAttendance(before, absent), version: before.version + 1, updatedAt: app.clock() }).where(eq(bookings.id, before.id)).run();
  recordEvent(tx, app, { subjectType: "booking", subjectId: before.id, actor: actorOf(viewer), action: absent ? "marked absent" : "absence taken back", source: "admin", correlationId, data: {} });
}
