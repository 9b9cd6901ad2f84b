import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { COUNTED, keptOf, totalOf } from "./count.server.ts";
import { isByStart, type Sort } from "./filters.ts";
import { keptCount, type KeptCount } from "./kept-counts.server.ts";
import { numbersOf } from "./numbers.server.ts";
import { pairsWith, type Pairs } from "./pairs.server.ts";
import { FEW, placesInNotes, placesOf, type Places } from "./places.server.ts";

/**
 * How to read the matches in order: along the index of starts; along the search index, which is in the order of the start too; along the
 * index of names; along the names that are searched for; or by sorting all matches by name. Named bookings, and a few matches, are looked up.
 */
export interface Plan {
  asked: Asked;
  way: "named" | "few" | "starts" | "search" | "names" | "found names" | "sorted names";
  /** The places of the few, as JSON. */
  places: string | null;
  /** With "found names": what matches by its notes only. */
  inNotes: Places | null;
  /** As `keptOf`. */
  kept: KeptCount | null;
  /** null if choosing the way did not need it; `countOf` counts then. */
  total: number | null;
}

/** `size` is the number of rows wanted; up to `few` matches are looked up at once. */
export function planOf(db: Db, asked: Asked, sort: Sort, size: number, few = FEW): Plan {
  const kept = keptOf(db, asked);
  const plan = { asked, places: null, inNotes: null, kept, total: null };
  if (asked.ids !== null) return { ...plan, way: "named" };
  const found = asked.match === null || (kept !== null && kept.total > few) ? null : placesOf(db, asked, asked.match, few + 1);
  if (found !== null && found.total <= few) return { ...plan, way: "few", ...found };
  if (isByStart(sort)) return { ...plan, way: asked.match === null ? "starts" : "search" };
  const inNotes = asked.words && placesInNotes(db, asked, few);
  const pairs = asked.words && pairsWith(asked.words);
  if (inNotes !== null && pairs?.isByAttendee && isSoonOrdered(db, pairs)) return { ...plan, way: "found names", inNotes };
  const total = totalOf(db, asked, kept, () => inNotes);
  return { ...plan, way: walksNames(db, asked, total, size) ? "names" : "sorted names", total };
}

/** Their names are put in order for every page. */
const MOST_ATTENDEES = 2_000;
const isSoonOrdered = (db: Db, { attendees }: Pairs) => numbersOf(db, sql`${attendees} limit ${MOST_ATTENDEES + 1}`).length <= MOST_ATTENDEES;

/** How many bookings match; a result above COUNTED means "more than that". */
export function countOf(db: Db, { asked, total, kept, inNotes }: Plan, most?: number): number {
  return total ?? totalOf(db, asked, kept, () => inNotes ?? placesInNotes(db, asked), most);
}

/** Reading a row to sort it costs as much as passing ten in the index of names, or as looking for the words in one of them. */
function walksNames(db: Db, { words }: Asked, total: number, size: number): boolean {
  if (total > COUNTED) return true;
  const passedBy = (size * keptCount(db, [])) / Math.max(total, 1);
  return total > passedBy * (words === null ? 0.1 : 1);
}
