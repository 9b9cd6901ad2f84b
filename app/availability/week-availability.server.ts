import type { App } from "#app/app.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { weekOf, type IsoWeek } from "#app/lib/iso-week.ts";
import { dateIn, DAY_MS } from "#app/lib/time.ts";
import { freeTimes, type FreeTime, type FreeTimesQuery, type Source } from "./free-times.server.ts";
import { monthView, type MonthView } from "./month.ts";
import { dayColumns, monthRange, readWeek, slotOf, timesByDate, weekLinks, type DayColumn, type DaySlot, type Looking } from "./week.ts";

export interface WeekQuery extends Pick<FreeTimesQuery, "offerings" | "durationMinutes" | "holder" | "moving"> {
  /** What the URL says; nonsense is the present week. */
  week: string | undefined;
  /** The visitor's zone. */
  zone: string;
  withWhom: string;
  hrefOf: (week: IsoWeek) => string;
}

export interface WeekAvailability {
  week: IsoWeek;
  days: DayColumn[];
  links: { previous: string | null; today: string | null; next: string | null };
  month: MonthView;
  /** The first free time from now on, whatever week is shown; null when there is none in the booking window. */
  nextFree: { slot: DaySlot; startMs: number; staffIds: string[]; weekHref: string } | null;
  isEmpty: boolean;
  source: Source;
}

/** One week of free times with the month beside it and the next free time on top. */
export async function weekAvailability(app: App, query: WeekQuery): Promise<WeekAvailability> {
  const nowMs = app.clock();
  const { zone, hrefOf } = query;
  const week = readWeek(query.week, zone, nowMs);
  const lastMs = nowMs + windowDays(query.offerings) * DAY_MS;
  const { monthDate, mondays, startMs, endMs } = monthRange(week, zone);
  const { times, source } = await freeTimes(app, { ...query, startMs, endMs });
  const looking: Looking = { zone, nowMs, hourCycle: readCompany(app.db).hourCycle, withWhom: query.withWhom };
  const days = dayColumns(week, times, looking);
  const next = source.state === "failed" ? null : await nextFreeTime(app, query, { times, startMs, endMs, lastMs });
  const links = weekLinks(week, zone, nowMs, lastMs);
  return {
    week,
    days,
    links: { previous: links.previous && hrefOf(links.previous), today: links.today && hrefOf(links.today), next: links.next && hrefOf(links.next) },
    month: monthView({ week, zone, nowMs, lastMs, monthDate, mondays, hrefOf, datesWithTimes: new Set(timesByDate(times, zone).keys()) }),
    nextFree: next && { slot: slotOf(next, looking), startMs: next.startMs, staffIds: next.staffIds, weekHref: hrefOf(weekOf(dateIn(zone, next.startMs))) },
    isEmpty: days.every((day) => day.groups.length === 0),
    source,
  };
}

interface Known {
  times: FreeTime[];
  startMs: number;
  endMs: number;
  lastMs: number;
}

/** Months are read one after the other, since most searches end in the first; all of them are cached. */
async function nextFreeTime(app: App, query: WeekQuery, known: Known): Promise<FreeTime | null> {
  const nowMs = app.clock();
  if (known.startMs <= nowMs && known.times[0]) return known.times[0];
  let week = weekOf(dateIn(query.zone, nowMs));
  for (;;) {
    const { startMs, endMs } = monthRange(week, query.zone);
    const isKnown = startMs === known.startMs;
    const { times, source } = isKnown ? { times: known.times, source: null } : await freeTimes(app, { ...query, startMs, endMs });
    if (times[0]) return times[0];
    // A far end that fails now would make every month of the window wait.
    if (endMs > known.lastMs || source?.state === "failed") return null;
    week = weekOf(dateIn(query.zone, endMs + 3 * DAY_MS));
  }
}

const windowDays = (offerings: Offering[]) => Math.max(0, ...offerings.map((offering) => offering.service.windowDays));
