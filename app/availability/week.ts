import { dayText, shortDayText, timeText, type HourCycle } from "#app/lib/format.ts";
import { mondayOf, mondaysOfMonth, weekOf, weeksLater, type IsoWeek } from "#app/lib/iso-week.ts";
import { addDays, dateIn, startOfDate, toIso } from "#app/lib/time.ts";
import type { FreeTime } from "./free-times.server.ts";

/** If any day has more, all days are grouped into morning, afternoon and evening, so that rows stay aligned. */
const GROUP_ABOVE = 8;
const AFTERNOON_FROM_HOUR = 12;
const EVENING_FROM_HOUR = 17;

export interface DaySlot {
  startIso: string;
  /** "14:30" in the visitor's zone. */
  label: string;
  /** For those who do not see the grid: "Tuesday 14 October, 14:30, with Ana". */
  name: string;
  value: string;
}

export interface DayColumn {
  date: string;
  label: string;
  longLabel: string;
  isToday: boolean;
  isPast: boolean;
  groups: { name: "Morning" | "Afternoon" | "Evening" | null; slots: DaySlot[] }[];
}

export interface Looking {
  zone: string;
  hourCycle: HourCycle;
  nowMs: number;
  /** "Ana", or "anyone". */
  withWhom: string;
}

/** The week in a URL; null if missing or invalid. */
export function readWeek(text: string | undefined): IsoWeek | null {
  return text !== undefined && mondayOf(text) !== null ? text : null;
}

/** The month shown beside a week: the one its Thursday lies in, in whole weeks. UTC ms, half open. */
export function monthRange(week: IsoWeek, zone: string): { monthDate: string; mondays: string[]; startMs: number; endMs: number } {
  const monthDate = addDays(mondayOf(week) as string, 3);
  const mondays = mondaysOfMonth(monthDate);
  return { monthDate, mondays, startMs: startOfDate(zone, mondays[0] as string), endMs: startOfDate(zone, addDays(mondays.at(-1) as string, 7)) };
}

/** Seven days with their times in the visitor's zone; five when nothing is ever free at the weekend. */
export function dayColumns(week: IsoWeek, byDate: Map<string, FreeTime[]>, looking: Looking): DayColumn[] {
  const monday = mondayOf(week) as string;
  const weekendOpen = [...byDate.keys()].some((date) => dayOfWeek(date) > 5);
  const days = Array.from({ length: weekendOpen ? 7 : 5 }, (_, index) => addDays(monday, index)).map((date) => ({ date, times: byDate.get(date) ?? [] }));
  const isGrouped = days.some(({ times: ofDay }) => ofDay.length > GROUP_ABOVE);
  return days.map(({ date, times: ofDay }) => dayColumn(date, ofDay, looking, isGrouped));
}

function dayColumn(date: string, times: FreeTime[], looking: Looking, isGrouped: boolean): DayColumn {
  const today = dateIn(looking.zone, looking.nowMs);
  const noon = startOfDate(looking.zone, date) + 12 * 3_600_000;
  const slots = times.map((time) => ({ hour: hourOf(time.startMs, looking.zone), slot: slotOf(time, looking) }));
  return {
    date,
    label: shortDayText(noon, looking.zone),
    longLabel: dayText(noon, looking.zone),
    isToday: date === today,
    isPast: date < today,
    groups: isGrouped ? grouped(slots) : slots.length > 0 ? [{ name: null, slots: slots.map((s) => s.slot) }] : [],
  };
}

export function slotOf(time: { startMs: number }, { zone, hourCycle, withWhom }: Looking): DaySlot {
  const startIso = toIso(time.startMs);
  const label = timeText(time.startMs, zone, hourCycle);
  return { startIso, label, name: `${dayText(time.startMs, zone)}, ${label}, with ${withWhom}`, value: startIso };
}

/** The shown times nearest to one that was taken, in order of time. */
export function nearestShown(days: DayColumn[], aroundIso: string, count = 4): DaySlot[] {
  const around = Date.parse(aroundIso);
  const distance = (slot: DaySlot) => Math.abs(Date.parse(slot.startIso) - around);
  return days
    .flatMap((day) => day.groups.flatMap((group) => group.slots.map((slot) => ({ ...slot, label: `${day.label.split(" ")[0]} ${slot.label}` }))))
    .filter((slot) => slot.startIso !== aroundIso)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => Date.parse(a.startIso) - Date.parse(b.startIso));
}

function grouped(slots: { hour: number; slot: DaySlot }[]): DayColumn["groups"] {
  const part = (hour: number) => (hour < AFTERNOON_FROM_HOUR ? "Morning" : hour < EVENING_FROM_HOUR ? "Afternoon" : "Evening");
  return (["Morning", "Afternoon", "Evening"] as const)
    .map((name) => ({ name, slots: slots.filter(({ hour }) => part(hour) === name).map(({ slot }) => slot) }))
    .filter((group) => group.slots.length > 0);
}

/** Sorted times by calendar date. Computes the zone's offset once per day, not per time. */
export function timesByDate(times: FreeTime[], zone: string): Map<string, FreeTime[]> {
  const byDate = new Map<string, FreeTime[]>();
  let today: FreeTime[] = [];
  let dayEndsMs = -Infinity;
  for (const time of times) {
    if (time.startMs >= dayEndsMs) {
      const date = dateIn(zone, time.startMs);
      dayEndsMs = startOfDate(zone, addDays(date, 1));
      byDate.set(date, (today = []));
    }
    today.push(time);
  }
  return byDate;
}

/** Bounds of the week links: not before this week, not past the last day that may be booked. */
export function weekLinks(week: IsoWeek, zone: string, nowMs: number, lastMs: number): { previous: IsoWeek | null; today: IsoWeek | null; next: IsoWeek | null } {
  const thisWeek = weekOf(dateIn(zone, nowMs));
  const lastWeek = weekOf(dateIn(zone, lastMs));
  return {
    previous: week > thisWeek ? weeksLater(week, -1) : null,
    today: week === thisWeek ? null : thisWeek,
    next: week < lastWeek ? weeksLater(week, 1) : null,
  };
}

const hourOf = (instantMs: number, zone: string) => Number(timeText(instantMs, zone, 24).slice(0, 2));
const dayOfWeek = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
