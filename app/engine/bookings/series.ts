import type { Recurrence } from "#app/engine/event-types/input.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { zoned } from "#app/lib/time.ts";

/** Later dates have no four-digit year, which is what clients read. */
const LAST_YEAR = 9_999;
const units = { yearly: "years", monthly: "months", weekly: "weeks" } as const;

/** The starts of a series: the same wall-clock time in the attendee's zone, each counted from the previous one. */
export function startsOfSeries({ frequency, interval, occurrences }: Recurrence, firstMs: number, timeZone: string, asked = occurrences): number[] {
  if (asked > occurrences) throw badRequest("Provided recurrence count is higher than the event type's recurring event count.");
  const starts = [firstMs];
  let next = zoned(timeZone, firstMs);
  while (starts.length < asked) {
    next = next.add({ [units[frequency]]: interval });
    if (next.year > LAST_YEAR) throw badRequest(`A recurring booking can't reach beyond the year ${LAST_YEAR}.`);
    starts.push(next.epochMilliseconds);
  }
  return starts;
}
