import { Temporal } from "temporal-polyfill";
import { WEEKDAYS, type Hours } from "./hosts.ts";

/** UTC ms, half open. */
export interface Window {
  startMs: number;
  endMs: number;
}

/** When somebody works within a range, by their hours as they are set now, sorted and merged; hours of a skipped hour begin as much later. */
export function openWindows(hours: Hours, { startMs, endMs }: Window): Window[] {
  const dateAt = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  const last = dateAt(endMs);
  const found: Window[] = [];
  // Hours may go on past midnight, so those of the day before are looked at as well.
  for (let date = dateAt(startMs).subtract({ days: 1 }); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const window of windowsOn(hours, date)) {
      const cut = { startMs: Math.max(window.startMs, startMs), endMs: Math.min(window.endMs, endMs) };
      if (cut.endMs > cut.startMs) found.push(cut);
    }
  }
  return merged(found);
}

/** A date with hours of its own has those alone; from and until the same minute is a day off. */
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

/** Whether a time lies in one of them whole. */
export function liesWithin(windows: Window[], { startMs, endMs }: Window): boolean {
  return windows.some((open) => open.startMs <= startMs && endMs <= open.endMs);
}

/** What of the windows is left without some times. */
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
