import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { Asked, AskedValue } from "./conditions.server.ts";
import { attendeesWith, listed, MOST_ATTENDEES, type FoundWord } from "./found-words.server.ts";

/** What is counted as it changes: not accounts, and not dates. */
export function isKept({ fromMs, untilMs, values }: Asked): boolean {
  return fromMs === null && untilMs === null && values.every(({ on }) => on !== "user");
}

/** How many have these. */
export function keptCount(db: Db, values: AskedValue[]): number {
  return counted(db, values, null, null);
}

export interface KeptCount {
  total: number;
  /** Otherwise there are so many at least. */
  isExact: boolean;
  /** So many of them have in their attendee what is not looked for in titles alone. */
  byAttendee: number;
}

/** Those that have all the words in their attendee and title; what has them in its notes is not counted. */
export function countInTexts(db: Db, words: FoundWord[], values: AskedValue[]): KeptCount {
  const { inTitles, inEither, inAttendees, titles } = whereFound(words);
  if (inTitles.some((word) => word.titles === null)) return { total: 0, isExact: false, byAttendee: 0 };
  if (inAttendees.length === 0) return { total: counted(db, values, null, titles), isExact: true, byAttendee: 0 };
  const withAll = attendeesWithAll(db, inAttendees);
  const byAttendee = counted(db, values, withAll.query, titles);
  if (inEither.length === 0 || !withAll.areAll) return { total: byAttendee, isExact: withAll.areAll, byAttendee };
  const byTitle = countByTitle(db, values, words);
  return { total: byAttendee + (byTitle ?? 0), isExact: byTitle !== null, byAttendee };
}

/** Those that have a word in their title and not in their attendee, and the others in either; null where that is not soon said. */
function countByTitle(db: Db, values: AskedValue[], words: FoundWord[]): number | null {
  const { inEither, inAttendees, titles } = whereFound(words);
  const [either] = inEither;
  // Two words that may stand in either of two places would be four cases: the search counts those.
  if (inEither.length > 1 || !either?.titles) return null;
  const others = inAttendees.filter((word) => word !== either);
  const withOthers = others.length > 0 ? attendeesWithAll(db, others) : null;
  if (withOthers?.areAll === false) return null;
  const having = titles === null ? either.titles : common([titles, either.titles]);
  return counted(db, values, withOthers?.query ?? null, having) - counted(db, values, attendeesWithAll(db, inAttendees).query, having);
}

/** Words that no attendee has, words that titles have as well, words that attendees have; and the titles that have all of the first, null for any. */
export function whereFound(words: FoundWord[]) {
  const inTitles = words.filter(({ isInAttendees }) => !isInAttendees);
  const inAttendees = words.filter(({ isInAttendees }) => isInAttendees);
  return { inTitles, inAttendees, inEither: inAttendees.filter(({ titles }) => titles?.length !== 0), titles: inTitles.length > 0 ? common(inTitles.map((word) => word.titles ?? [])) : null };
}

/** `areAll`: there are no more of them. */
export function attendeesWithAll(db: Db, words: FoundWord[]): { query: SQL; areAll: boolean } {
  const query = attendeesWith(words.map(({ inAttendee }) => inAttendee).join(" AND "), MOST_ATTENDEES);
  const { found } = db.get<{ found: number }>(sql`select count(*) found from (${query})`);
  return { query, areAll: found < MOST_ATTENDEES };
}

const common = ([first, ...others]: number[][]) => first!.filter((number) => others.every((other) => other.includes(number)));

/** null is anybody, any title. */
function counted(db: Db, values: AskedValue[], attendees: SQL | null, titles: number[] | null): number {
  const anyTitle = attendees === null ? sql`title = 0` : sql`1`;
  const texts = sql`${attendees === null ? sql`attendee = 0` : sql`attendee in (${attendees})`} and ${titles === null ? anyTitle : sql`title in ${listed(titles)}`}`;
  const filters = values.map(({ on, marks }) => sql`and ${sql.identifier(on)} in ${listed(marks.map(({ mark }) => mark))}`);
  return db.get<{ total: number }>(sql`select coalesce(sum(bookings), 0) total from booking_counts where ${texts} ${sql.join(filters, sql` `)}`).total;
}
