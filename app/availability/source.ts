import type { CalcomSlot } from "#app/calcom/model.ts";
import type { Cached } from "#app/calcom/gateway.ts";
import { AppError, isAppError } from "#app/lib/errors.ts";
import { waitText } from "#app/lib/format.ts";
import { MINUTE_MS } from "#app/lib/time.ts";

/** Why the far end says nothing: `busy`, it takes no more calls for so long; `silent`, it does not answer. */
export type Trouble = { why: "busy"; forMs: number } | { why: "silent" };

/** Where the times come from. `stale`: cached, because the far end fails now. `partial`: of some people only. */
export type Source = { state: "fresh" } | { state: "stale"; ageMs: number; trouble: Trouble } | { state: "partial"; trouble: Trouble } | { state: "failed"; trouble: Trouble };

export function sourceOf(answers: PromiseSettledResult<Cached<CalcomSlot[]>>[]): Source {
  const read = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const trouble = troubleOf(answers);
  if (read.length === 0 && answers.length > 0) return { state: "failed", trouble };
  if (read.length < answers.length) return { state: "partial", trouble };
  const ageMs = Math.max(0, ...read.map(({ staleMs }) => staleMs));
  return ageMs > 0 ? { state: "stale", ageMs, trouble } : { state: "fresh" };
}

/** A sentence about it. */
export function troubleText(trouble: Trouble): string {
  if (trouble.why === "silent") return "The calendar does not answer right now.";
  return `The calendar has received too many requests and accepts more ${waitText(trouble.forMs)}.`;
}

/** What is told whoever needed the times. `nothing`: what did not come of it. */
export function unreadTimes(trouble: Trouble, nothing = ""): AppError {
  const isBusy = trouble.why === "busy";
  const sentence = [troubleText(trouble), nothing, `Please try again ${isBusy ? "then" : "in a minute"}.`].filter(Boolean).join(" ");
  return new AppError(isBusy ? "rate_limited" : "upstream_down", sentence, { cause: { code: isBusy ? "rate_limit_exceeded" : "upstream_down" }, ...(isBusy && { retryAfterMs: trouble.forMs }) });
}

/** One that does not answer explains more than one that is asked too much. */
function troubleOf(answers: PromiseSettledResult<Cached<unknown>>[]): Trouble {
  const waits = answers.flatMap((answer) => {
    if (answer.status === "fulfilled") return answer.value.staleMs > 0 ? [answer.value.busyForMs ?? null] : [];
    return [isAppError(answer.reason, "rate_limited") ? answer.reason.retryAfterMs ?? MINUTE_MS : null];
  });
  const known = waits.filter((wait) => wait !== null);
  return known.length > 0 && known.length === waits.length ? { why: "busy", forMs: Math.max(...known) } : { why: "silent" };
}
