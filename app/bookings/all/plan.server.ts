import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { COUNTED, keptOf, totalOf } from "./count.server.ts";
import { isByStart, type Sort } from "./filters.ts";
import type { FoundWord } from "./found-words.server.ts";
import { countInTexts, keptCount, type KeptCount } from "./kept-counts.server.ts";
import { FEW, placesInNotes, placesOf, type Places } from "./places.server.ts";

/**
 * How to reach what is asked for: along the index of starts, along the one index of words and values (it is in the order of the
 * start as well), along the index of names, along the names that are searched for, or by sorting all that match by name. Named bookings, and what few match, are looked up.
 */
export interface Plan {
  asked: Asked;
  way: "named" | "few" | "starts" | "search" | "names" | "found names" | "sorted names";
  /** The places of the few, as JSON. */
  places: string | null;
  /** Those that some word is found in the notes of, where they are looked up apart. */
  inNotes: Places | null;
  kept: KeptCount | null;
  /** null where the way does not hang on it: `countOf` counts then. */
  total: number | null;
}

/** `size` is how many rows a page wants; `few` of them are found once and for all. */
export function planOf(db: Db, asked: Asked, sort: Sort, size: number, few = FEW): Plan {
  const kept = keptOf(db, asked);
  const plan = { asked, places: null, inNotes: null, kept, total: null };
  if (asked.ids !== null) return { ...plan, way: "named" };
  const found = asked.match === null || (kept !== null && kept.total > few) ? null : placesOf(db, asked, asked.match, few + 1);
  if (found !== null && found.total <= few) return { ...plan, way: "few", ...found };
  if (isByStart(sort)) return { ...plan, way: asked.match === null ? "starts" : "search" };
  const inNotes = asked.words && placesInNotes(db, asked, few);
  if (asked.words !== null && inNotes !== null && isInNames(db, asked.words)) return { ...plan, way: "found names", inNotes };
  const total = totalOf(db, asked, kept, () => inNotes);
  return { ...plan, way: walksNames(db, asked, total, size) ? "names" : "sorted names", total };
}

/** Whether all that have the words in attendee and title are found by their attendees. */
function isInNames(db: Db, words: FoundWord[]): boolean {
  const { total, isExact, byAttendee } = countInTexts(db, words, []);
  return isExact && byAttendee === total;
}

/** How many it leads to; above COUNTED there are more than that. */
export function countOf(db: Db, { asked, total, kept, inNotes }: Plan, most?: number): number {
  return total ?? totalOf(db, asked, kept, () => inNotes ?? placesInNotes(db, asked), most);
}

/** Looking at a row to sort it takes as long as passing by ten in the index of names, or as asking the search about a fifth of one. */
function walksNames(db: Db, { words }: Asked, total: number, size: number): boolean {
  if (total > COUNTED) return true;
  const passedBy = (size * keptCount(db, [])) / Math.max(total, 1);
  return total > passedBy * (words === null ? 0.1 : 5);
}
