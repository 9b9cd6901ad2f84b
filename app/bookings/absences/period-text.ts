import { fullDayText, momentText, timeText, zoneText, type HourCycle } from "#app/lib/format.ts";
import type { Occurrence } from "../blocks/occurrences.ts";

/** "Monday 23 November 2026" for a whole day, "Monday 23 November 2026 – Tuesday 24 November 2026" for several, else with times and zone. */
export function periodText({ startsAt, endsAt }: Occurrence, zone: string, hourCycle: HourCycle): string {
  const isMidnight = (ms: number) => timeText(ms, zone) === "00:00";
  if (isMidnight(startsAt) && isMidnight(endsAt)) return [...new Set([fullDayText(startsAt, zone), fullDayText(endsAt - 1, zone)])].join(" – ");
  const isOneDay = fullDayText(startsAt, zone) === fullDayText(endsAt - 1, zone);
  return `${momentText(startsAt, zone, hourCycle)} – ${isOneDay ? timeText(endsAt, zone, hourCycle) : momentText(endsAt, zone, hourCycle)}, ${zoneText(zone)}`;
}
