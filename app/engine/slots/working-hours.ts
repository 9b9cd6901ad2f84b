import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { intersectIntervals, mergeIntervals } from "./intervals.ts";
import type { Interval, Schedule, Weekday } from "./model.ts";
import { instantOf, localAt, offsetStretches, type OffsetStretch } from "./zone-offsets.ts";

const DAY_MINUTES = 1_440;
const WEEKDAYS: Weekday[] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Hours last a day at most and clocks jump by a day at most: what happens in a range cannot begin earlier. */
const MARGIN_MS = 2 * DAY_MS;

interface Hours {
  startTime: string;
  endTime: string;
}

/** A schedule's working hours as UTC intervals, merged and cut to the range. */
export function workingIntervals(schedule: Schedule, range: Interval): Interval[] {
  const around = { startMs: range.startMs - MARGIN_MS, endMs: range.endMs + MARGIN_MS };
  const stretches = offsetStretches(schedule.timeZone, around);
  const hours = localWindows(schedule, localAt(stretches, around.startMs), localAt(stretches, around.endMs));
  const open = hours.flatMap((window) => instantsOf(window, stretches));
  return intersectIntervals(mergeIntervals(open), [range]);
}

/** Merged while still wall-clock times: two windows that meet in a skipped hour are one and leave no hole. */
function localWindows(schedule: Schedule, fromLocalMs: number, toLocalMs: number): Interval[] {
  const weekly = WEEKDAYS.map((day) => schedule.availability.filter(({ days }) => days.includes(day)));
  const overrides = overridesByDay(schedule);
  const windows: Interval[] = [];
  for (let day = Math.floor(fromLocalMs / DAY_MS); day * DAY_MS < toLocalMs; day++) {
    const hours = overrides.get(day) ?? weekly[weekdayOf(day)]!;
    for (const one of hours) windows.push(localWindow(day, one));
  }
  return mergeIntervals(windows);
}

/** Day number (days since 1970-01-01) -> the hours that replace the weekly ones; none on a day off. */
function overridesByDay({ overrides }: Schedule): Map<number, Hours[]> {
  const byDay = new Map<number, Hours[]>();
  for (const override of overrides) {
    const day = Date.parse(`${override.date}T00:00:00Z`) / DAY_MS;
    const hours = byDay.get(day) ?? [];
    if (override.startTime !== override.endTime) hours.push(override);
    byDay.set(day, hours);
  }
  return byDay;
}

/** 0 is Sunday; the first of January 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function localWindow(day: number, { startTime, endTime }: Hours): Interval {
  const start = minutesOf(startTime);
  // Cal.com's own form ends at 23:59 and means midnight.
  const end = endTime === "23:59" ? DAY_MINUTES : minutesOf(endTime);
  const closes = end <= start ? end + DAY_MINUTES : end;
  return { startMs: day * DAY_MS + start * MINUTE_MS, endMs: day * DAY_MS + closes * MINUTE_MS };
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/**
 * The instants whose wall-clock reading lies in the window: a skipped hour takes its time away, a repeated one is
 * worked both times. Hours that would start in a skipped hour start as much later as the clock jumps, so that those
 * of a date a zone skips do not spill into the next.
 */
function instantsOf(window: Interval, stretches: readonly OffsetStretch[]): Interval[] {
  const opensMs = instantOf(stretches, window.startMs);
  return stretches.map((stretch) => ({
    startMs: Math.max(opensMs, window.startMs - stretch.offsetMs, stretch.startMs),
    endMs: Math.min(window.endMs - stretch.offsetMs, stretch.endMs),
  }));
}
