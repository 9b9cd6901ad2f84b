import type { App } from "#app/app.server.ts";
import { isOnItsWay } from "#app/bookings/changed.ts";
import { isUnsettled } from "#app/bookings/settling/operation.server.ts";
import type { BookingDetails } from "#app/bookings/queries.server.ts";
import type { JsonAnswer } from "#app/lib/json-answer.server.ts";
import { bookingJson } from "./booking-json.server.ts";

/** A booking after the request: 202 while its outcome is unknown, so that clients do not take it for done. */
export function made(app: App, booking: BookingDetails): JsonAnswer {
  const isMade = booking.syncState !== "pushing" && !isUnsettled(app.db, booking.id, "create");
  return { status: isMade ? 201 : 202, data: bookingJson(app, booking), headers: { Location: `/api/v1/bookings/${booking.id}` } };
}

/** A booking after a change: 202 while the change is not done. */
export function changed(app: App, booking: BookingDetails, becomes?: "cancelled"): JsonAnswer {
  return { status: isOnItsWay(booking, becomes) ? 202 : 200, data: bookingJson(app, booking) };
}
