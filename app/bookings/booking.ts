import type { bookings } from "#db/schema/bookings.ts";
import { MINUTE_MS } from "#app/lib/time.ts";

/** An appointment as the product stores it: one row for its whole life. */
export type Booking = typeof bookings.$inferSelect;
export type BookingStatus = Booking["status"];

export const BOOKING_STATUSES = ["pending", "confirmed", "rescheduled", "cancelled", "rejected"] as const satisfies readonly BookingStatus[];

/** `rescheduled` is confirmed with a predecessor. */
export const LIVE_STATUSES = ["pending", "confirmed", "rescheduled"] as const satisfies readonly BookingStatus[];

export function isLive(status: BookingStatus): boolean {
  return (LIVE_STATUSES as readonly BookingStatus[]).includes(status);
}

/** Last instant at which a customer may move or cancel, in UTC ms. */
export function changeDeadline(booking: Pick<Booking, "startsAt">, service: { changeDeadlineMinutes: number } | null): number {
  return booking.startsAt - (service?.changeDeadlineMinutes ?? 0) * MINUTE_MS;
}

/** Whether a customer may still move or cancel. Administrators always may while it is live. */
export function mayChange(booking: Pick<Booking, "status" | "startsAt">, service: { changeDeadlineMinutes: number } | null, nowMs: number): boolean {
  return isLive(booking.status) && nowMs <= changeDeadline(booking, service) && nowMs < booking.startsAt;
}

/** The time the person is busy: the appointment with the service's buffers. */
export function blockedTime(startsAt: number, endsAt: number, service: { bufferBeforeMinutes: number; bufferAfterMinutes: number }) {
  return { blockedFrom: startsAt - service.bufferBeforeMinutes * MINUTE_MS, blockedUntil: endsAt + service.bufferAfterMinutes * MINUTE_MS };
}
