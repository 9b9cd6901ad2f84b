import type { CalcomBooking } from "#app/calcom/model.ts";
import type { CalcomListStatus, NewCalcomBooking } from "#app/calcom/gateway.ts";
import { saysLength } from "#app/catalog/model.ts";
import { hostOf, offering } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { phoneNumber } from "#app/lib/phone.ts";
import { wireAnswers } from "../forms/answers.ts";
import type { Asking, Question } from "./asking.ts";
import type { Operation } from "./operation.server.ts";
import { timeTaken } from "../guard.server.ts";

export const createAsking: Asking = {
  send: makeAnew,
  async find(question) {
    const made = await findMade(question);
    return made && whereItIsNow(question, made);
  },
};

/** The part of a question that making a booking needs. */
export interface MakeQuestion extends Pick<Question, "app" | "booking" | "options"> {
  operation: Pick<Operation, "requestId" | "targetStaffId" | "targetStartsAt" | "targetEndsAt" | "payload">;
}

/** Makes a booking at the far end for the operation's person. */
export async function makeAnew(question: Question): Promise<CalcomBooking> {
  if (isOverride(question)) await assertNobodyThere(question);
  return question.app.gateway.createBooking(newCalcomBooking(question), question.options);
}

/** More moves than anyone makes before the booking is answered. */
const MOST_MOVES = 10;

/** Somebody may have moved it at the far end before we looked for it: follow it to the live one. */
export async function whereItIsNow({ app, options }: Pick<Question, "app" | "options">, made: CalcomBooking): Promise<CalcomBooking> {
  let far = made;
  for (let steps = 0; far.rescheduledToUid && steps < MOST_MOVES; steps += 1) {
    const next = await app.gateway.getBooking(far.rescheduledToUid, options);
    far = { ...next, rescheduledFromUid: next.rescheduledFromUid ?? far.uid };
  }
  return far;
}

/** Finds what this operation made: the API has no idempotency key, so the request id travels in the metadata. */
export async function findMade({ app, operation, booking, options }: MakeQuestion): Promise<CalcomBooking | null> {
  // The time it was requested for: it may have been moved since.
  const [startMs, endMs] = [operation.targetStartsAt ?? booking.startsAt, operation.targetEndsAt ?? booking.endsAt];
  const search = { attendeeEmail: booking.attendeeEmail ?? undefined, afterStartMs: startMs, beforeEndMs: endMs };
  const found = await app.gateway.findBookings({ ...search, metadata: { key: "portalRequestId", value: operation.requestId } }, options);
  return found.find(({ status }) => status !== "cancelled" && status !== "rejected") ?? found[0] ?? null;
}

/** The request body for the far end, with the operation's person. */
export function newCalcomBooking({ app, operation, booking }: MakeQuestion): NewCalcomBooking {
  const chosen = offering(app.db, { serviceId: booking.serviceId ?? "", branchId: booking.branchId ?? "", staffId: operation.targetStaffId ?? booking.staffId ?? "" });
  if (!chosen) throw new AppError("conflict", "This service is no longer offered by this person. Please choose again.");
  const phone = booking.attendeePhone === null ? null : phoneNumber(booking.attendeePhone);
  return {
    eventTypeId: chosen.eventTypeId,
    startMs: booking.startsAt,
    ...(saysLength(chosen) && { durationMinutes: (booking.endsAt - booking.startsAt) / MINUTE_MS }),
    attendee: { name: booking.attendeeName, ...(booking.attendeeEmail && { email: booking.attendeeEmail }), ...(phone && { phoneNumber: phone }), timeZone: booking.timeZone },
    guests: booking.guests,
    responses: { ...wireAnswers(chosen.service.questions, booking.answers), ...(booking.notes && { notes: booking.notes }) },
    metadata: { portalRequestId: operation.requestId },
    ...(isOverride({ operation }) && { override: true }),
  };
}

/** Whether the desk set the rules aside for it. */
function isOverride({ operation }: Pick<MakeQuestion, "operation">): boolean {
  return typeof operation.payload.override === "string";
}

/** No booking is longer, so one that reaches into a time began at most this long before it. */
const LONGEST_MS = DAY_MS;

/**
 * When asked to set its rules aside, Cal.com would also double-book. So we first read bookings there that we have not
 * heard of yet. The embedded engine never double-books.
 *
 * @throws AppError conflict
 */
async function assertNobodyThere({ app, operation, booking, options }: Question): Promise<void> {
  if (app.farEnd.name === "embedded") return;
  const userId = hostOf(app.db, operation.targetStaffId ?? booking.staffId ?? "")?.calcomUserId ?? null;
  for (let skip = 0; ; skip += PAGE) {
    const search = { status: ["upcoming", "unconfirmed"] satisfies CalcomListStatus[], afterStartMs: booking.startsAt - LONGEST_MS, beforeEndMs: booking.endsAt + LONGEST_MS };
    const page = await app.gateway.listBookings({ ...search, take: PAGE, skip }, options);
    const meets = page.bookings.some(
      ({ startMs, endMs, hosts, metadata }) =>
        startMs < booking.blockedUntil &&
        endMs > booking.blockedFrom &&
        metadata.portalRequestId !== operation.requestId &&
        (userId === null || hosts.some(({ id }) => id === userId)),
    );
    if (meets) throw timeTaken();
    if (!page.hasNextPage) return;
  }
}

const PAGE = 100;
