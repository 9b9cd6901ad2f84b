import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Condition } from "./conditions.server.ts";
import type { Sort } from "./filters.ts";

/** Counts are exact up to here; so many rows are looked at one by one without hesitation. */
export const COUNTED = 10_000;

/** How to reach the bookings that meet all conditions. `from` names the tables, `where` what is still to be checked of a row. */
export interface Plan {
  with: SQL;
  from: SQL;
  where: SQL;
  /** Above COUNTED there are more than that. */
  total: number;
}

/**
 * A condition that few bookings meet (a capped count says which) gives all of them, to be checked and sorted. Where each is
 * met by many, the index that has the asked order is walked, and the first rows of it fill a page.
 */
export function planOf(db: Db, conditions: Condition[], sort: Sort, few = COUNTED): Plan {
  const counted = conditions.map((condition) => ({ condition, count: countOf(db, condition) })).sort((a, b) => a.count - b.count);
  const fewest = counted[0];
  if (fewest && fewest.count <= few) {
    // A search that finds more than these few rows is asked about each of them, and not made as a whole.
    const found = new Set(counted.filter(({ count }) => count <= few).map(({ condition }) => condition));
    const plan = { with: sql`with found(seq) as materialized (${matches(fewest.condition)}) `, from: sql`found cross join bookings on bookings.seq = found.seq`, where: all(conditions.filter((other) => other !== fewest.condition).map((other) => (found.has(other) ? check(other) : probe(other)))) };
    return { ...plan, total: conditions.length === 1 ? fewest.count : countPlanned(db, plan) };
  }
  const byStart = sort === "starts" || sort === "-starts";
  const index = byStart ? (conditions.find(({ on, index: own }) => own !== null && on !== "dates")?.index ?? "bookings_start") : "bookings_customer";
  const many = conditions.length > 1;
  const plan = { with: sql``, from: sql`bookings indexed by ${sql.raw(index)}`, where: all(conditions.map(many ? check : probe)) };
  return { ...plan, total: total(db, conditions, plan) };
}

const all = (checks: SQL[]) => (checks.length === 0 ? sql`1` : sql.join(checks, sql` and `));

function total(db: Db, conditions: Condition[], plan: Omit<Plan, "total">): number {
  if (conditions.length === 0) return keptCount(db, sql`1`);
  return conditions.length === 1 ? COUNTED + 1 : countPlanned(db, plan);
}

function keptCount(db: Db, where: SQL): number {
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts bookings where ${where}`).total;
}

/** Never above COUNTED + 1. Statuses are counted as they change. */
function countOf(db: Db, condition: Condition): number {
  if (condition.on === "status") return keptCount(db, condition.holds);
  return db.get<{ total: number }>(sql`select count(*) total from (${matches(condition)} limit ${COUNTED + 1})`).total;
}

function countPlanned(db: Db, plan: Omit<Plan, "total">): number {
  return db.get<{ total: number }>(sql`${plan.with}select count(*) total from (select 1 from ${plan.from} where ${plan.where} limit ${COUNTED + 1})`).total;
}

function matches({ on, holds }: Condition): SQL {
  return on === "search" ? sql`select rowid from bookings_search where ${holds}` : sql`select seq from bookings where ${holds}`;
}

/** For many rows: the search is made once. */
function check({ on, holds }: Condition): SQL {
  return on === "search" ? sql`bookings.seq in (select rowid from bookings_search where ${holds})` : holds;
}

/** For the few rows that fill a page: the search is asked about each. */
function probe({ on, holds }: Condition): SQL {
  return on === "search" ? sql`exists (select 1 from bookings_search where bookings_search.rowid = bookings.seq and ${holds})` : holds;
}
