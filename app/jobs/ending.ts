import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import type { Timer } from "#app/lib/timer.ts";

/** What runs when the process is asked to stop may take this long to finish. */
export const FINISH_WITHIN_MS = 4 * SECOND_MS;
/** What was told to give up may take this long to do so. */
export const GIVE_UP_WITHIN_MS = SECOND_MS;
/** No step of work takes longer; a handler that hangs must not keep its place for good. */
export const LONGEST_MS = 10 * MINUTE_MS;

export type Ending = { outcome: "done" } | { outcome: "returned" } | { outcome: "failed"; error: unknown };

/**
 * Runs one handler to its end, or to ours: it is told to give up some seconds after `stopping`, at once when the
 * lease is lost, and after the longest time. One that does not listen is left behind.
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
