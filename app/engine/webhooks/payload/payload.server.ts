import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { engineBookings } from "#db/schema/engine.ts";
import type { Told } from "#app/engine/bookings/tell.server.ts";
import { newUuid } from "#app/engine/bookings/uuid.ts";
import type { Engine } from "#app/engine/context.ts";
import { noShowPayload, reassignedPayload } from "./changed.ts";
import { askedToMovePayload, cancelledPayload, decidedPayload } from "./ended.ts";
import type { Facts } from "./facts.server.ts";
import { movedPart, standingPayload } from "./standing.ts";

/** The `payload` of one change of a booking. */
export function payloadOf(tx: Tx, engine: Engine, facts: Facts, told: Told): Record<string, unknown> {
  switch (told.trigger) {
    case "BOOKING_CREATED":
      return told.confirmed ? decidedPayload(facts, true) : standingPayload(facts, { seat: seatOf(facts, told.seatUid) });
    case "BOOKING_REQUESTED":
      return requested(engine, facts, told.seatUid);
    case "BOOKING_RESCHEDULED": {
      const seat = seatOf(facts, told.seatUid);
      const from = tx.select().from(engineBookings).where(eq(engineBookings.id, told.fromBookingId)).get();
      if (!from) throw new Error(`The engine has no booking ${told.fromBookingId}`);
      return { ...standingPayload(facts, { seat }), ...movedPart(facts, from, seat ? { intoEmptySlot: told.intoEmptySlot ?? false } : null) };
    }
    case "BOOKING_CANCELLED":
      return told.requestReschedule ? askedToMovePayload(facts) : cancelledPayload(facts, told);
    case "BOOKING_REJECTED":
      return decidedPayload(facts, false);
    case "BOOKING_NO_SHOW_UPDATED":
      return noShowPayload(facts, told.attendees);
    case "BOOKING_LOCATION_UPDATED":
      return { ...standingPayload(facts, {}), previousLocation: told.previousLocation };
    case "BOOKING_REASSIGNED":
      return reassignedPayload(facts, told);
  }
}

/** Also a move that has to be confirmed again. The password allows confirming or declining. */
function requested({ random }: Engine, facts: Facts, seatUid: string | undefined): Record<string, unknown> {
  const oneTimePassword = newUuid(random);
  // A moving seat leaves the old booking to the others.
  const moved = facts.previous?.status === "cancelled" ? movedPart(facts, facts.previous, null) : {};
  return { ...standingPayload(facts, { seat: seatOf(facts, seatUid), oneTimePassword }), ...moved };
}

function seatOf({ booking }: Facts, seatUid: string | undefined) {
  return seatUid === undefined ? undefined : booking.attendees.find((attendee) => attendee.seatUid === seatUid);
}
