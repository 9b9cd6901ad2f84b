import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { isByStart, type Sort } from "./filters.ts";
import { isWithin, matches, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;

/**
 * How to reach what is asked for: along the index of starts, along the one index of words and values (it is in the order of the
 * start as well), along the index of names, or by sorting all that match by name. Named bookings are simply looked up.
 */
export interface Plan {
  asked: Asked;
  way: "named" | "starts" | "search" | "names" | "sorted names";
  /** Above COUNTED there are more than that. */
  total: number;
}

/** `size` is how many rows a page wants. */
export function planOf(db: Db, asked: Asked, sort: Sort, size: number): Plan {
  const total = totalOf(db, asked);
  if (asked.ids !== null) return { asked, way: "named", total };
  if (isByStart(sort)) return { asked, way: asked.match === null ? "starts" : "search", total };
  return { asked, way: walksNames(db, asked, total, size) ? "names" : "sorted names", total };
}

/** Looking at a row to sort it takes as long as passing by ten in the index of names, or as asking the search about a fifth of one. */
function walksNames(db: Db, { words }: Asked, total: number, size: number): boolean {
  if (total > COUNTED) return true;
  const passedBy = (size * keptCount(db, sql`1`)) / Math.max(total, 1);
  return total > passedBy * (words === null ? 0.1 : 5);
}

function totalOf(db: Db, asked: Asked): number {
  const { ids, words, values, match } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  const [only, ...more] = values;
  if (words === null && more.length === 0 && !isWithin(asked) && (!only || only.on === "status")) {
    return keptCount(db, only ? sql`status in ${only.anyOf}` : sql`1`);
  }
  const found = match === null ? sql`select 1 from bookings indexed by bookings_start where ${startsWithin(asked)}` : matches(asked, match);
  return db.get<{ total: number }>(sql`select count(*) total from (${found} limit ${COUNTED + 1})`).total;
}

/** Statuses are counted as they change. */
function keptCount(db: Db, where: SQL): number {
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts where ${where}`).total;
}
