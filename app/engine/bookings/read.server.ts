import type { Caller } from "#app/engine/accounts/callers.server.ts";
import type { Call, Engine } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { bookingOutput } from "./output.ts";
import { findBooking, type Booking } from "./store.server.ts";

/** GET /v2/bookings/:uid. Whoever holds the uid may read. */
export function getBooking({ engine, params }: Call): Answer {
  return ok(bookingOutput(bookingOr404(engine, params.uid!)));
}

export function bookingOr404(engine: Engine, uid: string): Booking {
  const booking = findBooking(engine.db, uid);
  if (!booking) throw notFound(`Booking with uid=${uid} was not found in the database`);
  return booking;
}

/** Whether the caller hosts the booking. */
export function hosts(caller: Caller | null, booking: Booking): boolean {
  return caller !== null && booking.hosts.some((host) => host.id === caller.user.id);
}

/** Whether the caller hosts the booking or administers somebody who does. */
export function steers(caller: Caller, booking: Booking): boolean {
  return booking.hosts.some((host) => caller.reach.has(host.id));
}
