import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";

/**
 * Minutes before an appointment at which it is looked at in any case, whatever anybody chose so far: the most usual times, down to the
 * last one that can be chosen.
 */
export const OFFSETS = [10_080, 4_320, 2_880, 1_440, 720, 240, 120, 60, 30, 15] as const;

/** The triggers on bookings know the longest. */
export const LONGEST_MINUTES = 10_080;
export const SHORTEST_MINUTES = 15;
/** More than a handful is a nuisance. */
export const MOST_OFFSETS = 5;

export const DEFAULT_OFFSETS: readonly number[] = [1_440, 60];

const LATEST_MS = 2 * HOUR_MS;

/** When a reminder is due: elapsed time before, so a clock change in between changes nothing. */
export function dueAt(startsAt: number, offsetMinutes: number): number {
  return startsAt - offsetMinutes * MINUTE_MS;
}

/**
 * How long after its time a reminder is still sent: a quarter of what it gives, at most two hours. A server that was away
 * for the night makes up for "a day before"; of "an hour before" ten minutes before nobody has anything.
 */
export function graceMs(offsetMinutes: number): number {
  return Math.min(LATEST_MS, (offsetMinutes * MINUTE_MS) / 4);
}

/** "1 week before", "24 hours before". */
export function offsetText(minutes: number): string {
  const [count, unit] =
    minutes % 10_080 === 0
      ? [minutes / 10_080, "week"]
      : minutes % 1_440 === 0 && minutes > 1_440
      ? [minutes / 1_440, "day"]
      : minutes % 60 === 0
      ? [minutes / 60, "hour"]
      : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"} before`;
}
