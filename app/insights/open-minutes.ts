import { Temporal } from "temporal-polyfill";
import type { Hours, Weekday } from "#app/catalog/hosts.ts";
import type { Period } from "./period.ts";

const WEEKDAYS: Weekday[] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How many minutes somebody can be booked in a period, by their hours as they are set now; a date with hours of its own has those alone. */
export function openMinutes({ availability, overrides }: Hours, { from, to }: Period): number {
  const perWeekday = WEEKDAYS.map((day) => sumOf(availability.filter(({ days }) => days.includes(day))));
  const perDate = new Map(overrides.map(({ date }) => [date, sumOf(overrides.filter((one) => one.date === date && one.startTime !== one.endTime))]));
  let minutes = 0;
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    minutes += perDate.get(date.toString()) ?? (perWeekday[date.dayOfWeek - 1] as number);
  }
  return minutes;
}

/** Windows that overlap count once. */
function sumOf(windows: { startTime: string; endTime: string }[]): number {
  let [minutes, until] = [0, 0];
  for (const [start, end] of windows.map(minutesOf).sort((a, b) => a[0] - b[0])) {
    minutes += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return minutes;
}

/** 23:59 means midnight, and hours that end before they begin go on into the next day. */
function minutesOf({ startTime, endTime }: { startTime: string; endTime: string }): [number, number] {
  const [start, end] = [minuteOf(startTime), endTime === "23:59" ? DAY_MINUTES : minuteOf(endTime)];
  return [start, end <= start ? end + DAY_MINUTES : end];
}

const DAY_MINUTES = 1_440;

/** "09:30" is 570. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
