import { Temporal } from "temporal-polyfill";

/** UTC ms, half open. */
export interface Occurrence {
  startsAt: number;
  endsAt: number;
}

/** Weekly for a year, including the first. */
const MOST_WEEKS = 53;

/**
 * A weekly block in wall-clock time: `from` and `until` ("2026-11-25T13:00") in the zone, the same time of day in every
 * week up to the date `repeatUntil`, across clock changes. Without that date there is one occurrence.
 */
export function occurrencesOf({ from, until, repeatUntil }: { from: string; until: string; repeatUntil?: string }, zone: string): Occurrence[] {
  const [start, end] = [Temporal.PlainDateTime.from(from), Temporal.PlainDateTime.from(until)];
  const last = repeatUntil ? Temporal.PlainDate.from(repeatUntil) : start.toPlainDate();
  const found: Occurrence[] = [];
  for (let weeks = 0; weeks < MOST_WEEKS; weeks += 1) {
    const begins = start.add({ weeks });
    if (Temporal.PlainDate.compare(begins.toPlainDate(), last) > 0) break;
    const occurrence = { startsAt: instantOf(begins, zone), endsAt: instantOf(end.add({ weeks }), zone) };
    // If the clock skips all of it, there is nothing to block.
    if (occurrence.endsAt > occurrence.startsAt) found.push(occurrence);
  }
  return found;
}

const instantOf = (local: Temporal.PlainDateTime, zone: string) => local.toZonedDateTime(zone).epochMilliseconds;
