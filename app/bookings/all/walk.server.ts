import { inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { Asked, AskedValue } from "./conditions.server.ts";
import type { AllCursor } from "./cursor.ts";
import { isByStart, type Sort } from "./filters.ts";
import { hasWords } from "./has-words.server.ts";
import { itsMinute, itsMinuteAfter, minuteAfter, minuteOf, rowAt } from "./place.server.ts";
import type { Plan } from "./plan.server.ts";

export const NAME = sql`bookings.attendee_name collate nocase`;
const START = sql`bookings.starts_at`;
/** Before and after everything that a column of instants holds. */
const FIRST = sql`-9223372036854775807`;
const LAST = sql`9223372036854775807`;

export const idsOf = (db: Db, query: SQL) => db.all<{ id: string }>(query).map(({ id }) => id);

export function queryAlong(plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): SQL {
  const ascends = !sort.startsWith("-") !== (cursor?.back ?? false);
  const key = isByStart(sort) ? START : NAME;
  const direction = sql.raw(ascends ? "asc" : "desc");
  const past = cursor ? beyond(key, cursor, ascends) : sql`1`;
  return sql`select bookings.id id, bookings.seq seq from ${reached(plan, size, cursor, ascends)} and ${past} order by ${key} ${direction}, bookings.id ${direction} limit ${size}`;
}

export function startsWithin({ fromMs, untilMs }: Asked): SQL {
  return sql`${fromMs === null ? sql`1` : sql`${START} >= ${fromMs}`} and ${untilMs === null ? sql`1` : sql`${START} < ${untilMs}`}`;
}

/** Everything that `bookings_search` finds: places, in order. */
export function matches(asked: Asked, match: string): SQL {
  return sql`select rowid place from bookings_search where bookings_search match ${match} and rowid >= ${lowest(asked)} and rowid < ${highest(asked)}`;
}

/** The few that are meant by their names, as far as they meet the filters. */
export function named(asked: Asked, ids: string[]): SQL {
  return sql`bookings where ${inArray(bookings.id, ids)} and ${startsWithin(asked)} and ${hasValues(asked.values)}`;
}

function reached({ asked, way, places }: Plan, size: number, cursor: AllCursor | null, ascends: boolean): SQL {
  const { ids, match } = asked;
  if (ids !== null) return named(asked, ids);
  if (places !== null) return sql`json_each(${places}) place cross join bookings on bookings.seq = ${rowAt(sql`place.value`)} where ${startsWithin(asked)}`;
  if (way === "search" && match !== null) return sql`${searched(match, ascends ? upwards(asked, match, size, cursor) : downwards(asked, match, size, cursor))} and ${startsWithin(asked)}`;
  if (way === "sorted names" && match !== null) return searched(match, [lowest(asked), highest(asked)]);
  if (way === "names") return sql`bookings indexed by bookings_customer where ${startsWithin(asked)} and ${hasValues(asked.values)} and ${hasWords(asked.words)}`;
  return sql`bookings indexed by bookings_start where ${startsWithin(asked)}`;
}

function searched(match: string, [from, until]: [SQL, SQL]): SQL {
  return sql`bookings_search cross join bookings on bookings.seq = ${rowAt(sql`bookings_search.rowid`)} where bookings_search match ${match} and bookings_search.rowid >= ${from} and bookings_search.rowid < ${until}`;
}

/**
 * Places are in the order of minutes only. So whole minutes are read: the cursor's own, and behind it as many as hold a page. SQL
 * then puts what is in them in order.
 */
function downwards(asked: Asked, match: string, size: number, cursor: AllCursor | null): [SQL, SQL] {
  const edge = cursor ? sql`min(${minuteOf(cursor.key)}, ${highest(asked)})` : highest(asked);
  const farthest = sql`(select min(place) from (select rowid place from bookings_search where bookings_search match ${match} and rowid >= ${lowest(asked)} and rowid < ${edge} order by rowid desc limit ${size}))`;
  const asFar = sql`coalesce(${itsMinute(farthest)}, ${lowest(asked)})`;
  if (cursor === null && asked.untilMs === null) return [asFar, LAST];
  return [sql`case when ${has(match, dayBefore(asked, edge), edge, size)} then ${dayBefore(asked, edge)} else ${asFar} end`, cursor ? minuteAfter(cursor.key) : highest(asked)];
}

/** Long lists are slow to be entered from behind: where many stand in them a page is found in a day, from its beginning. */
const dayBefore = (asked: Asked, edge: SQL) => sql`max(${edge} - (1440 << 33), ${lowest(asked)})`;

function has(match: string, from: SQL, until: SQL, size: number): SQL {
  return sql`(select count(*) from (select 1 from bookings_search where bookings_search match ${match} and rowid >= ${from} and rowid < ${until} limit ${size})) = ${size}`;
}

function upwards(asked: Asked, match: string, size: number, cursor: AllCursor | null): [SQL, SQL] {
  const edge = cursor ? sql`max(${minuteAfter(cursor.key)}, ${lowest(asked)})` : lowest(asked);
  const farthest = sql`(select max(place) from (select rowid place from bookings_search where bookings_search match ${match} and rowid >= ${edge} and rowid < ${highest(asked)} order by rowid limit ${size}))`;
  return [cursor ? minuteOf(cursor.key) : lowest(asked), sql`coalesce(${itsMinuteAfter(farthest)}, ${highest(asked)})`];
}

const lowest = ({ fromMs }: Asked) => (fromMs === null ? FIRST : minuteOf(fromMs));
const highest = ({ untilMs }: Asked) => (untilMs === null ? LAST : minuteOf(untilMs));

export function hasValues(values: AskedValue[]): SQL {
  return values.length === 0 ? sql`1` : sql.join(values.map(({ column, anyOf }) => inArray(column, anyOf)), sql` and `);
}

export function beyond(key: SQL, cursor: AllCursor, ascends: boolean): SQL {
  const past = sql.raw(ascends ? ">" : "<");
  return sql`${key} ${past}= ${cursor.key} and (${key} ${past} ${cursor.key} or bookings.id ${past} ${cursor.id})`;
}
