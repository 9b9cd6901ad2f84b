import { sql, type SQL } from "drizzle-orm";
import type { FoundWord } from "./found-words.server.ts";
import { listed } from "./numbers.server.ts";

/** The pairs of an attendee and a title that have all the words between them: a booking has one of each. */
export interface Pairs {
  /** A query for the numbers (`rowid`) of all attendees in such a pair, except those that any attendee would make with `titles`. */
  attendees: SQL;
  /** Condition on the columns of an attendee from `attendees` and a title: whether they are such a pair. `within` bounds the attendees, by `rowid`. */
  met(attendee: SQL, title: SQL, within?: SQL): SQL;
  /** Titles that have all the words by themselves. */
  titles: number[];
  /** Whether every pair has its attendee in `attendees`. */
  isByAttendee: boolean;
}

/** null when a word is in too many titles to list. */
export function pairsWith(words: FoundWord[]): Pairs | null {
  if (words.some(({ titles }) => titles === null)) return null;
  const byAttendee = words.filter(({ titles }) => titles?.length === 0);
  const byEither = words.filter(({ titles }) => titles?.length !== 0);
  // If every word is in some title, an attendee needs only one of the words: the title may have the others.
  const led = byAttendee.length > 0 ? byAttendee.map(({ inAttendee }) => inAttendee).join(" AND ") : byEither.map(({ inAttendee }) => inAttendee).join(" OR ");
  const has = ({ inAttendee, titles, isInAttendees }: FoundWord, attendee: SQL, title: SQL, within: SQL) => {
    const hasTitle = sql`${title} in ${listed(titles!)}`;
    return isInAttendees ? sql`(${attendee} in (${attendeesWith(byAttendee.length > 0 ? `${led} AND ${inAttendee}` : inAttendee)} and ${within}) or ${hasTitle})` : hasTitle;
  };
  // With a single word, every attendee that is found has it.
  const asked = words.length > 1 ? byEither : [];
  return {
    attendees: attendeesWith(led),
    met: (attendee, title, within = sql`1`) => sql.join([sql`1`, ...asked.map((word) => has(word, attendee, title, within))], sql` and `),
    titles: byAttendee.length > 0 ? [] : common(byEither.map(({ titles }) => titles!)),
    isByAttendee: byAttendee.length > 0 && byEither.every(({ isInAttendees }) => !isInAttendees),
  };
}

const attendeesWith = (match: string) => sql`select rowid from booking_attendees_search where booking_attendees_search match ${match}`;

function common([first = [], ...others]: number[][]): number[] {
  const sets = others.map((other) => new Set(other));
  return first.filter((number) => sets.every((set) => set.has(number)));
}
