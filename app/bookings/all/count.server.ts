import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { hasValues, isWithin, matches, NAME, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;
/** Enough to meet more than are counted of what four in ten have. */
const PASSED = 25_000;
/** Of the names that have the words, so many are looked at to see that there are more than are counted. */
const FEW_NAMES = 1_000;

/** How many meet what is asked for; above COUNTED there are more than that. */
export function totalOf(db: Db, asked: Asked, most = PASSED): number {
  const { ids, words, values, match } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  const [only, ...more] = values;
  if (words === null && more.length === 0 && !isWithin(asked) && (!only || only.on === "status")) {
    return keptCount(db, only ? sql`status in ${only.anyOf}` : sql`1`);
  }
  if (countNamed(db, asked, most) > COUNTED) return COUNTED + 1;
  const passing = asked.counted && countPassing(db, asked, asked.counted, most);
  if (passing !== null) return passing;
  const found = match === null ? sql`select 1 from bookings indexed by bookings_start where ${startsWithin(asked)}` : matches(asked, match);
  return db.get<{ total: number }>(sql`select count(*) total from (${found} limit ${COUNTED + 1})`).total;
}

/** What most have is in a long list, all of which would be read to count: passing by, and looking at the places, is soon done. null when it is not. */
function countPassing(db: Db, asked: Asked, { match, told }: NonNullable<Asked["counted"]>, most: number): number | null {
  const passed = sql`${matches(asked, match)} limit ${most}`;
  const { total } = db.get<{ total: number }>(sql`select count(*) total from (select 1 from (${passed}) where ${told} limit ${COUNTED + 1})`);
  if (total > COUNTED) return total;
  const { places } = db.get<{ places: number }>(sql`select count(*) places from (${passed})`);
  return places < most ? total : null;
}

/** Of those whose name alone has all the words, among so many: names are in one index with all that is filtered by, whose rows are soon passed by. */
export function countNamed(db: Db, asked: Asked, most: number): number {
  if (asked.words === null) return 0;
  const names = sql`select value from booking_texts where mark in (select rowid from booking_texts_search where booking_texts_search match ${asked.words.inName} limit ${FEW_NAMES})`;
  const passed = sql`select starts_at, status, source, staff_id, service_id, branch_id, user_id from bookings indexed by bookings_customer where ${NAME} in (${names}) limit ${most}`;
  return db.get<{ total: number }>(sql`select count(*) total from (select 1 from (${passed}) bookings where ${startsWithin(asked)} and ${hasValues(asked)} limit ${COUNTED + 1})`).total;
}

/** Statuses are counted as they change. */
export function keptCount(db: Db, where: SQL): number {
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts where ${where}`).total;
}
