/**
 * Calls `fire` once after this many milliseconds; the returned function cancels it. A parameter, like the clock, so
 * that a simulation can bring its own.
 */
export type Timer = (ms: number, fire: () => void) => () => void;

export const systemTimer: Timer = (ms, fire) => {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
};

/** The same repeatedly, until cancelled. */
export function every(timer: Timer, ms: number, fire: () => void): () => void {
  let stop = timer(ms, function again() {
    stop = timer(ms, again);
    fire();
  });
  return () => stop();
}

/** Resolves after this many milliseconds; rejects when the signal aborts. */
export function sleepBy(timer: Timer): (ms: number, signal?: AbortSignal) => Promise<void> {
  return (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => (stop(), reject(signal!.reason));
      const stop = timer(ms, () => (signal?.removeEventListener("abort", onAbort), resolve()));
      signal?.addEventListener("abort", onAbort, { once: true });
    });
}
