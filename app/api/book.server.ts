import type { z } from "zod";
import type { App } from "#app/app.server.ts";
import type { Bearer } from "#app/auth/api-tokens.server.ts";
import { bookAppointment } from "#app/bookings/book.server.ts";
import { getBooking, type BookingDetails } from "#app/bookings/queries.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { BookBody } from "./book-input.ts";
import { chosenOfferings } from "./choice.server.ts";
import { durationOf } from "./duration.ts";
import { typedAnswers } from "./typed-answers.ts";

/**
 * Book through the API. A person's token books for that person, an administrator's for the person with the attendee's
 * e-mail.
 *
 * @throws AppError as bookAppointment does; invalid on `service`, `branch`, `staff`, `duration`
 */
export async function book(app: App, bearer: Bearer, body: z.output<typeof BookBody>, call: { key: string | null; correlationId: string }): Promise<BookingDetails> {
  const { service: name, branch, staff, start, duration, attendee, guests, notes, answers } = body;
  const { viewer } = bearer;
  const offerings = chosenOfferings(app.db, { service: name, branch: branch || undefined, staff: staff || undefined });
  const [{ service, branch: venue }] = offerings as [(typeof offerings)[number]];
  const ownZone = viewer.kind !== "admin" ? bearer.timeZone : null;
  const { bookingId } = await bookAppointment(app, viewer, {
    offerings,
    startMs: start,
    durationMinutes: durationOf(service, duration ?? undefined),
    attendee: { name: attendee.name, email: attendee.email, phone: attendee.phone || undefined, timeZone: attendee.timeZone ?? ownZone ?? venue.timeZone },
    guests: [...new Set(guests ?? [])],
    notes: notes ?? "",
    answers: typedAnswers(service.questions, answers ?? {}),
    idempotencyKey: call.key ?? newId(app.random),
    holder: `token ${bearer.tokenId}`,
    source: "api",
    correlationId: call.correlationId,
  });
  return getBooking(app, viewer, bookingId);
}
