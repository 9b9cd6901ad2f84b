import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { freeTimes, type FreeTime, type FreeTimesQuery } from "./free-times.server.ts";
import type { Source } from "./source.ts";
import { slotOf, type DaySlot } from "./week.ts";

const SEARCH_DAYS = 14;

type NearestQuery = Pick<FreeTimesQuery, "offerings" | "durationMinutes" | "holder" | "moving" | "correlationId"> & { aroundMs: number; zone: string; withWhom: string; count?: number };

export interface TimesAround {
  isFree: boolean;
  source: Source;
  /** The nearest other free times, in order of time. Empty when there are none within two weeks. */
  slots: (DaySlot & { startMs: number })[];
}

/** Whether a time is free, and what is free around it, with one call to the far end for both. */
export async function timesAround(app: App, query: NearestQuery): Promise<TimesAround> {
  const nowMs = app.clock();
  const around = Math.max(query.aroundMs, nowMs);
  // Whole days, so that everyone who lost the same race uses the same cache entry.
  const day = Math.floor(around / DAY_MS) * DAY_MS;
  const startMs = Math.max(Math.floor(nowMs / DAY_MS) * DAY_MS, day - SEARCH_DAYS * DAY_MS);
  const { times, source } = await freeTimes(app, { ...query, startMs, endMs: day + SEARCH_DAYS * DAY_MS });
  const looking = { zone: query.zone, nowMs, hourCycle: readCompany(app.db).hourCycle, withWhom: query.withWhom };
  return {
    isFree: times.some((time) => time.startMs === query.aroundMs),
    source,
    slots: closest(times, around, query.count ?? 4).map((time) => ({ ...slotOf(time, looking), startMs: time.startMs })),
  };
}

function closest(times: FreeTime[], aroundMs: number, count: number): FreeTime[] {
  const distance = (time: FreeTime) => Math.abs(time.startMs - aroundMs);
  return times
    .filter((time) => time.startMs !== aroundMs)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => a.startMs - b.startMs);
}
