import { inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { AllCursor } from "./cursor.ts";
import type { Sort } from "./filters.ts";
import { listed } from "./found-words.server.ts";
import { attendeesWithAll, whereFound } from "./kept-counts.server.ts";
import type { Plan } from "./plan.server.ts";
import { beyond, hasValues, idsOf, NAME, queryAlong, startsWithin } from "./walk.server.ts";

/** As `idsAlong`: name by name of the attendees that have the words, and between them the few bookings that have them in their notes. */
export function idsOfFoundNames(db: Db, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): string[] {
  const ascends = !sort.startsWith("-") !== (cursor?.back ?? false);
  const direction = sql.raw(ascends ? "asc" : "desc");
  const wanted = sql`${startsWithin(plan.asked)} and ${hasValues(plan.asked.values)} and ${hasTitle(plan)} and ${cursor ? beyond(NAME, cursor, ascends) : sql`1`}`;
  const ids: string[] = [];
  for (const { name, marks } of namesAlong(db, plan, cursor, ascends)) {
    if (ids.length >= size) break;
    const found = sql`select id from bookings indexed by bookings_customer where ${NAME} = ${name} and ${wanted} and ${ATTENDEE} in (select value from json_each(${marks})) order by bookings.id ${direction} limit ${size - ids.length}`;
    ids.push(...idsOf(db, found));
  }
  const inNotes = idsOf(db, queryAlong({ ...plan, way: "few", places: plan.inNotes?.places ?? "[]" }, sort, size, cursor));
  if (inNotes.length === 0) return ids;
  return idsOf(db, sql`select bookings.id id from bookings where ${inArray(bookings.id, [...ids, ...inNotes])} order by ${NAME} ${direction}, bookings.id ${direction} limit ${size}`);
}

const ATTENDEE = sql`(select mark from booking_attendees where name = bookings.attendee_name and email = coalesce(bookings.attendee_email, '') and phone = coalesce(bookings.attendee_phone, ''))`;

function hasTitle({ asked }: Plan): SQL {
  const { titles } = whereFound(asked.words ?? []);
  return titles === null ? sql`1` : sql`bookings.title in (select title from booking_titles where mark in ${listed(titles)})`;
}

/** From the cursor's own on; each with the numbers of the attendees who are called so, as JSON. */
function namesAlong(db: Db, { asked }: Plan, cursor: AllCursor | null, ascends: boolean): { name: string; marks: string }[] {
  const { query } = attendeesWithAll(db, whereFound(asked.words ?? []).inAttendees);
  const from = cursor ? sql`name collate nocase ${sql.raw(ascends ? ">=" : "<=")} ${cursor.key}` : sql`1`;
  return db.all(sql`select min(name) name, json_group_array(mark) marks from booking_attendees where mark in (${query}) and ${from} group by name collate nocase order by name collate nocase ${sql.raw(ascends ? "asc" : "desc")}`);
}
