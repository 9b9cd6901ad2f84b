import { and, between, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { dayNumbers } from "#db/schema/insights.ts";
import type { Period } from "./period.ts";

export interface Numbers {
  kept: number;
  cancelled: number;
  declined: number;
  noShows: number;
  minutes: number;
  leadMinutes: number;
}

export const NOTHING: Numbers = { kept: 0, cancelled: 0, declined: 0, noShows: 0, minutes: 0, leadMinutes: 0 };
export type Dimension = (typeof dayNumbers.$inferSelect)["dimension"];

const sums = {
  kept: sql<number>`sum(${dayNumbers.kept})`,
  cancelled: sql<number>`sum(${dayNumbers.cancelled})`,
  declined: sql<number>`sum(${dayNumbers.declined})`,
  noShows: sql<number>`sum(${dayNumbers.noShows})`,
  minutes: sql<number>`sum(${dayNumbers.minutes})`,
  leadMinutes: sql<number>`sum(${dayNumbers.leadMinutes})`,
};

const within = (dimension: Dimension, { from, to }: Period) => and(between(dayNumbers.date, from, to), eq(dayNumbers.dimension, dimension));

export function totals(db: Db, period: Period): Numbers {
  const found = db.select(sums).from(dayNumbers).where(within("all", period)).get();
  return found?.kept === null || !found ? NOTHING : found;
}

/** By person's, service's or branch's id, or by hour; "" where there was none. */
export function byKey(db: Db, dimension: Exclude<Dimension, "all">, period: Period): Map<string, Numbers> {
  const rows = db.select({ key: dayNumbers.key, ...sums }).from(dayNumbers).where(within(dimension, period)).groupBy(dayNumbers.key).all();
  return new Map(rows.map(({ key, ...numbers }) => [key, numbers]));
}

/** By calendar date at the venue. */
export function byDate(db: Db, period: Period): Map<string, Numbers> {
  const rows = db.select({ date: dayNumbers.date, ...sums }).from(dayNumbers).where(within("all", period)).groupBy(dayNumbers.date).all();
  return new Map(rows.map(({ date, ...numbers }) => [date, numbers]));
}
