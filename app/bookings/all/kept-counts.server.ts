import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked, AskedValue } from "./conditions.server.ts";
import type { SearchedWords } from "./search-words.ts";
import { hasValues, isWithin, startsWithin } from "./walk.server.ts";

/** Of the texts that have what is searched for, so many are looked at. */
const FEW_TEXTS = 1_000;
export const textsWith = (match: string) => sql`select rowid from booking_texts_search where booking_texts_search match ${match} limit ${FEW_TEXTS}`;

/** How many have these, from what is counted as it changes. Accounts and dates are not. */
export function keptCount(db: Db, values: AskedValue[]): number {
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts bookings where ${hasValues(values)}`).total;
}

export function isKept(asked: Asked): boolean {
  return !isWithin(asked) && asked.values.every(({ on }) => on !== "user");
}

/**
 * So many meet it at least, counted to `most`, from what is counted as it changes; what only a search would find is left out. What all
 * bookings but some have, all but those of any others have as well. `areAll`: everything that the filters leave has the words.
 */
export function keptAtLeast(db: Db, asked: Asked, { inText }: SearchedWords, most: number): { atLeast: number; areAll: boolean } {
  const all = keptCount(db, []);
  const lackedBy = (together: string[]) => together.reduce((some, match) => some + all - keptWith(db, match), 0);
  const lacking = Math.min(lackedBy(inText), inText.length > 1 ? lackedBy([inText.join(" AND ")]) : all);
  const filtered = isKept(asked) ? keptCount(db, asked.values) : countWithin(db, asked, lacking, most);
  return { atLeast: Math.max(0, filtered - lacking), areAll: lacking === 0 && filtered > 0 };
}

/** Of dates alone, where few lack the words. */
function countWithin(db: Db, asked: Asked, lacking: number, most: number): number {
  if (asked.values.length > 0 || lacking > most) return 0;
  return db.get<{ total: number }>(sql`select count(*) total from (select 1 from bookings indexed by bookings_start where ${startsWithin(asked)} limit ${most + lacking})`).total;
}

/** A booking has one text of a kind. */
function keptWith(db: Db, match: string): number {
  const kept = sql`select kind, bookings from booking_texts where mark in (${textsWith(match)})`;
  return db.get<{ most: number }>(sql`select coalesce(max(total), 0) most from (select sum(bookings) total from (${kept}) group by kind)`).most;
}

/** Those whose name has all the words; null when it takes too many names to say. */
export function keptNamed(db: Db, { inName }: SearchedWords): number | null {
  const kept = sql`select bookings from booking_texts where mark in (${textsWith(inName)})`;
  const { total, names } = db.get<{ total: number; names: number }>(sql`select coalesce(sum(bookings), 0) total, count(*) names from (${kept})`);
  return names < FEW_TEXTS ? total : null;
}
