import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { countInTexts, isKept, keptCount, type KeptCount } from "./kept-counts.server.ts";
import { placesInNotes } from "./places.server.ts";
import { matches, named, startsWithin } from "./walk.server.ts";

/** Counts are exact up to here. */
export const COUNTED = 10_000;
/** Enough to find more than COUNTED of what four in ten have. */
const PASSED = 25_000;

/** The number of matches as far as booking_counts tells it, without a search; null if it does not. */
export function keptOf(db: Db, asked: Asked): KeptCount | null {
  const { ids, words, values } = asked;
  if (ids !== null || !isKept(asked)) return null;
  if (words === null) return { total: keptCount(db, values), isExact: true };
  return hasRareValues(db, asked) ? null : countInTexts(db, words, values, COUNTED);
}

/** With values that so few bookings have, searching for all of them is quickest. */
const RARE = 1_000;
const hasRareValues = (db: Db, { values }: Asked) => values.length > 0 && keptCount(db, values.filter(({ on }) => on !== "user")) <= RARE;

/** How many bookings match; a result above COUNTED means "more than that". `inNotes` gives what `placesInNotes` does. */
export function totalOf(db: Db, asked: Asked, kept = keptOf(db, asked), inNotes = () => placesInNotes(db, asked), most = PASSED): number {
  const { ids } = asked;
  if (ids !== null) return db.get<{ total: number }>(sql`select count(*) total from ${named(asked, ids)}`).total;
  if (kept !== null && kept.total > COUNTED) return kept.total;
  const others = kept?.isExact ? inNotes() : null;
  if (kept !== null && others !== null) return kept.total + others.total;
  const passing = asked.counted && !hasRareValues(db, asked) ? countPassing(db, asked, asked.counted, most) : null;
  if (passing !== null) return passing;
  return db.get<{ total: number }>(sql`select count(*) total from (${allFound(asked)} limit ${COUNTED + 1})`).total;
}

function allFound(asked: Asked): SQL {
  const { words, values, match } = asked;
  if (match === null) return sql`select 1 from bookings indexed by bookings_start where ${startsWithin(asked)}`;
  const isInNotesOnly = words?.every(({ isInAttendees, titles, notes }) => !isInAttendees && titles?.length === 0 && notes === null) && values.length === 0 && isKept(asked);
  // The search index of notes has shorter lists.
  return isInNotesOnly ? sql`select 1 from booking_notes_search where booking_notes_search match ${words!.map(({ inText }) => inText).join(" AND ")}` : matches(asked, match);
}

/** Counts status and source by the row numbers of the other matches, rather than reading their own long lists. null when that takes too many rows. */
function countPassing(db: Db, asked: Asked, { match, told }: NonNullable<Asked["counted"]>, most: number): number | null {
  const passed = sql`${matches(asked, match)} limit ${most}`;
  const { total } = db.get<{ total: number }>(sql`select count(*) total from (select 1 from (${passed}) where ${told} limit ${COUNTED + 1})`);
  if (total > COUNTED) return total;
  const { places } = db.get<{ places: number }>(sql`select count(*) places from (${passed})`);
  return places < most ? total : null;
}
