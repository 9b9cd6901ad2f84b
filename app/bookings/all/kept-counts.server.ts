import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked, AskedValue } from "./conditions.server.ts";
import type { SearchedWords } from "./search-words.ts";
import { hasValues, isWithin } from "./walk.server.ts";

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
 * So many meet it at least, from what is counted as it changes; what only a search would find is left out. What all bookings but
 * some have, all but those of any others have as well. `areAll`: everything that the filters leave has the words.
 */
export function keptAtLeast(db: Db, asked: Asked, { inText }: SearchedWords): { atLeast: number; areAll: boolean } {
  if (!isKept(asked)) return { atLeast: 0, areAll: false };
  const [all, filtered] = [keptCount(db, []), keptCount(db, asked.values)];
  const leftBy = (together: string[]) => together.reduce((some, match) => some + keptWith(db, match) - all, filtered);
  const atLeast = Math.max(0, leftBy(inText), inText.length > 1 ? leftBy([inText.join(" AND ")]) : 0);
  return { atLeast, areAll: atLeast === filtered };
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
