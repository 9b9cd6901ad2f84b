import { z } from "zod";
import { WEEKDAYS, type Hours, type Weekday } from "./hosts.ts";
import { timeZone } from "./schema.ts";

const MOST_SPANS = 8;
const MOST_DATES = 99;

interface Span {
  startTime: string;
  endTime: string;
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Please give a time, such as 09:00.").optional();
const times = (most: number) => z.array(clockTime).max(most).default([]);
type Typed = (string | undefined)[];

/** The errors in the time spans of one day, each on its field. 00:00 as an end means midnight. */
function faultsOf(from: Typed, to: Typed): { path: ["from" | "to", number]; message: string }[] {
  const rows = rowsOf(from, to);
  return rows.flatMap(({ index, from, to }): ReturnType<typeof faultsOf> => {
    if (!from && !to) return [];
    if (!from) return [{ path: ["from", index], message: "Please say from when." }];
    if (!to) return [{ path: ["to", index], message: "Please say until when." }];
    if (to !== "00:00" && to <= from) return [{ path: ["to", index], message: "It ends before it begins. Work past midnight ends at 00:00 and goes on the next day." }];
    const meets = rows.some((other) => other.index < index && other.from && other.to && other.from < endOf(to) && from < endOf(other.to));
    return meets ? [{ path: ["from", index], message: "These hours overlap with others of the day." }] : [];
  });
}

const rowsOf = (from: Typed, to: Typed) => Array.from({ length: Math.max(from.length, to.length) }, (_, index) => ({ index, from: from[index], to: to[index] }));
const endOf = (time: string) => (time === "00:00" ? "24:00" : time);

const Day = z
  .object({ from: times(MOST_SPANS), to: times(MOST_SPANS) })
  .default({ from: [], to: [] })
  .superRefine(({ from, to }, ctx) => {
    for (const { path, message } of faultsOf(from, to)) ctx.addIssue({ code: "custom", path, message });
  })
  .transform(({ from, to }) => rowsOf(from, to).flatMap(({ from, to }): Span[] => (from && to ? [{ startTime: from, endTime: to }] : [])));

const Dates = z
  .object({ date: z.array(z.iso.date("Please give a day.").optional()).max(MOST_DATES).default([]), from: times(MOST_DATES), to: times(MOST_DATES) })
  .default({ date: [], from: [], to: [] })
  .superRefine(({ date, from, to }, ctx) => {
    rowsOf(from, to).forEach(({ index, from, to }) => {
      if (!date[index] && (from ?? to)) ctx.addIssue({ code: "custom", path: ["date", index], message: "Please give the day." });
      for (const { path, message } of faultsOf([from], [to])) ctx.addIssue({ code: "custom", path: [path[0], index], message });
    });
  })
  // From and until the same minute is a day off.
  .transform(({ date, from, to }) => date.flatMap((day, index) => (day ? [{ date: day, startTime: from[index] ?? "00:00", endTime: to[index] ?? "00:00" }] : [])));

const week = Object.fromEntries(WEEKDAYS.map((day) => [day, Day])) as Record<Weekday, typeof Day>;

/** A person's weekly hours and exceptions. Empty days are closed. */
export const HoursForm = z.object({ timeZone, week: z.object(week), dates: Dates, version: z.string().max(60), seen: z.string().max(60).optional() });
export type HoursForm = z.output<typeof HoursForm>;

/** Days with the same hours are one entry, as the far end stores them; past dates are kept. */
export function hoursFrom({ timeZone, week, dates }: Pick<HoursForm, "timeZone" | "week" | "dates">, past: Hours["overrides"]): Hours {
  const groups = new Map<string, Weekday[]>();
  for (const day of WEEKDAYS) for (const { startTime, endTime } of week[day]) groups.set(`${startTime} ${endTime}`, [...(groups.get(`${startTime} ${endTime}`) ?? []), day]);
  const availability = [...groups].map(([span, days]) => ({ days, startTime: span.slice(0, 5), endTime: span.slice(6) }));
  return { timeZone, availability, overrides: [...past, ...dates].sort((a, b) => a.date.localeCompare(b.date) || a.startTime.localeCompare(b.startTime)) };
}

/** Hours as form fields; work past midnight is shown on two days. */
export function hoursValues({ timeZone, availability, overrides }: Hours, today: string): Record<string, string> {
  const values: Record<string, string> = { timeZone };
  for (const day of WEEKDAYS)
    spansOn(availability, day).forEach(({ startTime, endTime }, index) =>
      Object.assign(values, { [`week.${day}.from[${index}]`]: startTime, [`week.${day}.to[${index}]`]: endTime }),
    );
  overrides.filter(({ date }) => date >= today).forEach(({ date, startTime, endTime }, index) => {
    const isOff = startTime === endTime;
    Object.assign(values, { [`dates.date[${index}]`]: date, [`dates.from[${index}]`]: isOff ? "" : startTime, [`dates.to[${index}]`]: isOff ? "" : midnight(endTime) });
  });
  return values;
}

export function spansOn(availability: Hours["availability"], day: Weekday): Span[] {
  const dayBefore = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] as Weekday;
  const own = availability.filter(({ days }) => days.includes(day)).map(({ startTime, endTime }) => ({ startTime, endTime: isPastMidnight(startTime, endTime) ? "00:00" : midnight(endTime) }));
  const rest = availability.filter(({ days, startTime, endTime }) => days.includes(dayBefore) && isPastMidnight(startTime, endTime)).map(({ endTime }) => ({ startTime: "00:00", endTime }));
  return [...rest, ...own].sort((a, b) => a.startTime.localeCompare(b.startTime));
}

const isPastMidnight = (startTime: string, endTime: string) => endTime <= startTime && endTime !== "00:00";
const midnight = (endTime: string) => (endTime === "24:00" || endTime === "23:59" ? "00:00" : endTime);

/** The default hours of a new person. */
export function officeHours(timeZone: string): Hours {
  return { timeZone, availability: [{ days: [...WEEKDAYS.slice(0, 5)], startTime: "09:00", endTime: "17:00" }], overrides: [] };
}
