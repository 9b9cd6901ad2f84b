import { Temporal } from "temporal-polyfill";
import { dayText, shortDayText } from "#app/lib/format.ts";
import { mondayOf, weekOf, weeksLater, type IsoWeek } from "#app/lib/iso-week.ts";
import { addDays, dateIn, startOfDate } from "#app/lib/time.ts";

export interface MonthDay {
  date: string;
  /** null outside the month: the cell stays empty. */
  day: number | null;
  isToday: boolean;
  /** The link to the week; null on days without times, which are plain text. */
  href: string | null;
  longLabel: string;
}

export interface MonthView {
  label: string;
  previous: string | null;
  next: string | null;
  weekdays: { short: string; long: string }[];
  weeks: { week: IsoWeek; isShown: boolean; days: MonthDay[] }[];
}

interface MonthQuery {
  week: IsoWeek;
  zone: string;
  nowMs: number;
  /** Last bookable instant. */
  lastMs: number;
  /** Any date of the month, and the Mondays of its weeks. */
  monthDate: string;
  mondays: string[];
  /** Calendar dates with at least one free time. */
  datesWithTimes: Pick<ReadonlySet<string>, "has">;
  hrefOf: (week: IsoWeek) => string;
}

/** The month beside the week, marking the days with times. */
export function monthView(query: MonthQuery): MonthView {
  const { zone, nowMs, monthDate, mondays, hrefOf } = query;
  const month = Temporal.PlainDate.from(monthDate);
  const today = dateIn(zone, nowMs);
  const lastDate = dateIn(zone, query.lastMs);
  const firstOfNext = month.add({ months: 1 }).with({ day: 1 }).toString();
  const firstOfThis = month.with({ day: 1 }).toString();
  return {
    label: month.toLocaleString("en-GB", { month: "long", year: "numeric" }),
    previous: firstOfThis > today ? hrefOf(laterOf(weekInMonth(month.subtract({ months: 1 })), weekOf(today))) : null,
    next: firstOfNext <= lastDate ? hrefOf(weekInMonth(month.add({ months: 1 }))) : null,
    weekdays: mondays.length > 0 ? weekdayNames(mondays[0] as string) : [],
    weeks: mondays.map((monday) => ({
      week: weekOf(monday),
      isShown: weekOf(monday) === query.week,
      days: Array.from({ length: 7 }, (_, index) => {
        const date = addDays(monday, index);
        const inMonth = date >= firstOfThis && date < firstOfNext;
        return {
          date,
          day: inMonth ? Number(date.slice(8)) : null,
          isToday: date === today,
          href: inMonth && query.datesWithTimes.has(date) ? hrefOf(weekOf(date)) : null,
          longLabel: dayText(startOfDate("UTC", date), "UTC"),
        };
      }),
    })),
  };
}

/** The first week whose Thursday lies in the month: the one that shows this month. */
function weekInMonth(month: Temporal.PlainDate): IsoWeek {
  const first = month.with({ day: 1 }).toString();
  const week = weekOf(first);
  return addDays(mondayOf(week) as string, 3) < first ? weeksLater(week, 1) : week;
}

function laterOf(a: IsoWeek, b: IsoWeek): IsoWeek {
  return a > b ? a : b;
}

function weekdayNames(monday: string): { short: string; long: string }[] {
  return Array.from({ length: 7 }, (_, index) => {
    const ms = startOfDate("UTC", addDays(monday, index));
    return { short: shortDayText(ms, "UTC").slice(0, 3), long: dayText(ms, "UTC").split(" ")[0] as string };
  });
}
