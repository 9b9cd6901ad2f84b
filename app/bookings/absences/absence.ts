import type { absenceRows, absences } from "#db/schema/absences.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";

/** Somebody who takes appointments is away for a while. */
export type Absence = typeof absences.$inferSelect;
/** One appointment in that time, and what becomes of it. */
export type AbsenceRow = typeof absenceRows.$inferSelect;
export type RowChoice = AbsenceRow["choice"];

/** How long we wait before doing anything, so that all of it can be undone. */
export const UNDO_MS = 10 * MINUTE_MS;
/** How long the times of an offer are held. */
const ANSWER_MS = DAY_MS;
/** A shorter offer would not be read in time. */
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
