import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { isKept, keptAtLeast, keptCount, keptNamed, textsWith } from "./kept-counts.server.ts";
import { FEW, type Places } from "./places.server.ts";
import type { SearchedWords } from "./search-words.ts";
import { hasValues, isWithin, matches, NAME, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;
/** Enough to meet more than are counted of what four in ten have. */
const PASSED = 25_000;
/** Of names that no more have are all counted: it takes half as long as to search. */
const ALL_NAMED = 65_000;

/**
 * How many meet what is asked for; above COUNTED there are more than that. `beside` finds those that have the words elsewhere than in the
 * name, as `placesBeside`.
 */
export function totalOf(db: Db, asked: Asked, beside: () => Places | null, most = PASSED): number {
  const { ids, words, match } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  if (words === null && isKept(asked)) return keptCount(db, asked.values);
  const byTexts = words === null ? null : countByTexts(db, asked, words, beside, most);
  if (byTexts !== null) return byTexts;
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

/** null where texts do not say it: many have the words elsewhere, or too many names have them. */
function countByTexts(db: Db, asked: Asked, words: SearchedWords, beside: () => Places | null, most: number): number | null {
  const { atLeast, areAll } = keptAtLeast(db, asked, words, COUNTED + 1);
  if (areAll || atLeast > COUNTED) return atLeast;
  // Dates bound what a search reads, but not what has a name.
  if (isWithin(asked)) return null;
  const kept = keptNamed(db, words);
  const isSoonSaid = kept !== null && kept <= ALL_NAMED && atLeast <= kept + FEW;
  const total = kept !== null && asked.values.length === 0 ? kept : countNamed(db, asked, words, isSoonSaid ? ALL_NAMED : most);
  if (total > COUNTED || !isSoonSaid) return total > COUNTED ? total : null;
  const others = beside();
  return others && total + others.total;
}

/**
 * Of those whose name has all the words, and of names that no more than `most` have together. Names are in one index with all that is
 * filtered by, whose rows are soon passed by.
 */
function countNamed(db: Db, asked: Asked, words: SearchedWords, most: number): number {
  const names = sql`select value from (select value, sum(bookings) over (order by bookings, mark) passed from booking_texts where mark in (${textsWith(words.inName)})) where passed <= ${most}`;
  return db.get<{ total: number }>(sql`select count(*) total from (select 1 from bookings indexed by bookings_customer where ${NAME} in (${names}) and ${hasValues(asked.values)} limit ${COUNTED + 1})`).total;
}
