import { z } from "zod";
import { writing } from "#db/client.ts";
import { engineAttendees } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden } from "#app/engine/http/failures.ts";
import { email, list, optional, phone, string, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { languages } from "./languages.ts";
import { bookingOutput } from "./output.ts";
import { bookingOr404 } from "./read.server.ts";
import { steers } from "./rights.ts";
import { changeBooking, findBooking } from "./store.server.ts";

const MOST_AT_ONCE = 10;
const MOST_IN_ALL = 30;

const Guests = z.object({
  guests: list(
    z.object({
      email: email(),
      name: optional(string()),
      timeZone: optional(timeZone()),
      phoneNumber: optional(phone()),
      language: optional(z.enum(languages)),
    }),
  )
    .min(1, "guests should not be empty")
    .max(MOST_AT_ONCE, `guests must contain no more than ${MOST_AT_ONCE} elements`),
});

/** POST /v2/bookings/:uid/guests. People already in the booking are left unchanged. */
export function addGuests({ engine, caller, params, body }: SignedCall): Answer {
  const { guests } = parseInput(Guests, body);
  return writing(engine.db, (tx) => {
    const booking = bookingOr404(engine, params.uid!);
    if (!steers(caller, booking)) throw forbidden("You do not have permission to add guests to this booking.");
    if (booking.status === "cancelled" || booking.status === "rejected") throw badRequest(`Can't add guests to a ${booking.status} booking.`);
    if (booking.seatsPerTimeSlot !== null) throw badRequest("Can't add guests to a seated booking. Please, book a seat instead.");
    const room = MOST_IN_ALL - booking.attendees.length;
    if (guests.length > room) {
      throw badRequest(
        `Cannot add ${guests.length} guests. This booking already has ${
          booking.attendees.length
        } attendees. Maximum total guests allowed is ${MOST_IN_ALL}. You can add up to ${Math.max(0, room)} more guests.`,
      );
    }
    const present = new Set(booking.attendees.map((attendee) => attendee.email));
    for (const guest of guests) {
      const address = guest.email.toLowerCase();
      if (present.has(address)) continue;
      present.add(address);
      const fallback = booking.attendees[0]?.timeZone ?? "UTC";
      const { name = "", timeZone = fallback, phoneNumber, language } = guest;
      tx.insert(engineAttendees).values({ bookingId: booking.id, name, email: address, timeZone, phoneNumber, language, guest: true }).run();
    }
    changeBooking(tx, booking, { updatedAt: engine.clock() });
    return ok(bookingOutput(findBooking(tx, booking.uid)!, caller));
  });
}
