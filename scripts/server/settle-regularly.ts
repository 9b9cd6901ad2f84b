import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "#app/lib/log.server.ts";
import { SECOND_MS } from "#app/lib/time.ts";

const EVERY_MS = 30 * SECOND_MS;
const STOPS_WITHIN_MS = 5 * SECOND_MS;

/**
 * Finish what a crash or a lost answer left open: now, and then every half a minute, never twice at once.
 *
 * @returns stops it; what runs then is given a few seconds to end, before the database closes
 */
export function settleRegularly(settle: () => Promise<unknown>, log: Log): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  const run = () => {
    running ??= settle()
      .catch((error: unknown) => log.error({ err: error }, "open changes could not be settled"))
      .finally(() => (running = null));
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  return async () => {
    clearInterval(timer);
    const givenUp = new AbortController();
    await Promise.race([running, pause(STOPS_WITHIN_MS, undefined, { signal: givenUp.signal }).catch(() => {})]);
    givenUp.abort();
  };
}
