import { zoned } from "#app/lib/time.ts";
import type { Interval } from "./model.ts";

/**
 * A stretch of time in which a zone keeps one offset. `localMs` in this folder is a wall-clock reading written as
 * if it were UTC (`instant + offsetMs`), so that days, weekdays and times of day are plain arithmetic.
 */
export interface OffsetStretch extends Interval {
  offsetMs: number;
}

/** The stretches of a zone that cover a range, in order. The only place here that reads time zone rules. */
export function offsetStretches(zone: string, range: Interval): OffsetStretch[] {
  const stretches: OffsetStretch[] = [];
  let at = zoned(zone, range.startMs);
  for (;;) {
    const offsetMs = at.offsetNanoseconds / 1e6;
    const next = at.getTimeZoneTransition("next");
    const startMs = Math.max(at.epochMilliseconds, range.startMs);
    if (next === null || next.epochMilliseconds >= range.endMs) {
      stretches.push({ startMs, endMs: range.endMs, offsetMs });
      return stretches;
    }
    stretches.push({ startMs, endMs: next.epochMilliseconds, offsetMs });
    at = next;
  }
}

/** The wall-clock reading at an instant. */
export function localAt(stretches: readonly OffsetStretch[], instantMs: number): number {
  const stretch = stretches.find((one) => instantMs < one.endMs) ?? stretches.at(-1)!;
  return instantMs + stretch.offsetMs;
}

/**
 * The first instant at which a wall-clock reading is reached. A reading the clock skips comes as much later as the
 * clock jumps (02:30 becomes 03:30), the rule called "compatible" in Temporal and iCalendar.
 */
export function instantOf(stretches: readonly OffsetStretch[], localMs: number): number {
  for (const [i, { endMs, offsetMs }] of stretches.entries()) {
    const instantMs = localMs - offsetMs;
    const next = stretches[i + 1];
    if (!next || instantMs < endMs || instantMs < endMs + next.offsetMs - offsetMs) return instantMs;
  }
  throw new RangeError("a zone has at least one offset");
}
