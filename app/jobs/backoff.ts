import { HOUR_MS, SECOND_MS } from "#app/lib/time.ts";
import { chance, type Random } from "#app/lib/tokens.server.ts";

/** After the last attempt a job is dead: about nine hours after it began to fail. */
export const MAX_ATTEMPTS = 12;

const FIRST_MS = 10 * SECOND_MS;
const LONGEST_MS = 2 * HOUR_MS;

/**
 * Milliseconds until the next attempt after this many failed ones (1 or more). Doubles each time up to two hours. Half
 * of it is random, so that jobs that failed together do not retry together.
 */
export function backoffMs(attempts: number, random: Random): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * chance(random));
}
