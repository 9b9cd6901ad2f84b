import { CalcomError, type CalcomErrorCode } from "./errors.ts";

/** One answer of the far end: `json` is undefined when its body is not JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  json: unknown;
}

/** The reason for an unsuccessful answer, from its text as well as its status: a taken slot is a 400. */
export function classify(answer: Answer): CalcomError {
  const { status } = answer;
  const said = whatWasSaid(answer.json);
  const message = said ?? (isObject(answer.json) ? "an error without a message" : "an answer that is not JSON");
  const newUid = said?.match(RESCHEDULED_ALREADY)?.[1] ?? null;
  return new CalcomError(reasonFor(status, said, isObject(answer.json)), message, { status, newUid });
}

/**
 * The text of an error in any of the shapes seen: `error.message`, top-level `message`, `error` as a string,
 * `details.message`, each a string or a list of strings. Validation problems of other endpoints are appended.
 */
export function whatWasSaid(json: unknown): string | null {
  if (!isObject(json)) return null;
  const error = isObject(json.error) ? json.error : {};
  const details = isObject(error.details) ? error.details : {};
  const text = [error.message, json.message, details.message, json.error, error.details].map(asText).find((each) => each !== null);
  const problems = Array.isArray(details.errors) ? details.errors.flatMap(constraintsOf) : [];
  return [text, ...problems].filter(Boolean).join("; ") || null;
}

const RESCHEDULED_ALREADY = /rescheduled already to booking with uid=["']?([^\s"',]*[^\s"',.])/i;

const byText: [RegExp, CalcomErrorCode][] = [
  [RESCHEDULED_ALREADY, "already_rescheduled"],
  [/has been cancell?ed/i, "already_cancelled"],
  [/already confirmed/i, "already_confirmed"],
  [/already has (a )?booking at this time or is not available/i, "slot_unavailable"],
  [/can't be booked at the ["']start["'] time/i, "slot_unavailable"],
  [/meeting in the past/i, "slot_unavailable"],
  [/no more seats|no seats left/i, "slot_unavailable"],
  [/already reserved by another user|the event is already booked/i, "slot_unavailable"],
  [/no_available_users_found/i, "slot_unavailable"],
  [/maximum number of active bookings/i, "booking_limit_reached"],
  [/^missing attendee phone number/i, "phone_required"],
  [/^missing required booking field response/i, "answer_required"],
  [/user not a host of this event/i, "forbidden"],
  [/does not allow (cancell?ations|rescheduling|reschedules)/i, "forbidden"],
  [/^(user|team) with (username|slug|id)\b.* not found/i, "user_not_found"],
  [/^user not found/i, "user_not_found"],
  // The route itself is unknown: a wrong base URL or version, nothing a user could fix.
  [/^cannot (get|post|put|patch|delete) \//i, "upstream_down"],
];

const byStatus: Record<number, CalcomErrorCode> = {
  401: "auth",
  403: "forbidden",
  404: "not_found",
  409: "slot_unavailable",
  498: "auth",
};

function reasonFor(status: number, said: string | null, isEnvelope: boolean): CalcomErrorCode {
  if (status === 429) return "rate_limit_exceeded";
  if (status < 400 || status >= 500) return "upstream_down";
  const known = said === null ? undefined : byText.find(([pattern]) => pattern.test(said))?.[1];
  if (known) return known;
  if (status === 401 || status === 498) return "auth";
  // A proxy's error page says nothing about a booking, even if it is a 404.
  if (!isEnvelope) return "upstream_down";
  return byStatus[status] ?? "validation";
}

function asText(value: unknown): string | null {
  if (typeof value === "string") return value.trim() || null;
  if (Array.isArray(value)) return value.filter((each) => typeof each === "string").join("; ") || null;
  return null;
}

function constraintsOf(problem: unknown): string[] {
  if (!isObject(problem)) return [];
  const own = isObject(problem.constraints) ? Object.values(problem.constraints).filter((each) => typeof each === "string") : [];
  const nested = Array.isArray(problem.children) ? problem.children.flatMap(constraintsOf) : [];
  return [...own, ...nested];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
