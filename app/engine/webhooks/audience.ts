import type { Facts } from "./payload/facts.server.ts";
import type { Audience } from "./store.server.ts";

/** A person's own webhooks do not receive a team's bookings. */
export function audienceOf({ booking, eventType }: Pick<Facts, "booking" | "eventType">): Audience {
  const teamId = eventType?.teamId ?? null;
  return { userId: teamId === null ? booking.userId : null, eventTypeId: booking.eventTypeId, teamId };
}
