import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import type { FoundWord } from "./found-words.server.ts";
import { listed } from "./numbers.server.ts";
import { PLACE } from "./place.server.ts";
import { hasValues, matches, startsWithin } from "./walk.server.ts";

/** Where a few bookings stand in bookings_search. */
export interface Places {
  /** As JSON. */
  places: string;
  total: number;
}

/** So many matches are looked up one by one. */
export const FEW = 300;
const NONE: Places = { places: "[]", total: 0 };

/** As text, since SQLite's integers are longer than JavaScript's. */
export function placesOf(db: Db, asked: Asked, match: string, most: number): Places {
  return db.get(sql`select json_group_array(place) places, count(*) total from (${matches(asked, match)} limit ${most})`);
}

/** Matches that have some word in their notes only; null when there may be more than `few`. */
export function placesInNotes(db: Db, asked: Asked, few = FEW): Places | null {
  const words = asked.words ?? [];
  const rows = new Set<number>();
  for (const { notes } of words) {
    if (notes === null || rows.size + notes.length > few) return null;
    for (const row of notes) rows.add(row);
  }
  if (rows.size === 0) return NONE;
  if (words.some(({ titles }) => titles === null)) return null;
  const met = words.map((word) => sql`(bookings.seq in ${listed(word.notes!)} or ${isInTexts(word)})`);
  const found = sql`bookings join marked_bookings marked on marked.seq = bookings.seq where bookings.seq in ${listed([...rows])} and ${startsWithin(asked)} and ${hasValues(asked.values)}
    and ${sql.join(met, sql` and `)} and not (${sql.join(words.map(isInTexts), sql` and `)})`;
  return db.get(sql`select json_group_array(${PLACE}) places, count(*) total from ${found}`);
}

/** Whether a row of marked_bookings has the word in its attendee or title. */
function isInTexts({ inAttendee, titles }: FoundWord): SQL {
  return sql`(exists (select 1 from booking_attendees_search where booking_attendees_search match ${inAttendee} and rowid = marked.attendee) or marked.title in ${listed(titles ?? [])})`;
}
