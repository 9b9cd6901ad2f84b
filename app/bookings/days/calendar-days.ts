import { mondayOf, weekOf } from "#app/lib/iso-week.ts";
import { dateRangeText, fullDayText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { addDays } from "#app/lib/time.ts";
import type { CalendarSearch } from "./search.ts";

/** The days to draw; an invalid week means the current one. A URL with only a week shows that week. */
export function calendarDays({ view: asked, date, week }: CalendarSearch, today: string): { view: "day" | "week"; dates: string[] } {
  const view = week !== undefined && date === undefined ? "week" : asked;
  if (view === "day") return { view, dates: [date ?? today] };
  const monday = (week && mondayOf(week)) ?? (mondayOf(weekOf(date ?? today)) as string);
  return { view, dates: Array.from({ length: 7 }, (_, n) => addDays(monday, n)) };
}

interface Shown {
  view: "day" | "week";
  dates: string[];
  today: string;
  kept: { staff: string | undefined; branch: string | undefined };
}

/** The links from there: earlier, today, later, and the other view of the same days. */
export function calendarLinks({ view, dates, today, kept }: Shown) {
  const [first, last] = [dates[0] as string, dates.at(-1) as string];
  const day = (date: string | undefined) => paths.adminCalendar({ date, ...kept });
  const week = (date: string) => paths.adminCalendar({ view: "week", week: weekOf(date), ...kept });
  const shown = dates.includes(today) ? today : first;
  const to = view === "day" ? day : week;
  return {
    label: view === "day" ? fullDayText(Date.parse(first), "UTC") : dateRangeText(first, last),
    links: { previous: to(addDays(first, -1)), today: dates.includes(today) ? null : view === "day" ? day(undefined) : week(today), next: to(addDays(last, 1)) },
    views: [{ href: day(shown), label: "Day", isChosen: view === "day" }, { href: week(shown), label: "Week", isChosen: view === "week" }],
    sheetHref: paths.adminToday({ date: shown, ...kept }),
    /** What the filters' form carries along. */
    fields: (view === "day" ? { date: first } : { view, week: weekOf(first) }) as Record<string, string>,
    /** The links to each day of the week, in column order. */
    dayHrefs: view === "week" ? dates.map(day) : [],
  };
}
