import { eq } from "drizzle-orm";
import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { engineAttendees } from "#db/schema/engine.ts";
import type { Call } from "#app/engine/context.ts";
import { findEventType } from "#app/engine/event-types/store.server.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { SeatReschedule } from "./input.ts";
import { insertMoved } from "./moved.server.ts";
import { newBookingOutput } from "./output.ts";
import { bookingOr404 } from "./read.server.ts";
import { keepsHosts, reschedulable, statusAfter } from "./reschedule-rules.ts";
import { findSeat, seatFor, type SeatHolder } from "./seats.server.ts";
import { changeBooking, refusedByDatabase, TAKEN } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/**
 * Move one seat to another time: into an existing booking or a new one. The old booking stays for the others, and is
 * cancelled if it was the last seat. The seat keeps its uid.
 */
export function rescheduleSeat(call: Call): Answer {
  const { engine, params } = call;
  const body = parseBookingBody(SeatReschedule, call.body);
  const uid = newId(engine.random);
  try {
    return writing(engine.db, (tx) => {
      const old = bookingOr404(engine, params.uid!);
      const attendee = findSeat(tx, body.seatUid)?.attendee;
      if (!attendee || attendee.bookingId !== old.id) throw notFound(`Seat with uid=${body.seatUid} does not exist.`);
      const nowMs = engine.clock();
      const eventType = reschedulable(old, old.eventTypeId === null ? undefined : findEventType(tx, old.eventTypeId), nowMs);
      const rescheduledByEmail = body.rescheduledBy?.toLowerCase() ?? call.caller?.user.email ?? null;
      const last = old.attendees.length === 1;
      tx.delete(engineAttendees).where(eq(engineAttendees.id, attendee.id)).run();
      changeBooking(tx, old, last ? { status: "cancelled", rescheduledByEmail, updatedAt: nowMs } : { updatedAt: nowMs });
      const { bookingId: _, ...kept } = attendee;
      const seat: SeatHolder = { ...kept, seatUid: body.seatUid, absent: false };
      const currentHostIds = old.hosts.map((host) => host.id);
      const wanted = {
        startMs: body.start,
        lengthMinutes: (old.endsAt - old.startsAt) / MINUTE_MS,
        nowMs,
        preferredHostIds: currentHostIds,
        onlyHostIds: keepsHosts(eventType) ? currentHostIds : undefined,
        taken: TAKEN,
      };
      const status = statusAfter(eventType, body.rescheduledBy, body.start, nowMs);
      const booking = seatFor(engine, tx, eventType, wanted, seat, (hostIds) =>
        insertMoved(tx, old, eventType, { uid, hostIds, startMs: body.start, nowMs, status, reschedulingReason: null, rescheduledByEmail, attendees: [seat] }),
      );
      if (last) changeBooking(tx, { ...old, status: "cancelled" }, { rescheduledToUid: booking.uid });
      const intoEmptySlot = booking.uid === uid;
      tell(tx, engine, {
        bookingId: booking.id,
        seatUid: body.seatUid,
        ...(booking.status === "pending" ? { trigger: "BOOKING_REQUESTED" } : { trigger: "BOOKING_RESCHEDULED", fromBookingId: old.id, intoEmptySlot }),
      });
      return created(newBookingOutput({ booking, seatUid: body.seatUid }, call.caller));
    });
  } catch (error) {
    throw refusedByDatabase(error, TAKEN);
  }
}
