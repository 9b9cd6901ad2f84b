import { SECOND_MS } from "#app/lib/time.ts";
import type { ToldLimit } from "./budget.ts";
import type { Effort } from "./gateway.ts";

/** A number in [0, 1): `Math.random`, or a test's. */
export type Jitter = () => number;

/** How long one attempt may take, how long all of them together, and how many there may be. */
export interface Patience {
  attempts: number;
  attemptMs: number;
  totalMs: number;
}

export const patienceOf: Record<Effort, Patience> = {
  page: { attempts: 3, attemptMs: 2_500, totalMs: 2_500 },
  write: { attempts: 3, attemptMs: 15 * SECOND_MS, totalMs: 15 * SECOND_MS },
  probe: { attempts: 1, attemptMs: 5 * SECOND_MS, totalMs: 5 * SECOND_MS },
  job: { attempts: 3, attemptMs: 15 * SECOND_MS, totalMs: 5 * 60 * SECOND_MS },
};

/** Cal.com blocks a key for this long and does not always say so. */
const UNSAID_RATE_LIMIT_MS = 60 * SECOND_MS;
const FIRST_CEILING_MS = 500;

/**
 * The wait before the next attempt: what the far end asked for, plus a random wait between the last one and a ceiling
 * that doubles. The jitter spreads clients out, and waits never shrink, so load only falls.
 */
export function nextWait({ attempt, drawnMs, askedMs, jitter }: { attempt: number; drawnMs: number; askedMs: number; jitter: Jitter }) {
  const ceilingMs = FIRST_CEILING_MS * 2 ** (attempt - 1);
  const drawMs = drawnMs + jitter() * (ceilingMs - drawnMs);
  return { drawnMs: drawMs, waitMs: Math.round(askedMs + drawMs) };
}

/** How long an answer asks us to wait; 0 if it does not. */
export function askedWaitMs({ status, headers }: { status: number; headers: Headers }, nowMs: number): number {
  if (status !== 429 && status !== 503) return 0;
  const resets = [...headers].filter(([name]) => name.startsWith("x-ratelimit-reset")).map(([, value]) => resetMs(value, nowMs));
  const asked = [...(status === 429 ? resets : []), retryAfterMs(headers.get("retry-after"), nowMs)].filter((ms) => ms !== null);
  if (asked.length > 0) return Math.max(...asked);
  return status === 429 ? UNSAID_RATE_LIMIT_MS : 0;
}

/** The far end's own count, from the headers of every answer; null if there are none. */
export function toldLimit(headers: Headers, nowMs: number): ToldLimit | null {
  const remaining = Number(headers.get("x-ratelimit-remaining-default") ?? NaN);
  const reset = resetMs(headers.get("x-ratelimit-reset-default") ?? "", nowMs);
  return Number.isFinite(remaining) && reset !== null ? { remaining, resetMs: reset } : null;
}

/** Whether a 429 applies to every call, rather than to one endpoint only. */
export function isForEveryCall({ status, headers }: { status: number; headers: Headers }): boolean {
  const names = [...headers.keys()].filter((name) => name.startsWith("x-ratelimit-reset"));
  return status === 429 && (names.length === 0 ? !headers.has("retry-after") : names.includes("x-ratelimit-reset-default"));
}

/** Cal.com's source sends the seconds remaining, other sources say an epoch: a value past 1973 must be an epoch. */
function resetMs(value: string, nowMs: number): number | null {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < 0) return null;
  if (number > 1e11) return Math.max(0, number - nowMs);
  if (number > 1e8) return Math.max(0, number * SECOND_MS - nowMs);
  return number * SECOND_MS;
}

function retryAfterMs(value: string | null, nowMs: number): number | null {
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? null : seconds * SECOND_MS;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
