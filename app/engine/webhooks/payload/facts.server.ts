import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { engineBookings } from "#db/schema/engine.ts";
import { findTeam } from "#app/engine/accounts/users.server.ts";
import { withPeople, type Booking, type BookingRow } from "#app/engine/bookings/store.server.ts";
import type { Engine } from "#app/engine/context.ts";
import { findEventType, type EventType } from "#app/engine/event-types/store.server.ts";

/** What the payloads are made of, read in the transaction of the change. */
export interface Facts {
  booking: Booking;
  eventType: EventType | undefined;
  team: { id: number; name: string } | undefined;
  /** The booking this one was moved from. */
  previous: BookingRow | undefined;
  /** The first booking of a chain of moves: the booking itself when it was never moved. */
  rootUid: string;
  /** How often it was moved. */
  moves: number;
  bookerUrl: string;
}

export function factsOf(tx: Tx, { baseUrl }: Engine, bookingId: number): Facts {
  const row = tx.select().from(engineBookings).where(eq(engineBookings.id, bookingId)).get();
  if (!row) throw new Error(`The engine has no booking ${bookingId}`);
  const [booking] = withPeople(tx, [row]);
  const eventType = row.eventTypeId === null ? undefined : findEventType(tx, row.eventTypeId);
  const teamId = eventType?.teamId ?? null;
  const team = teamId === null ? undefined : findTeam(tx, teamId);
  const previous = row.rescheduledFromUid === null ? undefined : bookingRow(tx, row.rescheduledFromUid);
  return { booking: booking!, eventType, team: team && { id: team.id, name: team.name }, previous, ...chainOf(tx, row), bookerUrl: baseUrl };
}

function bookingRow(tx: Tx, uid: string): BookingRow | undefined {
  return tx.select().from(engineBookings).where(eq(engineBookings.uid, uid)).get();
}

function chainOf(tx: Tx, { uid }: BookingRow): { rootUid: string; moves: number } {
  const chain = tx.all<{ uid: string; depth: number }>(sql`
    WITH RECURSIVE chain (uid, earlier, depth) AS (
      SELECT uid, rescheduled_from_uid, 0 FROM engine_bookings WHERE uid = ${uid}
      UNION SELECT b.uid, b.rescheduled_from_uid, depth + 1 FROM engine_bookings b JOIN chain ON b.uid = chain.earlier WHERE depth < 1000)
    SELECT uid, depth FROM chain ORDER BY depth DESC LIMIT 1`);
  return { rootUid: chain[0]?.uid ?? uid, moves: chain[0]?.depth ?? 0 };
}
