import { z } from "zod";
import { writing } from "#db/client.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { done, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden } from "#app/engine/http/failures.ts";
import { optional, string } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { bookingOr404 } from "./read.server.ts";
import { steers } from "./rights.ts";
import { changeBooking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** Cal.com's documents do not agree on the name of the field. */
const Wish = z.object({ reason: optional(string()), reschedulingReason: optional(string()), rescheduleReason: optional(string()) });

/** POST /v2/bookings/:uid/request-reschedule: the host asks for another time, which frees this one at once. */
export function requestReschedule({ engine, caller, params, body }: SignedCall): Answer {
  const wish = parseInput(Wish, body);
  const reason = wish.reason ?? wish.reschedulingReason ?? wish.rescheduleReason;
  return writing(engine.db, (tx) => {
    const booking = bookingOr404(engine, params.uid!);
    if (!steers(caller, booking)) throw forbidden("User isn't owner of the current booking");
    if (booking.status === "cancelled" || booking.status === "rejected") throw badRequest(`Can't request to reschedule a ${booking.status} booking.`);
    changeBooking(tx, booking, {
      status: "cancelled",
      rescheduleRequested: true,
      cancellationReason: reason ?? "",
      cancelledByEmail: caller.user.email,
      updatedAt: engine.clock(),
    });
    tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_CANCELLED", requestReschedule: true });
    return done();
  });
}
