import type { App } from "#app/app.server.ts";
import { calcomErrorOf, isOutcomeUnknown } from "#app/calcom/errors.ts";
import type { CallOptions } from "#app/calcom/gateway.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Asking, Question } from "./asking.ts";
import { attendanceAsking } from "./ask-attendance.server.ts";
import { cancelAsking, moveAsking } from "./ask-change.server.ts";
import { createAsking } from "./ask-create.server.ts";
import { confirmAsking, declineAsking } from "./ask-decision.server.ts";
import { editAsking } from "./ask-edit.server.ts";
import { reassignAsking } from "./ask-reassign.server.ts";
import type { Booking } from "../booking.ts";
import { answerOfFormer } from "./elsewhere.server.ts";
import { lastUid, liveTip } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";
import type { Settlement } from "./settle.server.ts";

/** The outcome of a change at the far end. `unknown`: it may have happened, and must be checked before it is sent again. */
export type FarAnswer = Settlement;

const ASKINGS: Record<Operation["kind"], Asking> = {
  create: createAsking,
  move: moveAsking,
  cancel: cancelAsking,
  confirm: confirmAsking,
  decline: declineAsking,
  edit: editAsking,
  reassign: reassignAsking,
  attendance: attendanceAsking,
};

/** Request an operation's change from the far end. Never throws: there are always three possible outcomes. */
export async function perform(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<FarAnswer> {
  try {
    const far = answerOfFormer(app, operation, booking) ?? (await ASKINGS[operation.kind].send(questionOf(app, operation, booking, options)));
    return { outcome: "confirmed", far };
  } catch (error) {
    if (isForLater(error, operation, options)) return { outcome: "unknown", isUnreached: true };
    // Our own refusals happen before anything is sent.
    if (error instanceof AppError && (calcomErrorOf(error) === null || !isOutcomeUnknown(error))) return { outcome: "refused", error: forTheForm(error, operation) };
    if (calcomErrorOf(error) === null) app.log.error({ err: error, operation: operation.id, kind: operation.kind }, "a change could not be carried out");
    return { outcome: "unknown" };
  }
}

/** The far end was not reached. A cancellation is accepted anyway and sent later, and so is a change already announced as on its way. */
function isForLater(error: unknown, { kind }: Operation, { effort }: CallOptions): boolean {
  const isUnreached = calcomErrorOf(error) !== null && error instanceof AppError && (error.code === "upstream_down" || error.code === "rate_limited");
  return isUnreached && (kind === "cancel" || effort === "job");
}

/** Looks for the result of an earlier attempt, before or instead of a new one. */
export async function alreadyDone(app: App, operation: Operation, booking: Booking, options: CallOptions): Promise<FarAnswer | "not there"> {
  try {
    const far = answerOfFormer(app, operation, booking) ?? (await ASKINGS[operation.kind].find(questionOf(app, operation, booking, options)));
    return far ? { outcome: "confirmed", far } : "not there";
  } catch (error) {
    if (!(error instanceof AppError)) {
      app.log.error({ err: error, operation: operation.id, kind: operation.kind }, "a change could not be looked for");
      return { outcome: "unknown" };
    }
    if (calcomErrorOf(error) === null) return { outcome: "refused", error };
    return calcomErrorOf(error)?.code === "not_found" ? "not there" : { outcome: "unknown" };
  }
}

function questionOf(app: App, operation: Operation, booking: Booking, options: CallOptions): Question {
  return { app, operation, booking, uid: uidFor(app, operation), options };
}

/** A completed move can only be found by the uid it moved; a cancellation follows the booking to its current uid. */
function uidFor({ db }: App, { kind, bookingId, payload }: Operation): string | null {
  if (kind === "move" && typeof payload.fromUid === "string") return payload.fromUid;
  return liveTip(db, bookingId) ?? (kind === "cancel" ? lastUid(db, bookingId) : null);
}

/**
 * Turns a refusal into a form error. If nothing happened it says so, since the visitor cannot know. The far end's "not
 * found" for an event type or uid is not a missing page: the visitor gets the form again.
 */
function forTheForm(error: AppError, { kind }: Operation): AppError {
  if (error.code === "upstream_down" || error.code === "rate_limited") {
    const nothing = kind === "create" ? "Nothing was booked." : "Nothing was changed.";
    return new AppError(error.code, `${error.message} ${nothing}`, {
      atDesk: `${error.atDesk} ${nothing}`,
      cause: error.cause,
      ...(error.retryAfterMs !== null && { retryAfterMs: error.retryAfterMs }),
    });
  }
  if (error.code !== "not_found" && error.code !== "forbidden") return error;
  return new AppError("conflict", "The calendar does not allow this change here. Please call us.", { atDesk: "The calendar does not allow this change.", cause: error.cause });
}
