import { MINUTE_MS } from "#app/lib/time.ts";
import { writing } from "#db/client.ts";
import type { Call } from "#app/engine/context.ts";
import { findEventType } from "#app/engine/event-types/store.server.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, notFound } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { Cancellation } from "./input.ts";
import { bookingOutput } from "./output.ts";
import { hosts } from "./read.server.ts";
import { changeBooking, findBooking, type Booking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** POST /v2/bookings/:uid/cancel */
export function cancelBooking({ engine, caller, params, body }: Call): Answer {
  const { cancellationReason, cancelSubsequentBookings } = parseBookingBody(Cancellation, body);
  const uid = params.uid!;
  return writing(engine.db, (tx) => {
    const booking = findBooking(tx, uid);
    if (!booking) throw notFound(`Booking with uid=${uid} not found`);
    if (booking.status === "cancelled") {
      throw badRequest(`Can't cancel booking with uid=${uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`);
    }
    if (cancelSubsequentBookings) {
      throw badRequest(`Cannot cancel subsequent bookings - booking with uid=${uid} is not part of a recurring booking.`);
    }
    const nowMs = engine.clock();
    const byHost = hosts(caller, booking);
    if (forbidsCancelling(booking, booking.eventTypeId === null ? undefined : findEventType(tx, booking.eventTypeId)?.settings.disableCancelling, nowMs)) {
      throw badRequest("This event type does not allow cancellations");
    }
    if (byHost && !cancellationReason?.trim()) throw badRequest("Cancellation reason is required when you are the host");
    changeBooking(tx, booking, {
      status: "cancelled",
      cancellationReason: cancellationReason ?? "",
      cancelledByEmail: caller?.user.email ?? "",
      updatedAt: nowMs,
    });
    tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_CANCELLED" });
    return ok(bookingOutput(findBooking(tx, uid)!));
  });
}

function forbidsCancelling(booking: Booking, rule: { disabled?: boolean; minutesBefore?: number } | undefined, nowMs: number): boolean {
  if (!rule) return false;
  const { disabled, minutesBefore } = rule;
  return disabled === true || (minutesBefore !== undefined && booking.startsAt - nowMs < minutesBefore * MINUTE_MS);
}
