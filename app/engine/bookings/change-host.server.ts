import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { engineBookingHosts } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { changeBooking, hostRowOf, type Booking } from "./store.server.ts";
import { titleOf } from "./title.ts";

/**
 * Another person hosts the booking in the place of one of its hosts. A trigger refuses it where their time is taken.
 * The title names the organiser, and follows unless it was chosen.
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
