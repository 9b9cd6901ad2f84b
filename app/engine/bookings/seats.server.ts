import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { MINUTE_MS } from "#app/lib/time.ts";
import type { Db, Tx } from "#db/client.ts";
import { engineAttendees, engineBookings } from "#db/schema/engine.ts";
import type { Engine } from "#app/engine/context.ts";
import { seatsOf } from "#app/engine/event-types/input.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { ApiFailure, conflict } from "#app/engine/http/failures.ts";
import { mandatoryHostIds } from "#app/engine/openings/question.server.ts";
import { hostsFor, type Wanted } from "./hosts-for.server.ts";
import { changeBooking, findBooking, SEATS_FULL, withPeople, type Booking, type NewAttendee } from "./store.server.ts";

export type SeatHolder = NewAttendee & { seatUid: string };

const ALREADY_SIGNED_UP = "already_signed_up_for_this_booking_error";

/**
 * Called inside the writing transaction: a seat in a live booking of this slot with one left, otherwise in a new
 * booking that `insert` makes with the seat already in it. Full bookings are refused, unless a round robin has another
 * host who is free.
 */
export function seatFor(engine: Engine, tx: Tx, eventType: EventType, wanted: Wanted, seat: SeatHolder, insert: (hostIds: number[]) => Booking): Booking {
  const seats = seatsOf(eventType.settings)?.seatsPerTimeSlot ?? 1;
  const there = seatedAt(tx, eventType.id, wanted.startMs, wanted.startMs + wanted.lengthMinutes * MINUTE_MS);
  if (there.some((booking) => booking.attendees.some(({ email }) => email === seat.email))) throw conflict(ALREADY_SIGNED_UP);
  const open = there.find((booking) => booking.attendees.length < seats);
  if (open) {
    hostsFor(engine, tx, eventType, { ...wanted, exceptBookingId: open.id, onlyHostIds: open.hosts.map((host) => host.id) });
    return joinBooking(engine, tx, open, seats, seat);
  }
  if (there.length === 0) return insert(hostsFor(engine, tx, eventType, wanted));
  const onlyHostIds = hostsWithout(eventType, there, wanted);
  if (onlyHostIds.length === 0) throw conflict(SEATS_FULL);
  try {
    return insert(hostsFor(engine, tx, eventType, { ...wanted, onlyHostIds }));
  } catch (error) {
    if (error instanceof ApiFailure && error.message === wanted.taken) throw conflict(SEATS_FULL);
    throw error;
  }
}

/** The hosts of a round robin who could open another booking in the slot. Those with a full one still to confirm are not free either. */
function hostsWithout(eventType: EventType, there: Booking[], { onlyHostIds }: Wanted): number[] {
  if (eventType.schedulingType !== "roundRobin" || mandatoryHostIds(eventType).length > 0) return [];
  const busy = new Set(there.flatMap((booking) => booking.hosts.map((host) => host.id)));
  const hostIds = eventType.hosts.map(({ user }) => user.id);
  return hostIds.filter((id) => !busy.has(id) && (onlyHostIds?.includes(id) ?? true));
}

/** The live seated bookings of an event type at exactly this time. */
export function seatedAt(db: Db | Tx, eventTypeId: number, startMs: number, endMs: number): Booking[] {
  const rows = db
    .select()
    .from(engineBookings)
    .where(
      and(
        eq(engineBookings.eventTypeId, eventTypeId),
        eq(engineBookings.startsAt, startMs),
        eq(engineBookings.endsAt, endMs),
        inArray(engineBookings.status, ["accepted", "pending"]),
        isNotNull(engineBookings.seatsPerTimeSlot),
      ),
    )
    .orderBy(engineBookings.id)
    .all();
  return withPeople(db, rows);
}

/** A moving seat keeps its row; otherwise a new one is written. The number of seats follows the event type. */
function joinBooking(engine: Engine, tx: Tx, booking: Booking, seats: number, seat: SeatHolder): Booking {
  changeBooking(tx, booking, { seatsPerTimeSlot: seats, updatedAt: engine.clock() });
  tx.insert(engineAttendees).values({ ...seat, bookingId: booking.id }).run();
  return findBooking(tx, booking.uid)!;
}

export function findSeat(db: Db | Tx, seatUid: string): { booking: Booking; attendee: Booking["attendees"][number] } | undefined {
  const row = db
    .select({ uid: engineBookings.uid })
    .from(engineAttendees)
    .innerJoin(engineBookings, eq(engineBookings.id, engineAttendees.bookingId))
    .where(eq(engineAttendees.seatUid, seatUid))
    .get();
  const booking = row && findBooking(db, row.uid);
  const attendee = booking?.attendees.find((one) => one.seatUid === seatUid);
  return booking && attendee && { booking, attendee };
}
