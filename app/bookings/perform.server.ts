import type { App } from "#app/app.server.ts";
import { calcomErrorOf, isOutcomeUnknown } from "#app/calcom/errors.ts";
import type { CallOptions, NewCalcomBooking } from "#app/calcom/gateway.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { offering } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { phoneNumber, wireAnswers } from "./answers.ts";
import type { Booking } from "./booking.ts";
import { liveTip } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";

/** What became of a change at the far end. `unknown`: it may have happened, and must be asked before it is sent again. */
export type FarAnswer = { outcome: "confirmed"; far: CalcomBooking } | { outcome: "refused"; error: AppError } | { outcome: "unknown" };

/** Ask the far end for what an operation wants. Never throws: whatever happens is one of three outcomes. */
export async function perform(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<FarAnswer> {
  try {
    return { outcome: "confirmed", far: await ask(app, operation, booking, options) };
  } catch (error) {
    // Our own refusals come before anything is sent.
    if (error instanceof AppError && (calcomErrorOf(error) === null || !isOutcomeUnknown(error))) return { outcome: "refused", error: forTheForm(error, operation) };
    if (calcomErrorOf(error) === null) app.log.error({ err: error, operation: operation.id, kind: operation.kind }, "a change could not be carried out");
    return { outcome: "unknown" };
  }
}

/**
 * What a refusal says on the form. Where nothing happened it says so, since the visitor cannot know. "Not found" said by
 * the far end of an event type or a uid is no missing page: the visitor gets the form again.
 */
function forTheForm(error: AppError, { kind }: Operation): AppError {
  if (error.code === "upstream_down") return new AppError(error.code, `${error.message} ${kind === "create" ? "Nothing was booked." : "Nothing was changed."}`, { cause: error.cause });
  if (error.code !== "not_found" && error.code !== "forbidden") return error;
  return new AppError("conflict", "The calendar does not allow this change here. Please call us.", { cause: error.cause });
}

async function ask(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<CalcomBooking> {
  switch (operation.kind) {
    case "create":
      return app.gateway.createBooking(newCalcomBooking(app, operation, booking), options);
    case "move":
      return move(app, operation, booking, options);
    case "cancel":
      return cancel(app, operation, booking, options);
    default:
      throw new AppError("invalid", `Nothing is known of a change called ${operation.kind}.`);
  }
}

function newCalcomBooking(app: App, operation: Operation, booking: Booking): NewCalcomBooking {
  const chosen = offering(app.db, { serviceId: booking.serviceId ?? "", branchId: booking.branchId ?? "", staffId: booking.staffId ?? "" });
  if (!chosen) throw new AppError("conflict", "This service is no longer offered by this person. Please choose again.");
  const phone = booking.attendeePhone === null ? null : phoneNumber(booking.attendeePhone);
  return {
    eventTypeId: chosen.eventTypeId,
    startMs: booking.startsAt,
    ...(chosen.service.durationsMinutes.length > 1 && { durationMinutes: (booking.endsAt - booking.startsAt) / MINUTE_MS }),
    attendee: { name: booking.attendeeName, ...(booking.attendeeEmail && { email: booking.attendeeEmail }), ...(phone && { phoneNumber: phone }), timeZone: booking.timeZone },
    guests: booking.guests,
    responses: { ...wireAnswers(chosen.service.questions, booking.answers), ...(booking.notes && { notes: booking.notes }) },
    metadata: { portalRequestId: operation.requestId },
  };
}

async function move(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<CalcomBooking> {
  const uid = requireTip(app, booking);
  try {
    const reason = operation.payload.reason as string | undefined;
    return await app.gateway.rescheduleBooking(uid, { startMs: operation.targetStartsAt as number, ...(reason && { reason }) }, options);
  } catch (error) {
    const cause = calcomErrorOf(error);
    // An earlier attempt had arrived after all, if the successor stands at the time we asked for.
    if (cause?.code !== "already_rescheduled" || !cause.newUid) throw error;
    const successor = await app.gateway.getBooking(cause.newUid, options);
    if (successor.startMs !== operation.targetStartsAt) throw error;
    return { ...successor, rescheduledFromUid: successor.rescheduledFromUid ?? uid };
  }
}

async function cancel(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<CalcomBooking> {
  const uid = requireTip(app, booking);
  try {
    // Cal.com demands a reason of a host, and we speak with the host's key.
    return await app.gateway.cancelBooking(uid, (operation.payload.reason as string | undefined) || "Cancelled by the customer", options);
  } catch (error) {
    if (calcomErrorOf(error)?.code !== "already_cancelled") throw error;
    return app.gateway.getBooking(uid, options);
  }
}

function requireTip(app: App, booking: Booking): string {
  const uid = liveTip(app.db, booking.id);
  if (uid === null) throw new AppError("conflict", "This appointment is no longer in the calendar, so it cannot be changed here. Please contact us.");
  return uid;
}
