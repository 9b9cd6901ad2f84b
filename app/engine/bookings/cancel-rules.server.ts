import { MINUTE_MS } from "#app/lib/time.ts";
import type { Tx } from "#db/client.ts";
import type { Caller } from "#app/engine/accounts/callers.server.ts";
import { findEventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { hosts } from "./rights.ts";
import type { Booking } from "./store.server.ts";

/** Refuses with the documented text unless this caller may cancel the booking now. */
export function checkCancellable(tx: Tx, booking: Booking, caller: Caller | null, reason: string | undefined, nowMs: number): void {
  if (booking.status === "cancelled") {
    throw badRequest(`Can't cancel booking with uid=${booking.uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`);
  }
  const rule = booking.eventTypeId === null ? undefined : findEventType(tx, booking.eventTypeId)?.settings.disableCancelling;
  if (forbids(booking, rule, nowMs)) throw badRequest("This event type does not allow cancellations");
  if (hosts(caller, booking) && !reason?.trim()) throw badRequest("Cancellation reason is required when you are the host");
}

function forbids(booking: Booking, rule: { disabled?: boolean; minutesBefore?: number } | undefined, nowMs: number): boolean {
  if (!rule) return false;
  const { disabled, minutesBefore } = rule;
  return disabled === true || (minutesBefore !== undefined && booking.startsAt - nowMs < minutesBefore * MINUTE_MS);
}
