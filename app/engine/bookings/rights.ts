import type { Caller } from "#app/engine/accounts/callers.server.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import type { Booking } from "./store.server.ts";

/** Whether the caller hosts the booking. */
export function hosts(caller: Caller | null, booking: Booking): boolean {
  return caller !== null && booking.hosts.some((host) => host.id === caller.user.id);
}

/** Whether the caller hosts the booking or administers somebody who does. */
export function steers(caller: Caller, booking: Booking): boolean {
  return booking.hosts.some((host) => caller.reach.has(host.id));
}

/** Whether the caller hosts the event type, or administers its team or one of its hosts. */
export function runs(caller: Caller | null, eventType: EventType): boolean {
  if (!caller) return false;
  const administers = eventType.teamId !== null && caller.administeredTeamIds.includes(eventType.teamId);
  return administers || eventType.hosts.some(({ user }) => caller.reach.has(user.id));
}
