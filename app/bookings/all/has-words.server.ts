import { sql, type SQL } from "drizzle-orm";
import type { FoundWord } from "./found-words.server.ts";
import { listed } from "./numbers.server.ts";

/** The attendee and the title of a row of bookings, as db/search.sql numbers them. */
export const ATTENDEE = sql`(select mark from booking_attendees where name = bookings.attendee_name and email = coalesce(bookings.attendee_email, '') and phone = coalesce(bookings.attendee_phone, ''))`;
export const TITLE = sql`(select mark from booking_titles where title = bookings.title)`;

/** Whether a row of bookings has all the words. */
export function hasWords(words: FoundWord[] | null): SQL {
  return words === null ? sql`1` : sql.join(words.map(hasWord), sql` and `);
}

/** Cheapest first. Titles or notes that are too many to list are looked up row by row. */
function hasWord(word: FoundWord): SQL {
  const { inAttendee, inText, isInAttendees, titles, notes } = word;
  const inTitle = titles ? sql`${TITLE} in ${listed(titles)}` : sql`exists (select 1 from booking_titles_search where booking_titles_search match ${inText} and rowid = ${TITLE})`;
  const places = [
    notes?.length !== 0 && (notes ? sql`bookings.seq in ${listed(notes)}` : sql`bookings.notes <> '' and ${isInNotes(word)}`),
    titles?.length !== 0 && inTitle,
    isInAttendees && sql`${ATTENDEE} in (select rowid from booking_attendees_search where booking_attendees_search match ${inAttendee})`,
  ];
  return sql`(${sql.join([sql`0`, ...places.filter((place) => place !== false)], sql` or `)})`;
}

const PLAIN = /^[a-z0-9]+$/i;

/** LIKE agrees with the search where both the word and the notes are ASCII, and takes a tenth of the time. */
function isInNotes({ word, inText }: FoundWord): SQL {
  const found = sql`exists (select 1 from booking_notes_search where booking_notes_search match ${inText} and rowid = bookings.seq)`;
  if (!PLAIN.test(word)) return found;
  return sql`case when bookings.notes glob '*[^' || char(1) || '-' || char(127) || ']*' then ${found} else bookings.notes like ${`%${word}%`} end`;
}
