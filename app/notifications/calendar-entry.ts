import { durationText, fullDayText, timeRangeText, zoneText, type HourCycle } from "#app/lib/format.ts";
import { isTimeZone } from "#app/lib/time.ts";
import type { CalendarEvent } from "./calendar.ts";
import type { Fact } from "./message.ts";

/** What a mail's calendar file does and contains, in plain words. */
export function shownEntry({ status, sequence, summary, startsAt, endsAt, timeZone, location, alarmMinutes = [] }: CalendarEvent, hourCycle: HourCycle): Fact[] {
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : "UTC";
  const isOver = status === "cancelled";
  const alarms = isOver ? [] : alarmMinutes.map((minutes) => `${durationText(minutes)} before`);
  return [
    { label: "In the calendar", value: isOver ? "The entry is taken out" : sequence === 0 ? "A new entry" : "The entry changes" },
    { label: "Entry", value: status === "tentative" ? `${summary} (not fixed yet)` : summary },
    { label: "When", value: `${fullDayText(startsAt, zone)}, ${timeRangeText(startsAt, endsAt, zone, hourCycle)}, ${zoneText(zone)}` },
    { label: "Where", value: location },
    { label: "Rings", value: alarms.join(", ") },
  ].filter(({ value }) => value !== "");
}
