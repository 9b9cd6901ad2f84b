import { and, eq, sql, type SQL } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";

/** The bookings a viewer may see. It goes into every query, so somebody else's booking is not found. */
export function visibleTo(viewer: Viewer): SQL {
  switch (viewer.kind) {
    case "user":
      return eq(bookings.userId, viewer.userId);
    case "guest":
      return eq(bookings.id, viewer.bookingId);
    case "admin":
    case "system":
      return sql`1`;
  }
}

/** Whether the service's deadline binds this viewer: it binds customers, not the people behind the desk. */
export function isCustomer(viewer: Viewer): boolean {
  return viewer.kind === "user" || viewer.kind === "guest";
}

/** @throws AppError forbidden: what customers may not do with a booking they see */
export function assertDesk(viewer: Viewer): void {
  if (isCustomer(viewer)) throw new AppError("forbidden", "Only the front desk can do this.");
}

export function visibleBooking(viewer: Viewer, bookingId: string): SQL {
  return and(visibleTo(viewer), eq(bookings.id, bookingId)) as SQL;
}
