import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import type { SearchedWords } from "./search-words.ts";
import { hasValues, isWithin, matches, NAME, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;
/** Enough to meet more than are counted of what four in ten have. */
const PASSED = 25_000;
/** Of the texts that have the words, so many are looked at to see that there are more than are counted. */
const FEW_TEXTS = 1_000;

/** How many meet what is asked for; above COUNTED there are more than that. */
export function totalOf(db: Db, asked: Asked, most = PASSED): number {
  const { ids, words, values, match } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  const [only, ...more] = values;
  if (words === null && more.length === 0 && !isWithin(asked) && (!only || only.on === "status")) {
    return keptCount(db, only ? sql`status in ${only.anyOf}` : sql`1`);
  }
  if (words !== null && countByTexts(db, asked, words, most) > COUNTED) return COUNTED + 1;
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

/** So many meet it at least: what only a search would find is left out. */
export function countByTexts(db: Db, asked: Asked, words: SearchedWords, most: number): number {
  const kept = countKept(db, asked, words);
  return kept > COUNTED || (asked.values.length === 0 && !isWithin(asked)) ? kept : Math.max(kept, countNamed(db, asked, words, most));
}

/** From what is counted as it changes. What all but a few of all bookings have, all but those few of any other have as well. */
function countKept(db: Db, asked: Asked, { inText }: SearchedWords): number {
  const { values } = asked;
  if (isWithin(asked) || values.some(({ on }) => on !== "status")) return 0;
  const all = keptCount(db, sql`1`);
  const statuses = values.map(({ anyOf }) => keptCount(db, sql`status in ${anyOf}`));
  const atLeast = (together: string[]) => [...together.map((match) => keptWith(db, match)), ...statuses].reduce((some, also) => some + also - all, all);
  return Math.max(0, atLeast(inText), inText.length > 1 ? atLeast([inText.join(" AND ")]) : 0);
}

/** A booking has one text of a kind. */
function keptWith(db: Db, match: string): number {
  const kept = sql`select kind, bookings from booking_texts where mark in (${textsWith(match)})`;
  return db.get<{ most: number }>(sql`select coalesce(max(total), 0) most from (select sum(bookings) total from (${kept}) group by kind)`).most;
}

/**
 * Of those that have all the words in their name, and of names that no more than `most` have together. Names are in one index with all
 * that is filtered by, whose rows are soon passed by.
 */
function countNamed(db: Db, asked: Asked, words: SearchedWords, most: number): number {
  const names = sql`select value from (select value, sum(bookings) over (order by bookings, mark) passed from booking_texts where mark in (${textsWith(words.inName)})) where passed <= ${most}`;
  return db.get<{ total: number }>(sql`select count(*) total from (select 1 from bookings indexed by bookings_customer where ${NAME} in (${names}) and ${startsWithin(asked)} and ${hasValues(asked)} limit ${COUNTED + 1})`).total;
}

const textsWith = (match: string) => sql`select rowid from booking_texts_search where booking_texts_search match ${match} limit ${FEW_TEXTS}`;

/** Statuses are counted as they change. */
export function keptCount(db: Db, where: SQL): number {
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts where ${where}`).total;
}
