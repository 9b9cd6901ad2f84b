import { fullDayText, timeRangeText, zoneText, type HourCycle } from "#app/lib/format.ts";
import { WEEKDAYS, type Hours } from "./hosts.ts";
import { spansOn } from "./hours-form.ts";

export interface ShownHours {
  zone: string;
  /** "09:00–13:00", "14:00–18:00"; none: a day off. */
  week: { day: string; times: string[] }[];
  /** From today on. */
  dates: { date: string; day: string; times: string[] }[];
}

/** Somebody's hours, read-only, when they are edited elsewhere. */
export function hoursShown({ timeZone, availability, overrides }: Hours, today: string, hourCycle: HourCycle): ShownHours {
  const textsOf = (spans: Span[]) => spans.map((span) => spanText(span, hourCycle));
  const dates = [...new Set(overrides.map(({ date }) => date))].filter((date) => date >= today).sort();
  return {
    zone: zoneText(timeZone),
    week: WEEKDAYS.map((day) => ({ day, times: textsOf(spansOn(availability, day)) })),
    dates: dates.map((date) => {
      const own = overrides.filter((one) => one.date === date && one.startTime !== one.endTime);
      return { date, day: fullDayText(Date.parse(date), "UTC"), times: textsOf(own.sort((a, b) => a.startTime.localeCompare(b.startTime))) };
    }),
  };
}

interface Span {
  startTime: string;
  endTime: string;
}

/** Open until 23:59 means open until midnight. */
function spanText({ startTime, endTime }: Span, hourCycle: HourCycle): string {
  const until = endTime === "23:59" ? "00:00" : endTime;
  return startTime === until ? "All day" : timeRangeText(instantOf(startTime), instantOf(until), "UTC", hourCycle);
}

const instantOf = (time: string) => Date.parse(`1970-01-01T${time}Z`);
