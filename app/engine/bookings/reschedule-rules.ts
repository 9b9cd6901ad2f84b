import { MINUTE_MS } from "#app/lib/time.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { needsConfirmation } from "./confirmation.ts";
import type { Booking } from "./store.server.ts";

/**
 * The event type whose rules apply to a move, or a refusal. A booking whose host asked for another time is cancelled
 * and can still be moved; Cal.com allows that only on its booking page.
 */
export function reschedulable(booking: Booking, eventType: EventType | undefined, nowMs: number): EventType {
  const { uid, status, rescheduledToUid } = booking;
  if (status === "cancelled" && rescheduledToUid !== null) {
    throw badRequest(
      `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=${rescheduledToUid}. You probably want to reschedule ${rescheduledToUid} instead by passing it within the request URL.`,
    );
  }
  if (status === "cancelled" && !booking.rescheduleRequested && !eventType?.settings.allowReschedulingCancelledBookings) {
    throw badRequest(`Can't reschedule booking with uid=${uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`);
  }
  if (status === "rejected") throw badRequest(`Can't reschedule booking with uid=${uid} because it has been rejected.`);
  if (!eventType) throw badRequest(`Can't reschedule booking with uid=${uid} because its event type no longer exists.`);
  const { disabled, minutesBefore } = eventType.settings.disableRescheduling ?? {};
  const tooLate = minutesBefore !== undefined && booking.startsAt - nowMs < minutesBefore * MINUTE_MS;
  if (disabled || tooLate) throw badRequest("This event type does not allow rescheduling");
  return eventType;
}

export function keepsHosts(eventType: EventType): boolean {
  return eventType.schedulingType === "roundRobin" && eventType.settings.rescheduleWithSameRoundRobinHost === true;
}

/** Only the event type's owner moves a booking without it having to be confirmed again. */
export function statusAfter(eventType: EventType, rescheduledBy: string | undefined, startMs: number, nowMs: number): "accepted" | "pending" {
  const owner = eventType.hosts.find(({ user }) => user.id === eventType.ownerId)?.user;
  const byOwner = owner !== undefined && rescheduledBy?.toLowerCase() === owner.email.toLowerCase();
  return !byOwner && needsConfirmation(eventType.settings, startMs, nowMs) ? "pending" : "accepted";
}
