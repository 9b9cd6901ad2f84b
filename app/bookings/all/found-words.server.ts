import { sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { listed, numbersOf } from "./numbers.server.ts";
import { quoted, searchedWords, type SearchedWord } from "./search-words.ts";

/** Up to so many attendees and titles are searched for by their marks; beyond, by letters. */
const FEW_MARKS = 20;
/** Up to so many titles, and bookings by their notes, with a word are listed. */
const MOST_TITLES_LISTED = 2_000;
const MOST_NOTES_LISTED = 300;
/** With more titles than this, nobody checks whether all of them have a word. */
const MOST_TITLES = 10_000;
/** Marks begin at 1: no booking has this one. */
export const NO_MARK = "\ue000\ue000\uf8ff";

/** A word, and what has it. */
export interface FoundWord extends SearchedWord {
  /** Whether any attendee has it. */
  isInAttendees: boolean;
  /** Numbers of booking_titles; null when there are too many. */
  titles: number[] | null;
  /** Rows (seq) of the bookings with it in their notes; null when there are too many. */
  notes: number[] | null;
  /** The quickest pattern for bookings_search: marks where there are few, letters otherwise. */
  match: string;
}

/** null when nothing is searched for. A word that every title has matches every booking, so it is left out. */
export function foundWords(db: Db, q: string | undefined): FoundWord[] | null {
  const words = searchedWords(q).filter((word) => !isInAllTitles(db, word));
  return words.length > 0 ? words.map((word) => found(db, word)) : null;
}

function isInAllTitles(db: Db, { inText }: SearchedWord): boolean {
  if (inText === null) return false;
  const count = (from: SQL) => db.get<{ titles: number }>(sql`select count(*) titles from (select 1 from ${from} limit ${MOST_TITLES})`).titles;
  const all = count(sql`booking_titles`);
  return all > 0 && all < MOST_TITLES && count(sql`booking_titles_search where booking_titles_search match ${inText}`) === all;
}

function found(db: Db, word: SearchedWord): FoundWord {
  const attendees = numbersOf(db, sql`select rowid from booking_attendees_search where booking_attendees_search match ${word.inAttendee} limit ${FEW_MARKS + 1}`);
  const titles = word.inText === null ? [] : listOf(db, MOST_TITLES_LISTED, sql`select rowid from booking_titles_search where booking_titles_search match ${word.inText}`);
  const notes = word.inText === null ? [] : listOf(db, MOST_NOTES_LISTED, sql`select rowid from booking_notes_search where booking_notes_search match ${word.inText}`);
  const isByMarks = attendees.length <= FEW_MARKS && titles !== null && titles.length <= FEW_MARKS && notes?.length === 0;
  const match = isByMarks ? byMarks(db, attendees, titles) : word.anywhere;
  return { ...word, isInAttendees: attendees.length > 0, titles, notes, match };
}

function listOf(db: Db, most: number, query: SQL): number[] | null {
  const some = numbersOf(db, sql`${query} limit ${most + 1}`);
  return some.length <= most ? some : null;
}

function byMarks(db: Db, attendees: number[], titles: number[]): string {
  const marks = [
    ...db.all<{ three: string }>(sql`select three from marked_attendees where mark in ${listed(attendees)}`).map(({ three }) => `attendee:${quoted(three)}`),
    ...db.all<{ three: string }>(sql`select three from marked_titles where mark in ${listed(titles)}`).map(({ three }) => `title:${quoted(three)}`),
  ];
  return marks.length > 0 ? `(${marks.join(" OR ")})` : `attendee:${quoted(NO_MARK)}`;
}
