import type { HostCalendar, Interval, Schedule, SlotQuestion, SlotRules, Weekday } from "./model.ts";

/** A default question for tests: neutral except for what the test sets. */

export const WORKWEEK: Weekday[] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
export const WEEK: Weekday[] = [...WORKWEEK, "Saturday", "Sunday"];

export function slotRules(some: Partial<SlotRules> = {}): SlotRules {
  return {
    lengthMinutes: 60,
    slotIntervalMinutes: null,
    beforeBufferMinutes: 0,
    afterBufferMinutes: 0,
    minimumNoticeMinutes: 0,
    bookingWindow: null,
    offsetStartMinutes: 0,
    ...some,
  };
}

/** Hours as "09:00-12:00", every day unless said otherwise. */
export function schedule(hours: string, { timeZone = "UTC", days = WEEK } = {}): Schedule {
  const [startTime, endTime] = hours.split("-") as [string, string];
  return { timeZone, availability: [{ days, startTime, endTime }], overrides: [] };
}

export function host(hostId: number, hours: Schedule, busy: Interval[] = []): HostCalendar {
  return { hostId, schedule: hours, busy };
}

/** A stretch of one UTC day, "2026-06-01 09:00-10:30". */
export function at(text: string): Interval {
  const [date, times] = text.split(" ") as [string, string];
  const [from, to] = times.split("-") as [string, string];
  return { startMs: Date.parse(`${date}T${from}Z`), endMs: Date.parse(`${date}T${to}Z`) };
}

/** Asks on behalf of hosts for whole UTC days, from a moment long before them. */
export function question(hosts: HostCalendar[], dates: string | [string, string], some: Partial<SlotQuestion> = {}): SlotQuestion {
  const [first, last] = typeof dates === "string" ? [dates, dates] : dates;
  const range = { startMs: Date.parse(first), endMs: Date.parse(last) + 86_400_000 };
  return { rules: slotRules(), scheduling: "personal", hosts, range, nowMs: 0, ...some };
}

/** Starts as "09:00 10:00" (UTC). */
export function times(slots: { startMs: number }[]): string {
  return slots.map(({ startMs }) => new Date(startMs).toISOString().slice(11, 16)).join(" ");
}

/** The different UTC dates of starts, as "06-01 06-02". */
export function dates(slots: { startMs: number }[]): string {
  return [...new Set(slots.map(({ startMs }) => new Date(startMs).toISOString().slice(5, 10)))].join(" ");
}
