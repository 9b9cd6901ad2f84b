import type { App } from "#app/app.server.ts";
import type { BookingDetails } from "#app/bookings/queries.server.ts";
import type { JsonAnswer } from "#app/lib/json-answer.server.ts";
import { bookingJson } from "./booking-json.server.ts";

/** A booking after a change: 202 while Cal.com has not answered, so that nobody takes it for done. */
export function changed(app: App, booking: BookingDetails, status: 200 | 201): JsonAnswer {
  return {
    status: booking.syncState === "pushing" ? 202 : status,
    data: bookingJson(app, booking),
    headers: status === 201 ? { Location: `/api/v1/bookings/${booking.id}` } : undefined,
  };
}
