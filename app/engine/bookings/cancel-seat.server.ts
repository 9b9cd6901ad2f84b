import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { engineAttendees } from "#db/schema/engine.ts";
import type { Call } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, notFound } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { checkCancellable } from "./cancel-rules.server.ts";
import { SeatCancellation } from "./input.ts";
import { bookingOutput } from "./output.ts";
import { findSeat } from "./seats.server.ts";
import { changeBooking, findBooking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** Give back one seat, by its uid. With the last one the booking is cancelled, and keeps its attendees. */
export function cancelSeat({ engine, caller, params, body }: Call): Answer {
  const uid = params.uid!;
  const { seatUid, cancellationReason } = parseBookingBody(SeatCancellation, body);
  return writing(engine.db, (tx) => {
    if (!findBooking(tx, uid)) throw notFound(`Booking with uid=${uid} not found`);
    const seat = findSeat(tx, seatUid);
    if (!seat) throw badRequest("Invalid seatUid: this seat does not exist or has already been cancelled.");
    const { booking, attendee } = seat;
    if (booking.uid !== uid) throw badRequest("Invalid seatUid: this seat does not belong to this booking.");
    const nowMs = engine.clock();
    checkCancellable(tx, booking, caller, cancellationReason, nowMs);
    if (booking.attendees.length > 1) {
      tx.delete(engineAttendees).where(eq(engineAttendees.id, attendee.id)).run();
      changeBooking(tx, booking, { updatedAt: nowMs });
      tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_CANCELLED", released: attendee, reason: cancellationReason ?? "" });
    } else {
      changeBooking(tx, booking, {
        status: "cancelled",
        cancellationReason: cancellationReason ?? "",
        cancelledByEmail: caller?.user.email ?? "",
        updatedAt: nowMs,
      });
      tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_CANCELLED" });
    }
    return ok(bookingOutput(findBooking(tx, uid)!, caller));
  });
}
