import { z } from "zod";
import { writing } from "#db/client.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { integrationName, integrationToken } from "#app/engine/event-types/integrations.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden } from "#app/engine/http/failures.ts";
import { filled, optional, phone, url } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { locationResponse } from "./location.ts";
import { bookingOutput } from "./output.ts";
import { bookingOr404 } from "./read.server.ts";
import { steers } from "./rights.ts";
import { changeBooking, findBooking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** Unlike for create, the organiser's variants carry the location. */
const Place = z.discriminatedUnion(
  "type",
  [
    z.object({ type: z.enum(["address", "attendeeAddress"]), address: filled() }),
    z.object({ type: z.literal("link"), link: url() }),
    z.object({ type: z.enum(["phone", "attendeePhone"]), phone: phone() }),
    z.object({ type: z.literal("attendeeDefined"), location: filled() }),
    z.object({ type: z.literal("integration"), integration: integrationName() }),
  ],
  { error: "location must be one of the possible locations" },
);

export type ChangedLocation = z.output<typeof Place>;

/** PATCH /v2/bookings/:uid/location; without one the booking stays as it is. */
export function updateLocation({ engine, caller, params, body }: SignedCall): Answer {
  const { location } = parseInput(z.object({ location: optional(Place) }), body);
  return writing(engine.db, (tx) => {
    const booking = bookingOr404(engine, params.uid!);
    if (!steers(caller, booking)) throw forbidden("You do not have permission to change the location of this booking.");
    if (booking.status === "cancelled" || booking.status === "rejected") throw badRequest(`Can't change the location of a ${booking.status} booking.`);
    if (location === undefined) return ok(bookingOutput(booking, caller));
    const place = textOf(location);
    const responses = { ...booking.responses, location: locationResponse(location) };
    changeBooking(tx, booking, { location: place, responses, updatedAt: engine.clock() });
    tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_LOCATION_UPDATED", previousLocation: booking.location });
    return ok(bookingOutput(findBooking(tx, booking.uid)!, caller));
  });
}

function textOf(place: ChangedLocation): string {
  if ("address" in place) return place.address;
  if ("link" in place) return place.link;
  if ("phone" in place) return place.phone;
  return "location" in place ? place.location : integrationToken(place.integration);
}
