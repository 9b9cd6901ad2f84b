import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { countInTexts, isKept, keptCount, type KeptCount } from "./kept-counts.server.ts";
import { placesInNotes } from "./places.server.ts";
import { matches, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;
/** Enough to meet more than are counted of what four in ten have. */
const PASSED = 25_000;

/** What is soon said of how many meet it; null where nothing is. */
export function keptOf(db: Db, asked: Asked): KeptCount | null {
  if (asked.ids !== null || !isKept(asked)) return null;
  return asked.words === null ? { total: keptCount(db, asked.values), isExact: true, byAttendee: 0 } : countInTexts(db, asked.words, asked.values);
}

/** How many meet what is asked for; above COUNTED there are more than that. `inNotes` as placesInNotes says. */
export function totalOf(db: Db, asked: Asked, kept = keptOf(db, asked), inNotes = () => placesInNotes(db, asked), most = PASSED): number {
  const { ids, match } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  if (kept !== null && kept.total > COUNTED) return kept.total;
  const others = kept?.isExact ? inNotes() : null;
  if (kept !== null && others !== null) return kept.total + others.total;
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
