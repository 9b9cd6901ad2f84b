import type { z } from "zod";
import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import type { Call } from "#app/engine/context.ts";
import { findEventType } from "#app/engine/event-types/store.server.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { hostsFor } from "./hosts-for.server.ts";
import { namesSeat, Reschedule } from "./input.ts";
import { insertMoved } from "./moved.server.ts";
import { newBookingOutput } from "./output.ts";
import { bookingOr404 } from "./read.server.ts";
import { rescheduleSeat } from "./reschedule-seat.server.ts";
import { keepsHosts, reschedulable, statusAfter } from "./reschedule-rules.ts";
import { changeBooking, findBooking, refusedByDatabase, TAKEN, type Booking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** POST /v2/bookings/:uid/reschedule: one seat of a seated booking, otherwise the whole booking. */
export function rescheduleBooking(call: Call): Answer {
  const uid = call.params.uid!;
  if (namesSeat(call.body) && findBooking(call.engine.db, uid)?.seatsPerTimeSlot !== null) return rescheduleSeat(call);
  const booking = moveBooking(call, uid, parseBookingBody(Reschedule, call.body));
  return created(newBookingOutput({ booking, seatUid: null }, call.caller));
}

/** A new row with a new uid; the old one is cancelled, and both name each other. */
export function moveBooking({ engine, caller }: Call, oldUid: string, move: z.output<typeof Reschedule>): Booking {
  const uid = newId(engine.random);
  try {
    return writing(engine.db, (tx) => {
      const old = bookingOr404(engine, oldUid);
      if (old.seatsPerTimeSlot !== null) throw badRequest(whichSeat(old.uid));
      const nowMs = engine.clock();
      const eventType = reschedulable(old, old.eventTypeId === null ? undefined : findEventType(tx, old.eventTypeId), nowMs);
      const currentHostIds = old.hosts.map((host) => host.id);
      const hostIds = hostsFor(engine, tx, eventType, {
        startMs: move.start,
        lengthMinutes: (old.endsAt - old.startsAt) / MINUTE_MS,
        nowMs,
        exceptBookingId: old.id,
        preferredHostIds: currentHostIds,
        onlyHostIds: keepsHosts(eventType) ? currentHostIds : undefined,
        taken: TAKEN,
      });
      const rescheduledByEmail = move.rescheduledBy?.toLowerCase() ?? caller?.user.email ?? null;
      changeBooking(tx, old, { status: "cancelled", rescheduledToUid: uid, rescheduledByEmail, updatedAt: nowMs });
      const booking = insertMoved(tx, old, eventType, {
        uid,
        hostIds,
        startMs: move.start,
        nowMs,
        status: statusAfter(eventType, move.rescheduledBy, move.start, nowMs),
        reschedulingReason: move.reschedulingReason ?? null,
        rescheduledByEmail,
        attendees: old.attendees.map(({ id: _, bookingId: __, ...attendee }) => ({ ...attendee, absent: false })),
      });
      tell(tx, engine, {
        bookingId: booking.id,
        ...(booking.status === "pending" ? { trigger: "BOOKING_REQUESTED" } : { trigger: "BOOKING_RESCHEDULED", fromBookingId: old.id }),
      });
      return booking;
    });
  } catch (error) {
    throw refusedByDatabase(error, TAKEN);
  }
}

function whichSeat(uid: string): string {
  return `Booking with uid=${uid} is a seated booking which means you have to provide seatUid in the request body to specify which seat specifically you want to reschedule. First, fetch the booking using the GET /v2/bookings/{uid} endpoint and then within the attendees array you will find the seatUid of the booking you want to reschedule. Second, provide the seatUid in the request body to specify which seat specifically you want to reschedule using the POST /v2/bookings/{uid}/reschedule endpoint.`;
}
