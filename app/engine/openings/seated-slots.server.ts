import { and, eq, gt, gte, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { MINUTE_MS } from "#app/lib/time.ts";
import { engineBookings, engineReservations } from "#db/schema/engine.ts";
import type { Engine } from "#app/engine/context.ts";
import { seatsOf } from "#app/engine/event-types/input.ts";
import { checkStart } from "#app/engine/slots/free-slots.ts";
import type { FreeSlot } from "#app/engine/slots/model.ts";
import { slotQuestion, type Asked, type Bookable } from "./question.server.ts";

export interface SeatedSlot {
  startMs: number;
  endMs: number;
  /** Only of event types with seats. */
  seats?: { seatsBooked: number; seatsRemaining: number; seatsTotal: number; bookingUid?: string };
}

/**
 * For an event type with seats: the free slots with all their seats, and the booked ones with a seat left. Reserved
 * seats count as taken. Slots of other event types are unchanged.
 */
export function withSeats(engine: Engine, bookable: Bookable, asked: Asked, free: FreeSlot[]): SeatedSlot[] {
  const total = seatsOf(bookable.settings)?.seatsPerTimeSlot;
  if (total === undefined || bookable.eventTypeId === null) return free;
  const held = heldSeats(engine, bookable.eventTypeId, asked.nowMs);
  const slots = new Map<number, SeatedSlot>();
  const lengthMs = (asked.lengthMinutes ?? bookable.lengthMinutes) * MINUTE_MS;
  const booked = seatedBookings(engine, bookable.eventTypeId, asked).filter((booking) => booking.id !== asked.exceptBookingId && booking.endsAt - booking.startsAt === lengthMs);
  for (const { startMs, endMs, hostIds } of free) {
    const busy = new Set(booked.filter((booking) => booking.startsAt === startMs).flatMap((booking) => booking.hostIds));
    const isFree = bookable.scheduling === "roundRobin" ? hostIds.some((id) => !busy.has(id)) : busy.size === 0;
    if (isFree) slots.set(startMs, { startMs, endMs, seats: { seatsBooked: 0, seatsRemaining: total, seatsTotal: total } });
  }
  for (const { id, startsAt: startMs, endsAt: endMs, uid: bookingUid, hostIds, seatsBooked } of booked) {
    if (seatsBooked >= total) continue;
    const question = slotQuestion(engine, bookable, { ...asked, range: { startMs, endMs }, exceptBookingId: id, hostIds });
    if ("refused" in checkStart({ ...question, startMs })) continue;
    slots.set(startMs, { startMs, endMs, seats: { seatsBooked, seatsRemaining: total - seatsBooked, seatsTotal: total, bookingUid } });
  }
  return [...slots.values()]
    .filter(({ startMs, seats }) => seats!.seatsRemaining > (held.get(startMs) ?? 0))
    .sort((a, b) => a.startMs - b.startMs);
}

function seatedBookings({ db }: Engine, eventTypeId: number, { range }: Asked) {
  const rows = db
    .select({
      id: engineBookings.id,
      uid: engineBookings.uid,
      startsAt: engineBookings.startsAt,
      endsAt: engineBookings.endsAt,
      seatsBooked: sql<number>`(SELECT count(*) FROM engine_attendees a WHERE a.booking_id = engine_bookings.id)`,
      hostIds: sql<string>`(SELECT json_group_array(h.user_id) FROM engine_booking_hosts h WHERE h.booking_id = engine_bookings.id)`,
    })
    .from(engineBookings)
    .where(
      and(
        eq(engineBookings.eventTypeId, eventTypeId),
        gte(engineBookings.startsAt, range.startMs),
        lt(engineBookings.startsAt, range.endMs),
        inArray(engineBookings.status, ["accepted", "pending"]),
        isNotNull(engineBookings.seatsPerTimeSlot),
      ),
    )
    .all();
  return rows.map((row) => ({ ...row, hostIds: JSON.parse(row.hostIds) as number[] }));
}

/** How many seats of each start are reserved. */
export function heldSeats({ db }: Engine, eventTypeId: number, nowMs: number, exceptUid = ""): Map<number, number> {
  const held = new Map<number, number>();
  const rows = db
    .select({ uid: engineReservations.uid, startsAt: engineReservations.startsAt })
    .from(engineReservations)
    .where(and(eq(engineReservations.eventTypeId, eventTypeId), gt(engineReservations.untilAt, nowMs)))
    .all();
  for (const { uid, startsAt } of rows) if (uid !== exceptUid) held.set(startsAt, (held.get(startsAt) ?? 0) + 1);
  return held;
}
