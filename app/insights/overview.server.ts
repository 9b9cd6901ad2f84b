import { asc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { addDays, DAY_MS, dateIn } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { uncountedSince } from "./count-days.server.ts";
import { byDate, byKey, NOTHING, totals, type Dimension, type Numbers } from "./numbers.server.ts";
import { openHours, usedShare } from "./open-hours.server.ts";
import { before, daysOf, periodOf, type Period, type PeriodSearch } from "./period.ts";

/** One line of a table: a person, a service, a branch or an hour. */
export interface Row extends Numbers {
  key: string;
  name: string;
  /** Appointments kept in the period before. */
  keptBefore: number;
  /** Minutes that could be booked; null where nobody can say. */
  openMinutes: number | null;
}

export interface Overview {
  period: Period;
  former: Period;
  now: Numbers;
  then: Numbers;
  /** Share of open time that is booked, of the people whose hours are known; null where there are none. */
  used: { now: number | null; then: number | null };
  days: { date: string; numbers: Numbers }[];
  staff: Row[];
  services: Row[];
  branches: Row[];
  hours: Row[];
  /** The age of the oldest change not counted yet; null if the numbers are up to date. */
  ageMs: number | null;
}

/** The statistics of a period, compared with the one before. Read from the daily sums. */
export async function overview(app: App, search: PeriodSearch): Promise<Overview> {
  const { db } = app;
  const period = periodOf(search, dateIn(readCompany(db).timeZone, app.clock()));
  const former = before(period);
  const open = await openHours(app, [period, former]);
  const dated = byDate(db, period);
  const rows = (dimension: Exclude<Dimension, "all">, things: Named[], minutes?: Map<string, number>) => rowsOf(db, { dimension, period, former }, things, minutes);
  return {
    period,
    former,
    now: totals(db, period),
    then: totals(db, former),
    used: { now: usedShare(byKey(db, "staff", period), open[0]!), then: usedShare(byKey(db, "staff", former), open[1]!) },
    days: Array.from({ length: daysOf(period) }, (_, n) => addDays(period.from, n)).map((date) => ({ date, numbers: dated.get(date) ?? NOTHING })),
    staff: rows("staff", db.select({ key: staff.id, name: staff.name }).from(staff).orderBy(asc(staff.position)).all(), open[0]),
    services: rows("service", db.select({ key: services.id, name: services.name }).from(services).orderBy(asc(services.position)).all()),
    branches: rows("branch", db.select({ key: branches.id, name: branches.name }).from(branches).orderBy(asc(branches.position)).all()),
    hours: rows("hour", Array.from({ length: 24 }, (_, hour) => ({ key: String(hour), name: `${String(hour).padStart(2, "0")}:00` }))),
    ageMs: ageOf(app, former.from, period.to),
  };
}

interface Named {
  key: string;
  name: string;
}

/** Those with something to count, now or before; appointments made elsewhere may have no person, service or branch of ours. */
function rowsOf(db: Db, about: { dimension: Exclude<Dimension, "all">; period: Period; former: Period }, things: Named[], open?: Map<string, number>): Row[] {
  const now = byKey(db, about.dimension, about.period);
  const then = byKey(db, about.dimension, about.former);
  return [...things, { key: "", name: "Not ours" }]
    .filter(({ key }) => now.has(key) || then.has(key))
    .map(({ key, name }) => ({ key, name, ...(now.get(key) ?? NOTHING), keptBefore: then.get(key)?.kept ?? 0, openMinutes: open?.get(key) ?? null }));
}

/** A day at a venue lies within a day of the same date in UTC. */
function ageOf(app: App, from: string, to: string): number | null {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  const since = uncountedSince(app, day(from) - 1, day(to) + 1);
  return since === null ? null : Math.max(0, app.clock() - since);
}
