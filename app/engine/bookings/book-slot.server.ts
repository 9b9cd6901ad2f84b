import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { Tx } from "#db/client.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import type { Engine } from "#app/engine/context.ts";
import { seatsOf } from "#app/engine/event-types/input.ts";
import { checkActiveLimit } from "./active-limit.server.ts";
import { needsConfirmation, pendingOccupies } from "./confirmation.ts";
import type { Draft } from "./draft.server.ts";
import { hostsFor, takenTextOf, type Wanted } from "./hosts-for.server.ts";
import { seatFor, type SeatHolder } from "./seats.server.ts";
import { findBooking, insertBooking, type Booking, type NewAttendee } from "./store.server.ts";
import { tell } from "./tell.server.ts";
import { titleOf } from "./title.ts";
import { newUuid } from "./uuid.ts";

export interface Booked {
  booking: Booking;
  /** Of a seated booking: the seat that was taken. */
  seatUid: string | null;
}

export interface Slot {
  startMs: number;
  recurringBookingUid: string | null;
  /** The host of a series' first occurrence also hosts the others, if free. */
  preferredHostIds?: number[];
}

/** Called inside the writing transaction: one slot is booked, or one seat in it, or the call is refused. */
export function bookSlot(engine: Engine, tx: Tx, draft: Draft, slot: Slot): Booked {
  const { eventType, attendee, lengthMinutes, allowConflicts, allowOutOfBounds, skipLimits } = draft;
  const nowMs = engine.clock();
  if (!skipLimits) checkActiveLimit(tx, eventType, attendee.email, nowMs);
  const wanted: Wanted = { ...slot, lengthMinutes, nowMs, allowConflicts, allowOutOfBounds, skipLimits, taken: takenTextOf(eventType) };
  const seats = seatsOf(eventType.settings);
  if (seats === null) {
    const booking = insertNew(engine, tx, draft, slot, hostsFor(engine, tx, eventType, wanted), [attendee, ...draft.guests]);
    tell(tx, engine, { bookingId: booking.id, trigger: triggerOf(booking) });
    return { booking, seatUid: null };
  }
  const seat: SeatHolder = { ...attendee, seatUid: newUuid(engine.random), seatResponses: draft.responses, seatMetadata: draft.metadata };
  const booking = seatFor(engine, tx, eventType, wanted, seat, (hostIds) => insertNew(engine, tx, draft, slot, hostIds, [seat]));
  tell(tx, engine, { bookingId: booking.id, trigger: triggerOf(booking), seatUid: seat.seatUid });
  return { booking, seatUid: seat.seatUid };
}

function triggerOf(booking: Booking): "BOOKING_REQUESTED" | "BOOKING_CREATED" {
  return booking.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED";
}

function insertNew(engine: Engine, tx: Tx, draft: Draft, slot: Slot, hostIds: number[], attendees: NewAttendee[]): Booking {
  const { eventType, responses, metadata, location, attendee, lengthMinutes } = draft;
  const { settings } = eventType;
  const nowMs = engine.clock();
  const uid = newId(engine.random);
  const organiser = findUser(tx, hostIds[0]!)!;
  insertBooking(tx, {
    uid,
    eventTypeId: eventType.id,
    hostIds,
    title: titleOf(eventType, responses, organiser.name ?? organiser.username, attendee.name),
    description: typeof responses.notes === "string" ? responses.notes : null,
    status: needsConfirmation(settings, slot.startMs, nowMs) ? "pending" : "accepted",
    startsAt: slot.startMs,
    endsAt: slot.startMs + lengthMinutes * MINUTE_MS,
    bufferBeforeMinutes: settings.beforeEventBuffer ?? 0,
    bufferAfterMinutes: settings.afterEventBuffer ?? 0,
    pendingOccupies: pendingOccupies(settings),
    seatsPerTimeSlot: seatsOf(settings)?.seatsPerTimeSlot ?? null,
    recurringBookingUid: slot.recurringBookingUid,
    location,
    responses,
    metadata,
    icsUid: `${uid}@cal.local`,
    createdAt: nowMs,
    attendees,
  });
  return findBooking(tx, uid)!;
}
