import { asc, desc, gt, lte } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { uncountedDays } from "#db/schema/insights.ts";
import type { App } from "#app/app.server.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { countDay } from "./count-day.server.ts";

type Deps = Pick<App, "db" | "clock">;

/** How many days one round counts: some milliseconds each, with the write lock held for one at a time. */
const A_ROUND = 20;

/**
 * Recount days whose bookings changed, nearest to today first. Several processes may do it at once.
 *
 * @returns how many days were counted
 */
export function countDays({ db, clock }: Deps, most = A_ROUND): number {
  const today = Math.floor(clock() / DAY_MS);
  const past = db.select().from(uncountedDays).where(lte(uncountedDays.utcDay, today)).orderBy(desc(uncountedDays.utcDay)).limit(most).all();
  const future = db.select().from(uncountedDays).where(gt(uncountedDays.utcDay, today)).orderBy(asc(uncountedDays.utcDay)).limit(most).all();
  const next = [...past, ...future].sort((a, b) => Math.abs(a.utcDay - today) - Math.abs(b.utcDay - today)).slice(0, most);
  for (const { utcDay } of next) writing(db, (tx) => countDay(tx, utcDay));
  return next.length;
}

/** Since when numbers between two days (UTC, inclusive) are not up to date; null when they are. */
export function uncountedSince({ db }: Pick<App, "db">, firstDay: number, lastDay: number): number | null {
  const rows = db.select().from(uncountedDays).all().filter(({ utcDay }) => utcDay >= firstDay && utcDay <= lastDay);
  return rows.length === 0 ? null : Math.min(...rows.map(({ since }) => since));
}
