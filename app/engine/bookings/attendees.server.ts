import { z } from "zod";
import { writing } from "#db/client.ts";
import { engineAttendees } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden, notFound } from "#app/engine/http/failures.ts";
import { email, filled, optional, phone, timeZone } from "#app/engine/http/fields.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { languages } from "./languages.ts";
import { attendeeOutput } from "./output.ts";
import { steers } from "./rights.ts";
import { changeBooking, findBooking, type Booking } from "./store.server.ts";

const NewAttendee = z.object({
  name: filled(),
  timeZone: timeZone(),
  email: email(),
  phoneNumber: optional(phone()),
  language: optional(z.enum(languages)),
});

/** GET /v2/bookings/:uid/attendees */
export function listAttendees(call: SignedCall): Answer {
  return ok(ownBooking(call).attendees.map((attendee) => ({ ...attendeeOutput(attendee), id: attendee.id })));
}

/** GET /v2/bookings/:uid/attendees/:attendeeId */
export function getAttendee(call: SignedCall): Answer {
  const id = numericId(call.params.attendeeId);
  const attendee = ownBooking(call).attendees.find((one) => one.id === id);
  if (!attendee) throw notFound(`Attendee with id ${id} not found`);
  return ok({ ...attendeeOutput(attendee), id });
}

/** POST /v2/bookings/:uid/attendees, for hosts and attendees of the booking. Seats have to be booked instead. */
export function addAttendee(call: SignedCall): Answer {
  const { engine } = call;
  const wanted = parseInput(NewAttendee, call.body);
  return writing(engine.db, (tx) => {
    const booking = ownBooking(call);
    if (booking.status === "cancelled" || booking.status === "rejected") throw badRequest(`Can't add attendees to a ${booking.status} booking.`);
    if (booking.seatsPerTimeSlot !== null) throw badRequest("Can't add attendees to a seated booking. Please, book a seat instead.");
    const address = wanted.email.toLowerCase();
    if (booking.attendees.some((one) => one.email === address)) throw badRequest("An attendee with this email is part of the booking already.");
    const attendee = tx
      .insert(engineAttendees)
      .values({ ...wanted, email: address, bookingId: booking.id, guest: true })
      .returning()
      .get();
    changeBooking(tx, booking, { updatedAt: engine.clock() });
    return created({ ...attendeeOutput(attendee), id: attendee.id, bookingId: booking.id });
  });
}

function ownBooking({ engine, caller, params }: SignedCall): Booking {
  const booking = findBooking(engine.db, params.uid!);
  if (!booking) throw notFound(`Booking with uid ${params.uid} not found`);
  const attends = booking.attendees.some((one) => one.email === caller.user.email.toLowerCase());
  if (!attends && !steers(caller, booking)) throw forbidden("You do not have permission to see the attendees of this booking.");
  return booking;
}
