import { inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { AllCursor } from "./cursor.ts";
import type { Sort } from "./filters.ts";
import { ATTENDEE, TITLE } from "./has-words.server.ts";
import { pairsWith, type Pairs } from "./pairs.server.ts";
import type { Plan } from "./plan.server.ts";
import { beyond, hasValues, idsOf, NAME, queryAlong, startsWithin } from "./walk.server.ts";

/** As `idsAlong`: goes through the names of the attendees who have the words, and merges in the few bookings that have them in their notes. */
export function idsOfFoundNames(db: Db, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): string[] {
  const ascends = !sort.startsWith("-") !== (cursor?.back ?? false);
  const direction = sql.raw(ascends ? "asc" : "desc");
  const pairs = pairsWith(plan.asked.words ?? [])!;
  const wanted = sql`${startsWithin(plan.asked)} and ${hasValues(plan.asked.values)} and ${pairs.met(ATTENDEE, TITLE)} and ${cursor ? beyond(NAME, cursor, ascends) : sql`1`}`;
  const ids: string[] = [];
  for (const { name, marks } of namesAlong(db, pairs, cursor, ascends)) {
    if (ids.length >= size) break;
    const found = sql`select id from bookings indexed by bookings_customer where ${NAME} = ${name} and ${wanted} and ${ATTENDEE} in (select value from json_each(${marks})) order by bookings.id ${direction} limit ${size - ids.length}`;
    ids.push(...idsOf(db, found));
  }
  const inNotes = idsOf(db, queryAlong({ ...plan, way: "few", places: plan.inNotes?.places ?? "[]" }, sort, size, cursor));
  if (inNotes.length === 0) return ids;
  return idsOf(db, sql`select bookings.id id from bookings where ${inArray(bookings.id, [...ids, ...inNotes])} order by ${NAME} ${direction}, bookings.id ${direction} limit ${size}`);
}

/** Names in order, from the cursor on, each with its attendees' numbers as JSON. */
function namesAlong(db: Db, { attendees }: Pairs, cursor: AllCursor | null, ascends: boolean): { name: string; marks: string }[] {
  const from = cursor ? sql`name collate nocase ${sql.raw(ascends ? ">=" : "<=")} ${cursor.key}` : sql`1`;
  return db.all(sql`select min(name) name, json_group_array(mark) marks from booking_attendees where mark in (${attendees}) and ${from} group by name collate nocase order by name collate nocase ${sql.raw(ascends ? "asc" : "desc")}`);
}
