import { z } from "zod";
import { bookSlots } from "#app/engine/bookings/create.server.ts";
import { draftOf, type Draft } from "#app/engine/bookings/draft.server.ts";
import { languages } from "#app/engine/bookings/languages.ts";
import { moveBooking } from "#app/engine/bookings/reschedule.server.ts";
import { newUuid } from "#app/engine/bookings/uuid.ts";
import type { Call } from "#app/engine/context.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { email, filled, instant, integer, list, optional, record, string, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { oldBooking } from "./booking-output.ts";

const MOST_OCCURRENCES = 100;

/** The body of 2024-04-15. A newer one fails here on `timeZone`, `language`, `metadata` and `responses`. */
const OldBooking = z.object({
  start: instant(),
  eventTypeId: integer(),
  timeZone: timeZone(),
  language: z.enum(languages, { error: "language must be a string" }),
  metadata: record(z.string()),
  rescheduleUid: optional(filled()),
  rescheduledBy: optional(email()),
  recurringEventId: optional(filled()),
  responses: z.object(
    {
      name: filled(),
      email: email(),
      guests: optional(list(email())),
      location: optional(z.object({ value: string(), optionValue: optional(string()) })),
      notes: optional(string()),
      rescheduleReason: optional(string()),
    },
    { error: "responses must be an object" },
  ),
});

type OldBooking = z.output<typeof OldBooking>;

/** POST /v2/bookings without a version, or with one of the oldest: a new booking, or a move when it names one. */
export function createOldBooking(call: Call): Answer {
  const body = parseInput(OldBooking, call.body);
  const { start, rescheduleUid, rescheduledBy, responses } = body;
  if (rescheduleUid !== undefined) {
    const moved = moveBooking(call, rescheduleUid, { start, rescheduledBy, reschedulingReason: responses.rescheduleReason });
    return created(oldBooking(moved));
  }
  const [booked] = bookSlots(call.engine, [{ draft: draftFrom(call, body), startMs: start }], body.recurringEventId ?? null);
  return created({ ...oldBooking(booked!.booking), ...(booked!.seatUid === null ? {} : { seatReferenceUid: booked!.seatUid }) });
}

/** POST /v2/bookings/recurring: every occurrence is written out; all are booked or none. */
export function createOldSeries(call: Call): Answer {
  const bodies = parseInput(list(OldBooking).min(1, "body should not be empty").max(MOST_OCCURRENCES, `body must contain no more than ${MOST_OCCURRENCES} elements`), call.body);
  const series = bodies[0]!.recurringEventId ?? newUuid(call.engine.random);
  if (bodies.some((body) => body.rescheduleUid !== undefined)) throw badRequest("A recurring booking can't be rescheduled as a whole.");
  const booked = bookSlots(
    call.engine,
    bodies.map((body) => ({ draft: draftFrom(call, body), startMs: body.start })),
    series,
  );
  return created(booked.map(({ booking, seatUid }) => ({ ...oldBooking(booking), ...(seatUid === null ? {} : { seatReferenceUid: seatUid }) })));
}

function draftFrom(call: Call, { start, eventTypeId, timeZone, language, metadata, responses }: OldBooking): Draft {
  const { name, email, guests, location, notes } = responses;
  return draftOf(call, {
    start,
    eventTypeId,
    attendee: { name, email, timeZone, language },
    guests,
    metadata,
    location: location ? location.optionValue || location.value : undefined,
    bookingFieldsResponses: notes === undefined ? {} : { notes },
  });
}
