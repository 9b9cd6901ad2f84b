import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";

/**
 * Minutes before an appointment that are always checked, whatever anybody chose: the most common times, down to the
 * shortest allowed.
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
 * How long after its due time a reminder is still sent: a quarter of its notice, at most two hours. A server that was
 * down overnight still sends "a day before"; "an hour before" is useless ten minutes before.
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
