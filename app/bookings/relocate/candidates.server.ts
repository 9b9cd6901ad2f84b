import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { offering } from "#app/catalog/queries.server.ts";
import { LIVE_STATUSES, type Booking } from "../booking.ts";

export interface Candidate {
  booking: Booking;
  /** Its uid in the embedded engine. */
  uid: string;
  /** Why it cannot be made at Cal.com now; null if it can. */
  obstacle: string | null;
}

/** Upcoming appointments that exist only here, since they were made before Cal.com took over. Soonest first. */
export function relocationCandidates(app: App): Candidate[] {
  if (app.farEnd.name !== "calcom") return [];
  return app.db
    .select({ booking: bookings, uid: calcomLinks.uid })
    .from(bookings)
    .innerJoin(calcomLinks, eq(calcomLinks.bookingId, bookings.id))
    .where(and(inArray(bookings.status, [...LIVE_STATUSES]), gt(bookings.startsAt, app.clock()), eq(calcomLinks.farEnd, "embedded"), inArray(calcomLinks.state, ["accepted", "pending"])))
    .orderBy(asc(bookings.startsAt))
    .all()
    .map(({ booking, uid }) => ({ booking, uid, obstacle: obstacleOf(app, booking) }));
}

function obstacleOf(app: App, { serviceId, branchId, staffId, attendeeEmail }: Booking): string | null {
  const offered = offering(app.db, { serviceId: serviceId ?? "", branchId: branchId ?? "", staffId: staffId ?? "" });
  if (!offered) return "The service has no event type at Cal.com yet, with this person at this branch.";
  return attendeeEmail === null ? "Cal.com needs the customer's e-mail." : null;
}
