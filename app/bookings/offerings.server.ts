import type { App } from "#app/app.server.ts";
import type { Moving } from "#app/availability/free-times.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { offering } from "#app/catalog/queries.server.ts";
import type { Booking } from "./booking.ts";
import { liveLink } from "./settling/link.server.ts";

/** Where a booking may be moved to: the same person, service and branch. Empty when that is no longer offered. */
export function offeringsOf(app: App, { serviceId, branchId, staffId }: Booking): Offering[] {
  if (serviceId === null || branchId === null || staffId === null) return [];
  const found = offering(app.db, { serviceId, branchId, staffId });
  return found ? [found] : [];
}

/** The message for a booking without any: to a customer, and to the desk. */
export const NOT_OFFERED = {
  message: "This appointment cannot be moved here. Please call us.",
  atDesk: "This person no longer does this service there, so the appointment cannot be moved. Pass it on, or book anew.",
};

/** Identifies the booking being moved, so that its own time counts as free, here and at the far end. */
export function movingOf(app: App, { id, startsAt }: Booking): Moving {
  const link = liveLink(app.db, id);
  return { bookingId: id, uid: link?.farEnd === app.farEnd.name ? link.uid : null, startsAt };
}
