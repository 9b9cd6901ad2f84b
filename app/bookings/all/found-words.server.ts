import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { quoted, searchedWords, type SearchedWord } from "./search-words.ts";

/** So many attendees or titles are asked for one by one; for more, letters are compared. */
const FEW_MARKS = 20;
/** So many titles or notes with a word are held. */
const MOST_HELD = 2_000;
/** As many attendees are gone through one by one. */
export const MOST_ATTENDEES = 2_000;
/** Marks begin at 1: no booking has this one. */
export const NO_MARK = "\ue000\ue000\uf8ff";

/** A word, and where it is found. */
export interface FoundWord extends SearchedWord {
  /** Whether there is an attendee who has it. */
  isInAttendees: boolean;
  /** Numbers of booking_titles; null when they are too many. */
  titles: number[] | null;
  /** Rows of the bookings in whose notes it stands; null when they are too many. */
  notes: number[] | null;
  /** For bookings_search: the soonest found of what says the same. */
  match: string;
}

/** null when nothing is searched for. */
export function foundWords(db: Db, q: string | undefined): FoundWord[] | null {
  const words = searchedWords(q);
  return words.length > 0 ? words.map((word) => found(db, word)) : null;
}

function found(db: Db, word: SearchedWord): FoundWord {
  const attendees = numbers(db, attendeesWith(word.inAttendee, FEW_MARKS + 1));
  const titles = word.inText === null ? [] : held(db, sql`select rowid number from booking_titles_search where booking_titles_search match ${word.inText}`);
  const notes = word.inText === null ? [] : held(db, sql`select rowid number from booking_notes_search where booking_notes_search match ${word.inText}`);
  const isByMarks = attendees.length <= FEW_MARKS && titles !== null && titles.length <= FEW_MARKS && notes?.length === 0;
  const match = isByMarks ? byMarks(db, attendees, titles) : word.anywhere;
  return { ...word, isInAttendees: attendees.length > 0, titles, notes, match };
}

/** Numbers of booking_attendees, lowest first. */
export function attendeesWith(inAttendee: string, most: number): SQL {
  return sql`select rowid number from booking_attendees_search where booking_attendees_search match ${inAttendee} limit ${most}`;
}

function held(db: Db, query: SQL): number[] | null {
  const some = numbers(db, sql`${query} limit ${MOST_HELD + 1}`);
  return some.length <= MOST_HELD ? some : null;
}

const numbers = (db: Db, query: SQL) => db.all<{ number: number }>(query).map(({ number }) => number);

function byMarks(db: Db, attendees: number[], titles: number[]): string {
  const marks = [
    ...db.all<{ three: string }>(sql`select three from marked_attendees where mark in ${listed(attendees)}`).map(({ three }) => `attendee:${quoted(three)}`),
    ...db.all<{ three: string }>(sql`select three from marked_titles where mark in ${listed(titles)}`).map(({ three }) => `title:${quoted(three)}`),
  ];
  return marks.length > 0 ? `(${marks.join(" OR ")})` : `attendee:${quoted(NO_MARK)}`;
}

export const listed = (numbers: number[]) => sql`(select value from json_each(${JSON.stringify(numbers)}))`;
