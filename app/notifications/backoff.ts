import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import { chance, type Random } from "#app/lib/tokens.server.ts";

/** After the last try a message is given up: about two days after it began to fail. */
export const MAX_TRIES = 130;

const FIRST_MS = 10 * SECOND_MS;
const LONGEST_MS = 30 * MINUTE_MS;

/** Milliseconds until the next try after so many failed ones (1 or more). Half of it is chance. */
export function waitMs(attempts: number, random: Random): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * chance(random));
}
