import type { Call, Engine } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { bookingOutput, seatOutput } from "./output.ts";
import { findSeat } from "./seats.server.ts";
import { findBooking, findSeries, type Booking } from "./store.server.ts";

/** GET /v2/bookings/:uid: one booking, or all of a series in the order of their starts. Anyone with the uid may read. */
export function getBooking({ engine, caller, params }: Call): Answer {
  const series = findSeries(engine.db, params.uid!);
  if (series.length > 0) return ok(series.map((booking) => bookingOutput(booking, caller)));
  return ok(bookingOutput(bookingOr404(engine, params.uid!), caller));
}

/** GET /v2/bookings/by-seat/:seatUid */
export function getBookingBySeat({ engine, caller, params }: Call): Answer {
  const seat = findSeat(engine.db, params.seatUid!);
  if (!seat) throw notFound(`Booking with seatUid=${params.seatUid} was not found in the database`);
  return ok(seatOutput(seat.booking, params.seatUid!, caller));
}

export function bookingOr404(engine: Engine, uid: string): Booking {
  const booking = findBooking(engine.db, uid);
  if (!booking) throw notFound(`Booking with uid=${uid} was not found in the database`);
  return booking;
}
