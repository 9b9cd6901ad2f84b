import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import type { EventTypeSettings } from "#app/engine/event-types/input.ts";

const unitMs = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS };

/** Whether a booking for this start waits for the host: always, or only when it starts too soon. */
export function needsConfirmation({ confirmationPolicy: policy }: EventTypeSettings, startMs: number, nowMs: number): boolean {
  if (!policy || !("type" in policy)) return false;
  if (policy.type === "always" || !policy.noticeThreshold) return true;
  const { unit, count } = policy.noticeThreshold;
  return startMs - nowMs < count * unitMs[unit];
}

/** Whether the time is taken while the host has not answered. */
export function pendingOccupies({ confirmationPolicy: policy }: EventTypeSettings): boolean {
  return policy !== undefined && "type" in policy && policy.blockUnconfirmedBookingsInBooker;
}
