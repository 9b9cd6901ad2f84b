/** Instants are UTC milliseconds; durations are minutes; wall times are "HH:MM" in the schedule's own zone. */

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export type Weekday = (typeof weekdays)[number];

/**
 * When a host works. An `endTime` at or before its `startTime`, or "24:00", lies past midnight; such hours belong
 * to the day they start on. Overrides replace the weekly hours of their date; several of one date add up, and one
 * with equal start and end gives the day off.
 */
export interface Schedule {
  timeZone: string;
  availability: { days: Weekday[]; startTime: string; endTime: string }[];
  /** `date` is "YYYY-MM-DD". */
  overrides: { date: string; startTime: string; endTime: string }[];
}

/** Half open: `startMs` is inside, `endMs` is not. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/**
 * How far ahead one may book. Days are counted from today and the last one is still bookable; business days are
 * Monday to Friday. `rolling` counts only days that have a free time left. A range names its first and last date.
 */
export type BookingWindow =
  | { type: "businessDays" | "calendarDays"; value: number; rolling?: boolean }
  | { type: "range"; value: [string, string] }
  | null;

export interface SlotRules {
  lengthMinutes: number;
  /** null: one start every `lengthMinutes`. */
  slotIntervalMinutes: number | null;
  beforeBufferMinutes: number;
  afterBufferMinutes: number;
  minimumNoticeMinutes: number;
  bookingWindow: BookingWindow;
  /** Moves the whole grid later than the start of the hours. */
  offsetStartMinutes: number;
}

export interface HostCalendar {
  hostId: number;
  /** In a round robin: takes part in every booking, beside the host whose turn it is. */
  mandatory?: boolean;
  schedule: Schedule;
  /** In any order. Each already carries the buffers of the booking it comes from. */
  busy: Interval[];
  /** No appointment may start in here, whatever the buffers: a limit of the event type is reached. */
  closed?: Interval[];
}

/** `collective` needs every host at once; `roundRobin` any one of them, and everybody mandatory. */
export type Scheduling = "personal" | "collective" | "roundRobin";

export interface FreeSlot {
  startMs: number;
  endMs: number;
  /** Who is free then, in the order the hosts were given. */
  hostIds: number[];
}

export interface SlotQuestion {
  rules: SlotRules;
  scheduling: Scheduling;
  hosts: HostCalendar[];
  /** Starts must lie in here; the last slot may end after it. */
  range: Interval;
  nowMs: number;
}

export type Refusal = "past" | "too_soon" | "outside_window" | "unavailable";
