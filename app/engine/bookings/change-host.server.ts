import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { engineBookingHosts } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { changeBooking, hostRowOf, type Booking } from "./store.server.ts";
import { titleOf } from "./title.ts";

/**
 * Replace one of the booking's hosts. A trigger refuses it if the new host's time is taken. The title names the
 * organiser, and is updated unless it was customised.
 */
export function changeHost(tx: Tx, booking: Booking, eventType: EventType, fromId: number, toId: number, nowMs: number): EngineUser {
  const next = findUser(tx, toId)!;
  const organises = booking.userId === fromId;
  const nameOf = (user: EngineUser) => user.name ?? user.username;
  const attendee = booking.attendees[0]?.name ?? "";
  const organiser = booking.hosts[0]!;
  const isRendered = booking.title === titleOf(eventType, booking.responses, nameOf(organiser), attendee);
  tx.delete(engineBookingHosts).where(and(eq(engineBookingHosts.bookingId, booking.id), eq(engineBookingHosts.userId, fromId))).run();
  tx.insert(engineBookingHosts).values({ ...hostRowOf(booking), userId: toId }).run();
  changeBooking(tx, booking, {
    updatedAt: nowMs,
    ...(organises ? { userId: toId } : {}),
    ...(organises && isRendered ? { title: titleOf(eventType, booking.responses, nameOf(next), attendee) } : {}),
  });
  return next;
}
