import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked } from "./conditions.server.ts";
import { matches } from "./walk.server.ts";

/** Where a few bookings stand in bookings_search. */
export interface Places {
  /** As JSON. */
  places: string;
  total: number;
}

/** So many are looked up one by one. */
export const FEW = 300;
const NONE: Places = { places: "[]", total: 0 };

/** As text, since SQLite's integers are longer than JavaScript's. */
export function placesOf(db: Db, asked: Asked, match: string, most: number): Places {
  return db.get(sql`select json_group_array(place) places, count(*) total from (${matches(asked, match)} limit ${most})`);
}

/** Where the words are found though the name does not have all of them; null when that are more than a few. */
export function placesBeside(db: Db, asked: Asked, few = FEW): Places | null {
  const { match, words } = asked;
  if (match === null || words === null || words.beside === null) return NONE;
  if (words.besideAtLeast !== null && placesOf(db, asked, words.besideAtLeast, 1).total === 0) return NONE;
  const found = placesOf(db, asked, `((${words.beside}) AND ${match}) NOT (${words.inName})`, few + 1);
  return found.total <= few ? found : null;
}
