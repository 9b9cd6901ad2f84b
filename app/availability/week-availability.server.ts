import type { App } from "#app/app.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { weekOf, type IsoWeek } from "#app/lib/iso-week.ts";
import { dateIn, DAY_MS } from "#app/lib/time.ts";
import { freeTimes, type FreeTime, type FreeTimesQuery } from "./free-times.server.ts";
import type { Source } from "./source.ts";
import { monthView, type MonthView } from "./month.ts";
import { dayColumns, monthRange, readWeek, slotOf, timesByDate, weekLinks, type DayColumn, type DaySlot, type Looking } from "./week.ts";

export interface WeekQuery extends Pick<FreeTimesQuery, "offerings" | "durationMinutes" | "holder" | "moving" | "correlationId"> {
  /**
   * From the URL. If missing or invalid, the week of the next free time or of the appointment being moved, so that
   * nobody starts with an empty page.
   */
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
  const lastMs = nowMs + windowDays(query.offerings) * DAY_MS;
  const asked = readWeek(query.week);
  const first = await readMonth(app, query, asked ?? weekOf(dateIn(zone, Math.max(nowMs, query.moving?.startsAt ?? nowMs))));
  const next = first.source.state === "failed" ? null : await nextFreeTime(app, query, { ...first, lastMs });
  const week = asked ?? (next && !query.moving ? weekOf(dateIn(zone, next.startMs)) : first.week);
  const { times, source, monthDate, mondays } = await monthWith(app, query, week, first);
  const looking: Looking = { zone, nowMs, hourCycle: readCompany(app.db).hourCycle, withWhom: query.withWhom };
  const byDate = timesByDate(times, zone);
  const days = dayColumns(week, byDate, looking);
  const links = weekLinks(week, zone, nowMs, lastMs);
  return {
    week,
    days,
    links: { previous: links.previous && hrefOf(links.previous), today: links.today && hrefOf(links.today), next: links.next && hrefOf(links.next) },
    month: monthView({ week, zone, nowMs, lastMs, monthDate, mondays, hrefOf, datesWithTimes: byDate }),
    nextFree: next && { slot: slotOf(next, looking), startMs: next.startMs, staffIds: next.staffIds, weekHref: hrefOf(weekOf(dateIn(zone, next.startMs))) },
    isEmpty: days.every((day) => day.groups.length === 0),
    source,
  };
}

type Month = Awaited<ReturnType<typeof readMonth>>;

/** The month shown beside a week, with its free times. An appointment's current time is not offered for moving it. */
async function readMonth(app: App, query: WeekQuery, week: IsoWeek) {
  const range = monthRange(week, query.zone);
  const { times, source } = await freeTimes(app, { ...query, startMs: range.startMs, endMs: range.endMs });
  return { ...range, week, source, times: times.filter((time) => time.startMs !== query.moving?.startsAt) };
}

async function monthWith(app: App, query: WeekQuery, week: IsoWeek, known: Month): Promise<Month> {
  return monthRange(week, query.zone).startMs === known.startMs ? known : readMonth(app, query, week);
}

/** Months are read one after the other, since most searches end in the first; all of them are cached. */
async function nextFreeTime(app: App, query: WeekQuery, known: Month & { lastMs: number }): Promise<FreeTime | null> {
  const nowMs = app.clock();
  if (known.startMs <= nowMs && known.times[0]) return known.times[0];
  let week = weekOf(dateIn(query.zone, nowMs));
  for (;;) {
    const month = await monthWith(app, query, week, known);
    if (month.times[0]) return month.times[0];
    // With a failing far end, every further month would have to time out.
    if (month.endMs > known.lastMs || month.source.state === "failed") return null;
    week = weekOf(dateIn(query.zone, month.endMs + 3 * DAY_MS));
  }
}

const windowDays = (offerings: Offering[]) => Math.max(0, ...offerings.map((offering) => offering.service.windowDays));
