import { inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { AllCursor } from "./cursor.ts";
import type { Sort } from "./filters.ts";
import type { Plan } from "./plan.server.ts";
import { beyond, hasValues, idsOf, NAME, queryAlong, startsWithin } from "./walk.server.ts";

/** As `idsAlong`: name by name of those that have all the words, and between them the few bookings that have them elsewhere. */
export function idsOfFoundNames(db: Db, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): string[] {
  const ascends = !sort.startsWith("-") !== (cursor?.back ?? false);
  const direction = sql.raw(ascends ? "asc" : "desc");
  const wanted = sql`${startsWithin(plan.asked)} and ${hasValues(plan.asked.values)} and ${cursor ? beyond(NAME, cursor, ascends) : sql`1`}`;
  const ids: string[] = [];
  for (const name of namesAlong(db, plan, wanted, direction, size)) {
    if (ids.length === size) break;
    const found = sql`select id from bookings indexed by bookings_customer where ${NAME} = ${name} and ${wanted} order by bookings.id ${direction} limit ${size - ids.length}`;
    ids.push(...idsOf(db, found));
  }
  const beside = idsOf(db, queryAlong({ ...plan, way: "few", places: plan.beside?.places ?? "[]" }, sort, size, cursor));
  if (beside.length === 0) return ids;
  return idsOf(db, sql`select bookings.id id from bookings where ${inArray(bookings.id, [...ids, ...beside])} order by ${NAME} ${direction}, bookings.id ${direction} limit ${size}`);
}

/** Each has a booking that is wanted, so a page needs no more than it has rows. */
function namesAlong(db: Db, { asked }: Plan, wanted: SQL, direction: SQL, size: number): string[] {
  const found = sql`select rowid from booking_texts_search where booking_texts_search match ${asked.words?.inName}`;
  const hasSome = sql`exists (select 1 from bookings indexed by bookings_customer where ${NAME} = booking_texts.value and ${wanted})`;
  const names = sql`select value from booking_texts where mark in (${found}) and ${hasSome} group by value collate nocase order by value collate nocase ${direction} limit ${size}`;
  return db.all<{ value: string }>(names).map(({ value }) => value);
}
