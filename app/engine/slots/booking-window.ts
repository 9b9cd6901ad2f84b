import { addDays, dateIn, DAY_MS, startOfDate } from "#app/lib/time.ts";
import type { BookingWindow, Interval } from "./model.ts";
import { weekdayOf } from "./working-hours.ts";

/** The range of starts the booking window allows, by the calendar of one zone. */
export function windowInterval(window: BookingWindow, zone: string, nowMs: number): Interval {
  if (window === null) return { startMs: -Infinity, endMs: Infinity };
  if (window.type === "range") {
    const [first, last] = window.value;
    return { startMs: startOfDate(zone, first.slice(0, 10)), endMs: endOfDate(zone, last.slice(0, 10)) };
  }
  const today = dateIn(zone, nowMs);
  const days = window.type === "calendarDays" ? window.value : calendarDaysFor(today, window.value);
  return { startMs: -Infinity, endMs: endOfDate(zone, addDays(today, days)) };
}

/** Whether a day number (days since 1970-01-01) is a Monday to Friday. */
export function isBusinessDay(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 5;
}

/** The first moment after a calendar date in a zone. */
function endOfDate(zone: string, date: string): number {
  return startOfDate(zone, addDays(date, 1));
}

/** How many calendar days from today the n-th business day after it lies. */
function calendarDaysFor(today: string, businessDays: number): number {
  const first = Date.parse(`${today}T00:00:00Z`) / DAY_MS;
  let days = 0;
  for (let counted = 0; counted < businessDays; ) {
    days++;
    if (isBusinessDay(first + days)) counted++;
  }
  return days;
}
