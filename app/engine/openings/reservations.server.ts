import { and, eq, gt, lte } from "drizzle-orm";
import { z } from "zod";
import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing, type Db, type Tx } from "#db/client.ts";
import { engineReservations } from "#db/schema/engine.ts";
import { seatedAt } from "#app/engine/bookings/seats.server.ts";
import type { Call, Engine } from "#app/engine/context.ts";
import { seatsOf } from "#app/engine/event-types/input.ts";
import { findEventType, type EventType } from "#app/engine/event-types/store.server.ts";
import { created, done, ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden, notFound, unauthorized, unprocessable } from "#app/engine/http/failures.ts";
import { instantOf, integer, integerFrom, integerIn, optional, string } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import type { Interval } from "#app/engine/slots/model.ts";
import { lengthsOf } from "./lengths.ts";
import { mandatoryHostIds } from "./question.server.ts";
import { heldSeats } from "./seated-slots.server.ts";

type Reservation = typeof engineReservations.$inferSelect;

const DEFAULT_HOLD_MINUTES = 5;
/** A year: much later instants may not be valid dates. */
const LONGEST_HOLD_MINUTES = 525_600;

const Wish = z.object({
  eventTypeId: integer(),
  slotStart: string(),
  slotDuration: optional(integerFrom(1)),
  reservationDuration: optional(integerIn(1, LONGEST_HOLD_MINUTES)),
});

/** POST /v2/slots/reservations */
export function createReservation(call: Call): Answer {
  const { minutes, ...wanted } = wantedSlot(call);
  const uid = newId(call.engine.random);
  return writing(call.engine.db, (tx) => {
    const row = tx.insert(engineReservations).values({ uid, ...reserve(call, tx, wanted, undefined) }).returning().get();
    return created({ ...output(row), reservationDuration: minutes });
  });
}

/** An unknown or expired uid returns null, not an error. */
export function getReservation({ engine, params }: Call): Answer {
  const row = findReservation(engine.db, params.uid!, engine.clock());
  return ok(row ? output(row) : null);
}

export function updateReservation(call: Call): Answer {
  const uid = call.params.uid!;
  const { minutes, ...wanted } = wantedSlot(call);
  return writing(call.engine.db, (tx) => {
    if (!findReservation(tx, uid, call.engine.clock())) throw notFound(`Slot with uid=${uid} not found`);
    const row = tx.update(engineReservations).set(reserve(call, tx, wanted, uid)).where(eq(engineReservations.uid, uid)).returning().get();
    return ok({ ...output(row), reservationDuration: minutes });
  });
}

export function deleteReservation({ engine, params }: Call): Answer {
  engine.db.delete(engineReservations).where(eq(engineReservations.uid, params.uid!)).run();
  return done();
}

function findReservation(db: Db | Tx, uid: string, nowMs: number): Reservation | undefined {
  return db.select().from(engineReservations).where(and(eq(engineReservations.uid, uid), gt(engineReservations.untilAt, nowMs))).get();
}

interface Wanted {
  eventType: EventType;
  slot: Interval;
  durationMinutes: number;
  untilAt: number;
}

function wantedSlot({ engine, caller, body }: Call): Wanted & { minutes: number } {
  const wish = parseInput(Wish, body);
  const eventType = findEventType(engine.db, wish.eventTypeId);
  if (!eventType) throw notFound(`Event Type with ID=${wish.eventTypeId} not found`);
  if (wish.reservationDuration !== undefined) {
    if (!caller) throw unauthorized("reservationDuration can only be used for authenticated requests.");
    if (!eventType.hosts.some(({ user }) => caller.reach.has(user.id))) {
      throw forbidden("reservationDuration can only be used if the authenticated user is related to the event type.");
    }
  }
  const startMs = instantOf(wish.slotStart);
  if (startMs === null) throw badRequest("Invalid start date");
  const lengths = lengthsOf(eventType);
  const durationMinutes = wish.slotDuration ?? eventType.lengthMinutes;
  if (!lengths.includes(durationMinutes)) throw badRequest(`Invalid slotDuration. The possible durations are: ${lengths.join(", ")}`);
  const minutes = wish.reservationDuration ?? DEFAULT_HOLD_MINUTES;
  const slot = { startMs, endMs: startMs + durationMinutes * MINUTE_MS };
  return { eventType, slot, durationMinutes, minutes, untilAt: engine.clock() + minutes * MINUTE_MS };
}

/** Whose time is reserved: for a round robin everybody mandatory and the first other free host, otherwise every host. */
function reserve({ engine }: Call, tx: Tx, wanted: Wanted, exceptReservationUid: string | undefined) {
  const { eventType, slot, durationMinutes, untilAt } = wanted;
  const nowMs = engine.clock();
  tx.delete(engineReservations).where(lte(engineReservations.untilAt, nowMs)).run();
  const kept = seatsOf(eventType.settings) ? reserveSeat(engine, tx, wanted, exceptReservationUid) : reserveHosts(engine, wanted, exceptReservationUid);
  return { eventTypeId: eventType.id, startsAt: slot.startMs, endsAt: slot.endMs, durationMinutes, untilAt, hostIds: kept };
}

/** For a slot with seats one seat is reserved, and nobody's time: others may take the remaining seats. */
function reserveSeat(engine: Engine, tx: Tx, { eventType, slot }: Wanted, exceptReservationUid: string | undefined): number[] {
  const seats = seatsOf(eventType.settings)!.seatsPerTimeSlot;
  const held = heldSeats(engine, eventType.id, engine.clock(), exceptReservationUid).get(slot.startMs) ?? 0;
  const [booking] = seatedAt(tx, eventType.id, slot.startMs, slot.endMs);
  if (!booking) reserveHosts(engine, { eventType, slot }, exceptReservationUid);
  const taken = booking?.attendees.length ?? 0;
  if (booking && taken >= seats) throw unprocessable(`Booking with id=${booking.id} at ${toIso(slot.startMs)} has no more seats left.`);
  if (taken + held >= seats) throw unprocessable("This time slot is already reserved by another user. Please choose a different time.");
  return [];
}

function reserveHosts(engine: Engine, { eventType, slot }: Pick<Wanted, "eventType" | "slot">, exceptReservationUid: string | undefined): number[] {
  const nowMs = engine.clock();
  const hostIds = eventType.hosts.map(({ user }) => user.id);
  const free = (reservations: boolean) =>
    hostIds.filter((hostId) => {
      const busy = engine.busyOf({ hostId, range: slot, nowMs, reservations, exceptReservationUid });
      return !busy.some((one) => one.startMs < slot.endMs && one.endMs > slot.startMs);
    });
  const mandatory = mandatoryHostIds(eventType);
  const others = (ids: number[]) => ids.filter((id) => !mandatory.includes(id));
  const takesTurns = eventType.schedulingType === "roundRobin" && others(hostIds).length > 0;
  const enough = (ids: number[]) => (takesTurns ? mandatory.every((id) => ids.includes(id)) && others(ids).length > 0 : ids.length === hostIds.length);
  if (!enough(free(false))) throw unprocessable("Can't reserve a slot if the event is already booked.");
  const kept = free(true);
  if (!enough(kept)) throw unprocessable("This time slot is already reserved by another user. Please choose a different time.");
  return takesTurns ? [...mandatory, others(kept)[0]!] : kept;
}

function output(row: Reservation): object {
  return {
    eventTypeId: row.eventTypeId,
    slotStart: toIso(row.startsAt),
    slotEnd: toIso(row.endsAt),
    slotDuration: row.durationMinutes,
    reservationUid: row.uid,
    reservationUntil: toIso(row.untilAt),
  };
}
