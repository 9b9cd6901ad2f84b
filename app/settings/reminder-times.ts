import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";

/** Minutes before an appointment at which people may choose to be reminded, the earliest first. The desk may set others within the same bounds. */
export const OFFSETS = [10_080, 4_320, 2_880, 1_440, 720, 240, 120, 60, 30, 15] as const;

export type Offset = (typeof OFFSETS)[number];

/** The triggers on bookings know the longest. */
export const LONGEST_MINUTES = 10_080;
export const SHORTEST_MINUTES = 15;
/** More than a handful is a nuisance. */
export const MOST_OFFSETS = 5;

/** What people choose from. */
export const OFFERED: readonly Offset[] = [10_080, 2_880, 1_440, 120, 60];

export const DEFAULT_OFFSETS: readonly Offset[] = [1_440, 60];

const LATEST_MS = 2 * HOUR_MS;

/** When a reminder is due: elapsed time before, so a clock change in between changes nothing. */
export function dueAt(startsAt: number, offsetMinutes: number): number {
  return startsAt - offsetMinutes * MINUTE_MS;
}

/**
 * How long after its time a reminder is still sent: a quarter of what it gives, at most two hours. A server that was away
 * for the night makes up for "a day before"; of "an hour before" ten minutes before nobody has anything, and the next
 * smaller one of those people choose from is never met.
 */
export function graceMs(offsetMinutes: number): number {
  return Math.min(LATEST_MS, (offsetMinutes * MINUTE_MS) / 4);
}

/** Whether somebody may choose it for themselves. */
export function isOffset(minutes: number): minutes is Offset {
  return (OFFSETS as readonly number[]).includes(minutes);
}

/** "1 week before", "24 hours before". */
export function offsetText(minutes: number): string {
  const [count, unit] = minutes % 10_080 === 0 ? [minutes / 10_080, "week"] : minutes % 1_440 === 0 && minutes > 1_440 ? [minutes / 1_440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"} before`;
}
