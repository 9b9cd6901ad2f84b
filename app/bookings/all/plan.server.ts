import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { isByStart, type Sort } from "./filters.ts";
import { isWithin, matches, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;

/**
 * How to reach what is asked for: along the index of starts, along the one index of words and values (it is in the order of the
 * start as well), along the index of names, along the names that are searched for, or by sorting all that match by name. Named bookings, and what few match, are looked up.
 */
export interface Plan {
  asked: Asked;
  way: "named" | "few" | "starts" | "search" | "names" | "found names" | "sorted names";
  /** The places of the few, as JSON. */
  places: string | null;
  /** Beside found names: the places of the few that have the words elsewhere, as JSON. */
  beside: string | null;
  /** null where the way does not hang on it: `countOf` counts then. */
  total: number | null;
}

/** `size` is how many rows a page wants; `few` of them are found once and for all. */
export function planOf(db: Db, asked: Asked, sort: Sort, size: number, few = 300): Plan {
  const plan = { asked, places: null, beside: null };
  if (asked.ids !== null) return { ...plan, way: "named", total: null };
  const found = asked.match === null ? null : placesOf(db, asked, asked.match, few + 1);
  if (found !== null && found.total <= few) return { ...plan, way: "few", ...found };
  if (isByStart(sort)) return { ...plan, way: asked.match === null ? "starts" : "search", total: null };
  const beside = asked.words === null ? null : placesBeside(db, asked, few);
  if (beside !== null) return { ...plan, way: "found names", beside, total: null };
  const total = totalOf(db, asked);
  return { ...plan, way: walksNames(db, asked, total, size) ? "names" : "sorted names", total };
}

/** How many it leads to; above COUNTED there are more than that. */
export function countOf(db: Db, { asked, total }: Plan, most = PASSED): number {
  return total ?? totalOf(db, asked, most);
}

/** As text, since SQLite's integers are longer than JavaScript's. */
function placesOf(db: Db, asked: Asked, match: string, most: number): { places: string; total: number } {
  return db.get(sql`select json_group_array(place) places, count(*) total from (${matches(asked, match)} limit ${most})`);
}

/** Where the words are found though the name does not have all of them; null when that are more than a few. */
function placesBeside(db: Db, asked: Asked, few: number): string | null {
  const { match, words } = asked;
  if (match === null || words === null || words.beside === null) return "[]";
  if (words.besideAtLeast !== null && placesOf(db, asked, words.besideAtLeast, 1).total === 0) return "[]";
  const { places, total } = placesOf(db, asked, `((${words.beside}) AND ${match}) NOT (${words.inName})`, few + 1);
  return total <= few ? places : null;
}

/** Looking at a row to sort it takes as long as passing by ten in the index of names, or as asking the search about a fifth of one. */
function walksNames(db: Db, { words }: Asked, total: number, size: number): boolean {
  if (total > COUNTED) return true;
  const passedBy = (size * keptCount(db, sql`1`)) / Math.max(total, 1);
  return total > passedBy * (words === null ? 0.1 : 5);
}

function totalOf(db: Db, asked: Asked, most = PASSED): number {
  const { ids, words, values, match } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  const [only, ...more] = values;
  if (words === null && more.length === 0 && !isWithin(asked) && (!only || only.on === "status")) {
    return keptCount(db, only ? sql`status in ${only.anyOf}` : sql`1`);
  }
  const passing = asked.counted && countPassing(db, asked, asked.counted, most);
  if (passing !== null) return passing;
  const found = match === null ? sql`select 1 from bookings indexed by bookings_start where ${startsWithin(asked)}` : matches(asked, match);
  return db.get<{ total: number }>(sql`select count(*) total from (${found} limit ${COUNTED + 1})`).total;
}

/** Enough to meet more than are counted of what four in ten have. */
const PASSED = 25_000;

/** What most have is in a long list, all of which would be read to count: passing by, and looking at the places, is soon done. null when it is not. */
function countPassing(db: Db, asked: Asked, { match, told }: NonNullable<Asked["counted"]>, most: number): number | null {
  const passed = sql`${matches(asked, match)} limit ${most}`;
  const { total } = db.get<{ total: number }>(sql`select count(*) total from (select 1 from (${passed}) where ${told} limit ${COUNTED + 1})`);
  if (total > COUNTED) return total;
  const { places } = db.get<{ places: number }>(sql`select count(*) places from (${passed})`);
  return places < most ? total : null;
}

/** Statuses are counted as they change. */
function keptCount(db: Db, where: SQL): number {
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts where ${where}`).total;
}
