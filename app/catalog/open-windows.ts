import { Temporal } from "temporal-polyfill";
import { WEEKDAYS, type Hours } from "./hosts.ts";

/** UTC ms, half open. */
export interface Window {
  startMs: number;
  endMs: number;
}

/**
 * When somebody works within a range, by their current hours, sorted and merged; hours that start in a skipped hour
 * begin correspondingly later.
 */
export function openWindows(hours: Hours, { startMs, endMs }: Window): Window[] {
  const dateAt = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  const last = dateAt(endMs);
  const found: Window[] = [];
  // Hours may continue past midnight, so the day before is included.
  for (let date = dateAt(startMs).subtract({ days: 1 }); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const window of windowsOn(hours, date)) {
      const cut = { startMs: Math.max(window.startMs, startMs), endMs: Math.min(window.endMs, endMs) };
      if (cut.endMs > cut.startMs) found.push(cut);
    }
  }
  return merged(found);
}

/** An exception replaces the weekly hours; from and until the same minute is a day off. */
function windowsOn({ availability, overrides, timeZone }: Hours, date: Temporal.PlainDate): Window[] {
  const own = overrides.filter((override) => override.date === date.toString());
  const weekly = availability.filter(({ days }) => days.includes(WEEKDAYS[date.dayOfWeek - 1]!));
  return (own.length > 0 ? own.filter(({ startTime, endTime }) => startTime !== endTime) : weekly).map(({ startTime, endTime }) => {
    const closesNextDay = endTime === "23:59" || endTime <= startTime;
    const at = (day: Temporal.PlainDate, time: string) => day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
    return { startMs: at(date, startTime), endMs: at(closesNextDay ? date.add({ days: 1 }) : date, endTime === "23:59" ? "00:00" : endTime) };
  });
}

function merged(windows: Window[]): Window[] {
  const found: Window[] = [];
  for (const window of windows.sort((a, b) => a.startMs - b.startMs)) {
    const last = found.at(-1);
    if (last && window.startMs <= last.endMs) last.endMs = Math.max(last.endMs, window.endMs);
    else found.push({ ...window });
  }
  return found;
}

/** Whether a time lies entirely within one of them. */
export function liesWithin(windows: Window[], { startMs, endMs }: Window): boolean {
  return windows.some((open) => open.startMs <= startMs && endMs <= open.endMs);
}

/** The windows minus some times. */
export function without(windows: Window[], times: Window[]): Window[] {
  return times.reduce(
    (left, time) =>
      left.flatMap((window) =>
        [
          { startMs: window.startMs, endMs: Math.min(window.endMs, time.startMs) },
          { startMs: Math.max(window.startMs, time.endMs), endMs: window.endMs },
        ].filter(({ startMs, endMs }) => endMs > startMs),
      ),
    windows,
  );
}
