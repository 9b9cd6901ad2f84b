import { and, eq, or, sql, type SQL } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Booking } from "./booking.ts";

/** The bookings a viewer may see. Part of every query, so somebody else's booking is not found. */
export function visibleTo(viewer: Viewer): SQL {
  switch (viewer.kind) {
    case "user":
      return eq(bookings.userId, viewer.userId);
    case "staff":
      return or(eq(bookings.staffId, viewer.staffId), eq(bookings.userId, viewer.userId)) as SQL;
    case "guest":
      return eq(bookings.id, viewer.bookingId);
    case "admin":
    case "system":
      return sql`1`;
  }
}

/**
 * Whether this viewer is a customer of the booking: the service's change deadline applies to customers, not to the
 * desk. Staff count as the desk for bookings with them, and as customers for what they booked with a colleague.
 */
export function isCustomer(viewer: Viewer, booking: Pick<Booking, "staffId">): boolean {
  return viewer.kind === "user" || viewer.kind === "guest" || (viewer.kind === "staff" && viewer.staffId !== booking.staffId);
}

/** @throws AppError forbidden: what customers may not do with a booking they see */
export function assertDesk(viewer: Viewer, booking: Pick<Booking, "staffId">): void {
  if (isCustomer(viewer, booking)) throw new AppError("forbidden", "Only the front desk can do this.");
}

/** Whether this viewer may act on everybody's bookings. Required for changes that concern two people or a failed far end. */
export function isAdministrator(viewer: Viewer): boolean {
  return viewer.kind === "admin" || viewer.kind === "system";
}

/** @throws AppError forbidden */
export function assertAdministrator(viewer: Viewer): void {
  if (!isAdministrator(viewer)) throw new AppError("forbidden", "Only an administrator can do this.");
}

export function visibleBooking(viewer: Viewer, bookingId: string): SQL {
  return and(visibleTo(viewer), eq(bookings.id, bookingId)) as SQL;
}
