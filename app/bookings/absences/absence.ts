import type { absenceRows, absences } from "#db/schema/absences.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";

/** Somebody of the practice is away for a time. */
export type Absence = typeof absences.$inferSelect;
/** One appointment in that time, and what becomes of it. */
export type AbsenceRow = typeof absenceRows.$inferSelect;
export type RowChoice = AbsenceRow["choice"];

/** How long nothing happens, so that all of it can be taken back. */
export const UNDO_MS = 10 * MINUTE_MS;
/** How long the times of an offer are held. */
const ANSWER_MS = DAY_MS;
/** Shorter than this nobody reads it in time. */
const SHORTEST_ANSWER_MS = HOUR_MS / 2;
export const MOST_TIMES = 3;
/** An absence with more appointments is done in parts. */
export const MOST_ROWS = 100;

/** When an offer ends: before the appointment, and before the first time it holds. */
export function offerEnd(effectsAt: number, startsAt: number, times: number[]): number {
  return Math.min(effectsAt + ANSWER_MS, startsAt, ...times);
}

/** Whether there is time enough to answer. */
export function isWorthOffering(effectsAt: number, startsAt: number): boolean {
  return startsAt - effectsAt >= SHORTEST_ANSWER_MS;
}
