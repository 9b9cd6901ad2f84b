import { AppError, type AppErrorCode } from "#app/lib/errors.ts";
import { waitText } from "#app/lib/format.ts";
import { MINUTE_MS } from "#app/lib/time.ts";

/** What can go wrong at the far end, finer than the product's own codes. */
export type CalcomErrorCode =
  | "slot_unavailable"
  | "booking_limit_reached"
  | "already_cancelled"
  | "already_rescheduled"
  | "already_confirmed"
  | "user_not_found"
  | "not_found"
  | "phone_required"
  | "answer_required"
  | "validation"
  | "forbidden"
  | "auth"
  | "rate_limit_exceeded"
  | "upstream_down"
  | "outcome_unknown"
  | "aborted";

export interface CalcomErrorDetails {
  /** HTTP status; null when no answer came. */
  status?: number | null;
  /** With `already_rescheduled`: the uid the booking lives under now. */
  newUid?: string | null;
}

/**
 * The reason a call failed: the `cause` of the AppError a gateway throws.
 * `message` is the far end's text, scrubbed of keys and of everything we sent: for the log, never for the screen.
 */
export class CalcomError extends Error {
  readonly code: CalcomErrorCode;
  readonly status: number | null;
  readonly newUid: string | null;

  constructor(code: CalcomErrorCode, message: string, details: CalcomErrorDetails = {}) {
    super(message);
    this.name = "CalcomError";
    this.code = code;
    this.status = details.status ?? null;
    this.newUid = details.newUid ?? null;
  }
}

/** The one place that maps Cal.com's errors to ours. `retryAfterMs`: how long the far end asked us to stay away. */
export function toAppError(cause: CalcomError, retryAfterMs?: number): AppError {
  const [code, sentence, atDesk] = forThePerson[cause.code];
  if (code === "rate_limited") return new AppError(code, `${sentence} Please try again ${waitText(retryAfterMs ?? MINUTE_MS)}.`, { cause, ...(retryAfterMs && { retryAfterMs }) });
  return new AppError(code, sentence, { cause, ...(atDesk && { atDesk }), ...(retryAfterMs && { retryAfterMs }) });
}

const forThePerson: Record<CalcomErrorCode, [code: AppErrorCode, sentence: string, atDesk?: string]> = {
  slot_unavailable: ["conflict", "That time is no longer free. Please choose another one."],
  booking_limit_reached: ["conflict", "There are already as many open bookings under this e-mail as are allowed here."],
  already_cancelled: ["conflict", "This booking has been cancelled already."],
  already_rescheduled: ["conflict", "This booking has been moved to another time already."],
  already_confirmed: ["conflict", "This booking has been confirmed already."],
  user_not_found: ["not_found", "The calendar does not know this person."],
  not_found: ["not_found", "The calendar does not know this entry."],
  phone_required: ["invalid", "The calendar asks for a phone number here. Please give yours.", "The calendar asks for a phone number here."],
  answer_required: ["conflict", "The calendar asks for something that cannot be answered here. Please call us.", "The calendar asks for something that cannot be answered here."],
  validation: ["invalid", "The calendar did not accept these details. Please check them and try again."],
  forbidden: ["forbidden", "The calendar does not allow this change."],
  auth: ["upstream_down", "The calendar cannot be reached at the moment. Please tell us, or try again later.", "Cal.com does not accept the API key."],
  rate_limit_exceeded: ["rate_limited", "The calendar has received too many requests."],
  upstream_down: ["upstream_down", "The calendar cannot be reached at the moment. Please try again in a few minutes."],
  outcome_unknown: ["upstream_down", "The calendar has not answered yet, so we do not know whether the change was made."],
  aborted: ["upstream_down", "The request to the calendar was stopped."],
};

/** The far end's reason behind an error of the gateway; null for every other error. */
export function calcomErrorOf(error: unknown): CalcomError | null {
  if (error instanceof CalcomError) return error;
  return error instanceof AppError && error.cause instanceof CalcomError ? error.cause : null;
}

/**
 * Whether a failed write may have happened all the same. False means it definitely did not. Errors that are not the
 * gateway's own count as unknown.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  const reason = calcomErrorOf(error);
  return reason === null || reason.code === "outcome_unknown";
}

/** For `.catch` when reading one thing: null if the far end does not know it; every other error is rethrown. */
export function nullWhenGone(error: unknown): null {
  if (calcomErrorOf(error)?.code === "not_found") return null;
  throw error;
}
