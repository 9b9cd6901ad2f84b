import { z } from "zod";
import { toIso } from "#app/lib/time.ts";
import type { Call } from "#app/engine/context.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { email, filled, instant, integer, list, optional, record, string, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { bookNew } from "./create.server.ts";
import { languages } from "./languages.ts";
import type { Booking } from "./store.server.ts";

/** The body of 2024-04-15. A newer one fails here on `timeZone`, `language`, `metadata` and `responses`. */
const OldBooking = z.object({
  start: instant(),
  eventTypeId: integer(),
  timeZone: timeZone(),
  language: z.enum(languages, { error: "language must be a string" }),
  metadata: record(z.string()),
  responses: z.object(
    {
      name: filled(),
      email: email(),
      guests: optional(list(email())),
      location: optional(z.object({ value: string(), optionValue: string() })),
      notes: optional(string()),
    },
    { error: "responses must be an object" },
  ),
});

/** POST /v2/bookings without a version, or with one of the oldest. */
export function createOldBooking(call: Call): Answer {
  const { start, eventTypeId, timeZone, language, metadata, responses } = parseInput(OldBooking, call.body);
  const { name, email, guests, location, notes } = responses;
  const [booked] = bookNew(call, {
    start,
    eventTypeId,
    attendee: { name, email, timeZone, language },
    guests,
    metadata,
    location: location ? location.optionValue || location.value : undefined,
    bookingFieldsResponses: notes === undefined ? {} : { notes },
  });
  return created(oldOutput(booked!.booking));
}

function oldOutput(booking: Booking): object {
  const { id, uid, userId, eventTypeId, title, description, location, metadata, responses, idempotencyKey, attendees } = booking;
  return {
    id,
    uid,
    idempotencyKey,
    userId,
    eventTypeId,
    title,
    description,
    startTime: toIso(booking.startsAt),
    endTime: toIso(booking.endsAt),
    createdAt: toIso(booking.createdAt),
    status: booking.status.toUpperCase(),
    location,
    metadata,
    responses,
    attendees: attendees.map(({ name, email, timeZone, language }) => ({ name, email, timeZone, locale: language })),
  };
}
