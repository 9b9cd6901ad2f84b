import type { Tx } from "#db/client.ts";
import { writing } from "#db/client.ts";
import type { Call } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, notFound, unauthorized } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { checkCancellable } from "./cancel-rules.server.ts";
import { cancelSeat } from "./cancel-seat.server.ts";
import { Cancellation, namesSeat } from "./input.ts";
import { bookingOutput } from "./output.ts";
import { steers } from "./rights.ts";
import { changeBooking, findBooking, findSeries, type Booking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** POST /v2/bookings/:uid/cancel: one booking, one seat of it, an occurrence and those after it, or what is left of a series. */
export function cancelBooking(call: Call): Answer {
  if (namesSeat(call.body)) return cancelSeat(call);
  const { engine, caller } = call;
  const uid = call.params.uid!;
  const { cancellationReason, cancelSubsequentBookings } = parseBookingBody(Cancellation, call.body);
  return writing(engine.db, (tx) => {
    const series = findSeries(tx, uid);
    if (series.length > 0) {
      if (cancelSubsequentBookings) throw badRequest(SUBSEQUENT_OF_SERIES);
      const left = series.filter((booking) => isLive(booking) && booking.startsAt >= engine.clock());
      cancelAll(call, tx, uid, left, cancellationReason, true);
      return ok(findSeries(tx, uid).map((booking) => bookingOutput(booking, caller)));
    }
    const booking = findBooking(tx, uid);
    if (!booking) throw notFound(`Booking with uid=${uid} not found`);
    if (booking.seatsPerTimeSlot !== null && (caller === null || !steers(caller, booking))) throw unauthorized("User not a host of this event");
    if (!cancelSubsequentBookings) {
      cancelAll(call, tx, uid, [booking], cancellationReason, false);
      return ok(bookingOutput(findBooking(tx, uid)!, caller));
    }
    if (booking.recurringBookingUid === null) throw badRequest(`Booking with bookingUid=${uid} is not part of a recurring booking.`);
    const later = findSeries(tx, booking.recurringBookingUid).filter((other) => other.id !== booking.id && isLive(other) && other.startsAt >= booking.startsAt);
    cancelAll(call, tx, uid, [booking, ...later], cancellationReason, false);
    return ok(findSeries(tx, booking.recurringBookingUid).map((other) => bookingOutput(other, caller)));
  });
}

const SUBSEQUENT_OF_SERIES =
  "Cannot cancel subsequent bookings for recurring event - you have to provide uid of one of the individual bookings of a recurring booking.";

function isLive({ status }: Booking): boolean {
  return status === "accepted" || status === "pending";
}

/** A webhook is sent for the first one only, as at Cal.com. */
function cancelAll({ engine, caller }: Call, tx: Tx, uid: string, bookings: Booking[], reason: string | undefined, wholeSeries: boolean): void {
  const [first] = bookings;
  if (!first) throw badRequest(`Can't cancel booking with uid=${uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`);
  const nowMs = engine.clock();
  checkCancellable(tx, first, caller, reason, nowMs);
  for (const booking of bookings) {
    changeBooking(tx, booking, {
      status: "cancelled",
      cancellationReason: reason ?? "",
      cancelledByEmail: caller?.user.email ?? "",
      updatedAt: nowMs,
    });
  }
  tell(tx, engine, { bookingId: first.id, trigger: "BOOKING_CANCELLED", ...(wholeSeries ? { wholeSeries } : {}) });
}
