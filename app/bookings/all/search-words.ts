const PHONE = /^[+\d()./-]*\d[+\d()./-]*$/;
/** Digits and the signs of marks are in other columns as well. For everything else columns need not be named, which saves a fifth of the time. */
const ELSEWHERE_AS_WELL = /^\d+$|[\ue000-\uf8ff]/;

/** One word as a pattern for each search table of db/search.sql. */
export interface SearchedWord {
  /** As typed. */
  word: string;
  /** bookings_search: anywhere in a booking. */
  anywhere: string;
  /** booking_attendees_search. */
  inAttendee: string;
  /** booking_titles_search and booking_notes_search; null for one or two letters, which only match the start of a word in a name. */
  inText: string | null;
}

export function searchedWords(q: string | undefined): SearchedWord[] {
  return (q ?? "").split(/\s+/u).filter(Boolean).map(searched);
}

/** Less than three letters make no trigram, but each word of a name is indexed behind two marks. */
function searched(word: string): SearchedWord {
  const written = word.normalize("NFC");
  const letters = [...word.normalize("NFD").replace(/[\u0300-\u036f]/g, "")].length;
  if (letters < 3) {
    const begins = `name:${quoted(`\u0002\u0002${written}`)}`;
    return { word, anywhere: begins, inAttendee: begins, inText: null };
  }
  const digits = PHONE.test(word) ? word.replace(/\D/g, "").replace(/^0+/, "") : "";
  const orDigits = digits.length < 3 ? "" : ` OR digits:${quoted(digits)}`;
  const literally = ELSEWHERE_AS_WELL.test(written) ? `{name words}:${quoted(written)}` : quoted(written);
  return {
    word,
    anywhere: digits === written ? `{name words digits}:${quoted(digits)}` : `(${literally}${orDigits})`,
    inAttendee: `({name email phone}:${quoted(written)}${orDigits})`,
    inText: quoted(written),
  };
}

export const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
