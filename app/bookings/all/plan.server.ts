import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { COUNTED, keptCount, totalOf } from "./count.server.ts";
import { isByStart, type Sort } from "./filters.ts";
import { matches } from "./walk.server.ts";

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
export function countOf(db: Db, { asked, total }: Plan, most?: number): number {
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
