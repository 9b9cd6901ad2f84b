const PHONE = /^[+\d()./-]*\d[+\d()./-]*$/;
/** Digits alone, and the signs of marks. What is neither stands in no other column: to name columns would take a fifth longer. */
const ELSEWHERE_AS_WELL = /^\d+$|[\ue000-\uf8ff]/;

/** One word, as each index of db/search.sql wants it asked for. */
export interface SearchedWord {
  /** bookings_search: wherever in a booking it stands. */
  anywhere: string;
  /** booking_attendees_search. */
  inAttendee: string;
  /** booking_titles_search and booking_notes_search; null for one or two letters, which begin a word of a name. */
  inText: string | null;
}

export function searchedWords(q: string | undefined): SearchedWord[] {
  return (q ?? "").split(/\s+/u).filter(Boolean).map(searched);
}

/** The indexes have no entry for less than three letters, but each word of a name is written there behind two marks. */
function searched(word: string): SearchedWord {
  const written = word.normalize("NFC");
  const letters = [...word.normalize("NFD").replace(/[\u0300-\u036f]/g, "")].length;
  if (letters < 3) {
    const begins = `name:${quoted(`\u0002\u0002${written}`)}`;
    return { anywhere: begins, inAttendee: begins, inText: null };
  }
  const digits = PHONE.test(word) ? word.replace(/\D/g, "").replace(/^0+/, "") : "";
  const orDigits = digits.length < 3 ? "" : ` OR digits:${quoted(digits)}`;
  const literally = ELSEWHERE_AS_WELL.test(written) ? `{name words}:${quoted(written)}` : quoted(written);
  return {
    anywhere: digits === written ? `{name words digits}:${quoted(digits)}` : `(${literally}${orDigits})`,
    inAttendee: `({name email phone}:${quoted(written)}${orDigits})`,
    inText: quoted(written),
  };
}

export const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
