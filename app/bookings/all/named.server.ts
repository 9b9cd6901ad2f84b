import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { calcomLinks } from "#db/schema/bookings.ts";
import { idsReferredTo } from "../reference.ts";

/** Of the bookings that have this for their reference, or ever had it for their uid at the far end. Most words are neither. */
export function idsNamed(db: Db, q: string): string[] {
  const word = q.trim();
  const link = db.select({ id: calcomLinks.bookingId }).from(calcomLinks).where(eq(calcomLinks.uid, word)).get();
  return [...new Set([...(link?.id ? [link.id] : []), ...referredTo(db, word)])];
}

/** The index of ids is used by what they begin with: sixteen beginnings of four letters. */
function referredTo(db: Db, word: string): string[] {
  const pattern = idsReferredTo(word);
  if (pattern === null) return [];
  const pairs = [...pattern.matchAll(/\[(..)\]/g)].slice(0, 4).map(([, pair]) => [...pair!]);
  const beginnings = pairs.reduce<string[]>((begun, pair) => begun.flatMap((text) => pair.map((sign) => text + sign)), [""]);
  const found = db.all<{ id: string }>(sql`select bookings.id id from json_each(${JSON.stringify(beginnings)}) beginning cross join bookings on bookings.id >= beginning.value and bookings.id < beginning.value || char(127) where bookings.id glob ${pattern}`);
  return found.map(({ id }) => id);
}
