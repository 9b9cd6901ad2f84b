import { writing } from "#db/client.ts";
import type { Call, Engine } from "#app/engine/context.ts";
import { recurrenceOf } from "#app/engine/event-types/input.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { bookSlot, type Booked } from "./book-slot.server.ts";
import { draftOf, type Draft } from "./draft.server.ts";
import { takenTextOf } from "./hosts-for.server.ts";
import { NewBooking } from "./input.ts";
import { newBookingOutput } from "./output.ts";
import { startsOfSeries } from "./series.ts";
import { refusedByDatabase } from "./store.server.ts";
import { newUuid } from "./uuid.ts";

/** POST /v2/bookings: one booking, or a list of them for a recurring event type. */
export function createBooking(call: Call): Answer {
  const body = parseBookingBody(NewBooking, call.body);
  const booked = bookNew(call, body);
  const outputs = booked.map((one) => newBookingOutput(one, call.caller));
  return created(booked[0]!.booking.recurringBookingUid === null ? outputs[0] : outputs);
}

/** All occurrences of a series or none; Cal.com keeps those before the one that failed. */
function bookNew(call: Call, body: NewBooking): Booked[] {
  const { engine } = call;
  const draft = draftOf(call, body);
  const recurrence = recurrenceOf(draft.eventType.settings);
  if (!recurrence && body.recurrenceCount !== undefined) throw notFound(`Event type with id=${draft.eventType.id} is not a recurring event`);
  const starts = recurrence ? startsOfSeries(recurrence, body.start, draft.attendee.timeZone, body.recurrenceCount) : [body.start];
  return bookSlots(
    engine,
    starts.map((startMs) => ({ draft, startMs })),
    recurrence ? newUuid(engine.random) : null,
  );
}

/** Every slot or none; the host of the first is preferred for the others. */
export function bookSlots(engine: Engine, wanted: { draft: Draft; startMs: number }[], recurringBookingUid: string | null): Booked[] {
  try {
    return writing(engine.db, (tx) => {
      const booked: Booked[] = [];
      for (const { draft, startMs } of wanted) {
        const preferredHostIds = booked[0]?.booking.hosts.map((host) => host.id);
        booked.push(bookSlot(engine, tx, draft, { startMs, recurringBookingUid, preferredHostIds }));
      }
      return booked;
    });
  } catch (error) {
    throw refusedByDatabase(error, takenTextOf(wanted[0]!.draft.eventType));
  }
}
