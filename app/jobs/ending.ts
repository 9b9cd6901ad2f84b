import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import type { Timer } from "#app/lib/timer.ts";

/** How long running work may take to finish when the process is asked to stop. */
export const FINISH_WITHIN_MS = 4 * SECOND_MS;
/** How long aborted work may take to end. */
export const GIVE_UP_WITHIN_MS = SECOND_MS;
/** The time limit of a step, so that a hanging handler does not keep its place forever. */
export const LONGEST_MS = 10 * MINUTE_MS;

export type Ending = { outcome: "done" } | { outcome: "returned" } | { outcome: "failed"; error: unknown };

/**
 * Runs one handler to its end, or to ours: its signal aborts some seconds after `stopping`, at once when the lease is
 * lost, and after the time limit. A handler that ignores it is abandoned.
 */
export async function howItEnds(timer: Timer, stopping: AbortSignal, lost: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<Ending> {
  const given = new AbortController();
  const timers = new Set<() => void>();
  const after = (ms: number, then: () => void) => void timers.add(timer(ms, then));
  let leave: (ending: Ending) => void = () => {};
  const left = new Promise<Ending>((resolve) => (leave = resolve));
  const giveUp = (ending: Ending) => {
    given.abort();
    after(GIVE_UP_WITHIN_MS, () => leave(ending));
  };
  const onStop = () => after(FINISH_WITHIN_MS, () => giveUp({ outcome: "returned" }));
  const onLost = () => giveUp({ outcome: "returned" });

  stopping.addEventListener("abort", onStop);
  lost.addEventListener("abort", onLost);
  after(LONGEST_MS, () => giveUp({ outcome: "failed", error: new Error("It took too long") }));
  const done = work(given.signal).then(
    (): Ending => ({ outcome: "done" }),
    (error: unknown): Ending => (given.signal.aborted && (stopping.aborted || lost.aborted) ? { outcome: "returned" } : { outcome: "failed", error }),
  );
  try {
    return await Promise.race([done, left]);
  } finally {
    stopping.removeEventListener("abort", onStop);
    lost.removeEventListener("abort", onLost);
    for (const callOff of timers) callOff();
  }
}
