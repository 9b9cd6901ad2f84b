import { repeatedTime } from "#app/lib/clock-change.ts";
import { dayText, timeRangeText, type HourCycle } from "#app/lib/format.ts";
import { dateIn } from "#app/lib/time.ts";

/** "14:30–15:00"; marked if that time occurs twice on the day, and with the date if it ends on another day. */
export function entryTime({ startMs, endMs }: { startMs: number; endMs: number }, zone: string, hourCycle: HourCycle): string {
  const which = repeatedTime(zone, startMs);
  const isOneDay = dateIn(zone, startMs) === dateIn(zone, endMs - 1);
  return `${timeRangeText(startMs, endMs, zone, hourCycle)}${which ? ` (the ${which} time round)` : ""}${isOneDay ? "" : ` (until ${dayText(endMs, zone)})`}`;
}
