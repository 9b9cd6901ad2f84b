import type { Tx } from "#db/client.ts";
import { seatsOf } from "#app/engine/event-types/input.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { pendingOccupies } from "./confirmation.ts";
import { findBooking, insertBooking, type Booking, type NewAttendee } from "./store.server.ts";

export interface Move {
  uid: string;
  hostIds: number[];
  startMs: number;
  nowMs: number;
  status: "accepted" | "pending";
  reschedulingReason: string | null;
  rescheduledByEmail: string | null;
  attendees: NewAttendee[];
}

/** The new row of a move: a copy of the old one except time, people and its own history. */
export function insertMoved(tx: Tx, old: Booking, eventType: EventType, move: Move): Booking {
  const { uid, hostIds, startMs, nowMs, attendees, ...rest } = move;
  const { id: _, hosts: __, attendees: ___, eventTypeSlug: ____, showAttendeeInfo: _____, idempotencyKey: ______, ...carried } = old;
  insertBooking(tx, {
    ...carried,
    ...rest,
    uid,
    hostIds,
    startsAt: startMs,
    endsAt: startMs + old.endsAt - old.startsAt,
    seatsPerTimeSlot: old.seatsPerTimeSlot && (seatsOf(eventType.settings)?.seatsPerTimeSlot ?? old.seatsPerTimeSlot),
    bufferBeforeMinutes: eventType.settings.beforeEventBuffer ?? 0,
    bufferAfterMinutes: eventType.settings.afterEventBuffer ?? 0,
    pendingOccupies: pendingOccupies(eventType.settings),
    cancellationReason: null,
    cancelledByEmail: null,
    rescheduleRequested: false,
    absentHost: false,
    rescheduledFromUid: old.uid,
    rescheduledToUid: null,
    createdAt: nowMs,
    updatedAt: null,
    attendees,
  });
  return findBooking(tx, uid)!;
}
