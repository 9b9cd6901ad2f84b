import { z } from "zod";
import { writing } from "#db/client.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { sharedFailure } from "#app/engine/http/failures.ts";
import { optional, string } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { bookingOutput } from "./output.ts";
import { bookingOr404 } from "./read.server.ts";
import { steers } from "./rights.ts";
import { changeBooking, findBooking, findSeries, isOverlapped, TAKEN, type NewBookingRow } from "./store.server.ts";
import { tell } from "./tell.server.ts";

const Decline = z.object({ reason: optional(string()) });

/** POST /v2/bookings/:uid/confirm. The time may have been taken while the booking waited. */
export function confirmBooking(call: SignedCall): Answer {
  return decide(call, { status: "accepted" });
}

/** POST /v2/bookings/:uid/decline */
export function declineBooking(call: SignedCall): Answer {
  const { reason } = parseInput(Decline, call.body);
  return decide(call, { status: "rejected", cancellationReason: reason ?? null });
}

/** The pending occurrences of a series are decided together, with one webhook, as at Cal.com. */
function decide({ engine, caller, params }: SignedCall, change: Partial<NewBookingRow>): Answer {
  return writing(engine.db, (tx) => {
    const booking = bookingOr404(engine, params.uid!);
    if (!steers(caller, booking)) throw sharedFailure(401, "User is not authorized to confirm this booking");
    if (booking.status === "accepted") throw sharedFailure(400, "Booking already confirmed");
    if (booking.status !== "pending") throw sharedFailure(400, `Booking already ${booking.status}`);
    const series = booking.recurringBookingUid === null ? [booking] : findSeries(tx, booking.recurringBookingUid).filter((other) => other.status === "pending");
    for (const one of series) {
      if (change.status === "accepted" && isOverlapped(tx, one)) throw sharedFailure(400, TAKEN);
      changeBooking(tx, one, { ...change, updatedAt: engine.clock() });
    }
    tell(tx, engine, { bookingId: booking.id, ...(change.status === "accepted" ? { trigger: "BOOKING_CREATED", confirmed: true } : { trigger: "BOOKING_REJECTED" }) });
    return ok(bookingOutput(findBooking(tx, booking.uid)!, caller));
  });
}
