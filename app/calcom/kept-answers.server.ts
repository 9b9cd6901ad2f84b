import { LRUCache } from "lru-cache";
import { isAppError } from "#app/lib/errors.ts";
import { MINUTE_MS, type Clock } from "#app/lib/time.ts";
import { CalcomError, toAppError } from "./errors.ts";
import type { Cached, CallOptions } from "./gateway.ts";

export interface KeptAnswers {
  /** The cached answer while it is fresh, otherwise what `load` returns; if the far end fails, the cached answer with its age. */
  read<T>(key: string, load: (options: CallOptions) => Promise<Cached<T>>, options?: CallOptions): Promise<Cached<T>>;
  /** A fresh or stale cached answer, without a call. */
  peek<T>(key: string): T | undefined;
  /** Drops cached answers, and keeps calls under way from storing theirs. */
  forget(matches: (key: string) => boolean): void;
}

interface Kept {
  value: unknown;
  askedMs: number;
}

/** Answers by key: fresh for `freshMs`, kept for `staleMs` in all, asked for once by simultaneous readers. */
export function createKeptAnswers({ clock, freshMs, staleMs, max }: { clock: Clock; freshMs: number; staleMs: number; max: number }): KeptAnswers {
  const kept = new LRUCache<string, Kept>({ max, ttl: staleMs, perf: { now: clock }, ttlResolution: 0 });
  /** By key and effort: somebody who waits must not join a job's long patience. */
  const flights = new Map<string, { key: string; answer: Promise<Cached<unknown>> }>();

  function flightFor(key: string, load: (options: CallOptions) => Promise<Cached<unknown>>, options: CallOptions) {
    const name = `${options.effort ?? "page"} ${key}`;
    const running = flights.get(name);
    if (running) return running.answer;
    const askedMs = clock();
    // Without the reader's signal: others may be waiting for the same answer, and the call has its own time limit.
    const flight = { key, answer: load({ ...options, signal: undefined }) };
    flights.set(name, flight);
    const land = (answer?: Cached<unknown>) => {
      if (flights.get(name) !== flight) return;
      flights.delete(name);
      if (answer && askedMs >= (kept.peek(key)?.askedMs ?? askedMs)) kept.set(key, { value: answer.value, askedMs });
    };
    flight.answer.then(land, () => land());
    return flight.answer;
  }

  return {
    async read<T>(key: string, load: (options: CallOptions) => Promise<Cached<T>>, options: CallOptions = {}) {
      const known = kept.get(key);
      if (known && clock() - known.askedMs < freshMs) return { value: known.value as T, staleMs: 0 };
      try {
        return (await unlessAborted(flightFor(key, load, options), options.signal)) as Cached<T>;
      } catch (error) {
        const stale = kept.get(key);
        if (!stale || options.signal?.aborted || !isFarEndFailing(error)) throw error;
        return { value: stale.value as T, staleMs: clock() - stale.askedMs, ...(isAppError(error, "rate_limited") && { busyForMs: error.retryAfterMs ?? MINUTE_MS }) };
      }
    },
    peek: <T>(key: string) => kept.peek(key)?.value as T | undefined,
    forget(matches) {
      for (const key of [...kept.keys()]) if (matches(key)) kept.delete(key);
      for (const [name, { key }] of flights) if (matches(key)) flights.delete(name);
    },
  };
}

/** The answer, unless this reader aborts first; the call itself continues for the others. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  const aborted = () => toAppError(new CalcomError("aborted", "stopped by the caller"));
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(aborted());
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function isFarEndFailing(error: unknown): boolean {
  return isAppError(error, "upstream_down") || isAppError(error, "rate_limited");
}
