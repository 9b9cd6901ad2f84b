const PHONE = /^[+\d()./-]*\d[+\d()./-]*$/;
/** As db/triggers.sql counts them in "elsewhere". */
const WHOLE_NUMBER_DIGITS = 6;
const ANYWHERE = "name words";
/** Digits alone, and the signs of marks. What is neither stands in no other column: to name columns would take a fifth longer. */
const ELSEWHERE_AS_WELL = /^\d+$|[\ue000-\uf8ff]/;

/** Patterns of the index of threes. */
export interface SearchedWords {
  /** Every word, wherever it stands. */
  anywhere: string;
  /** Every word in the name. */
  inName: string;
  /** Each word in a name, an address or a title, for booking_texts_search: the booking has it then. */
  inText: string[];
  /** Some word in another place than the name; null when none may stand there. */
  beside: string | null;
  /** What stands wherever `beside` does, and is looked for sooner; null when nothing is known of the kind. */
  besideAtLeast: string | null;
}

/** The marks of all addresses or phone numbers that have this in them; null when they are too many to ask for. */
export type KnownContacts = (kind: "address" | "phone", pattern: string) => string[] | null;

/** Words as the index of threes wants them asked for, or null when nothing is searched for. */
export function searchedWords(q: string | undefined, known: KnownContacts): SearchedWords | null {
  const words = (q ?? "").split(/\s+/u).filter(Boolean).map((word) => searched(word, known));
  if (words.length === 0) return null;
  const elsewhere = words.filter(({ beside }) => beside !== null);
  return {
    anywhere: words.map(({ anywhere }) => anywhere).join(" AND "),
    inName: words.map(({ inName }) => inName).join(" AND "),
    inText: words.flatMap(({ inText }) => inText),
    beside: elsewhere.length > 0 ? elsewhere.map(({ beside }) => beside).join(" OR ") : null,
    besideAtLeast: elsewhere.every(({ besideAtLeast }) => besideAtLeast !== null) ? elsewhere.map(({ besideAtLeast }) => besideAtLeast).join(" OR ") : null,
  };
}

/** The index has no entry for less than three letters, but each word of a name is written there behind two marks. */
function searched(word: string, known: KnownContacts): SearchedWords {
  const written = word.normalize("NFC");
  const letters = [...word.normalize("NFD").replace(/[\u0300-\u036f]/g, "")].length;
  const inName = `name:${quoted(letters < 3 ? `\u0002\u0002${written}` : written)}`;
  if (letters < 3) return { anywhere: inName, inName, inText: [inName], beside: null, besideAtLeast: null };
  const digits = PHONE.test(word) ? word.replace(/\D/g, "").replace(/^0+/, "") : "";
  const within = wholeContact(written, digits, known) ?? ((columns: string) => letterByLetter(columns, written, digits));
  const ending = digits === "" ? /[\x21-\x7e]{3}$/.exec(written)?.[0] : undefined;
  const inText = [`{name address title}:${quoted(written)}`];
  return { anywhere: within(ANYWHERE), inName, inText, beside: within("words"), besideAtLeast: ending ? `words:${quoted(ending)}` : null };
}

/**
 * An address or a whole number stands in few of the texts that are known, whose marks are found at once. Threes of letters are in
 * nearly every row: they are compared only where such a thing stands elsewhere, in notes for example.
 */
function wholeContact(written: string, digits: string, known: KnownContacts): ((columns: string) => string) | null {
  const isNumber = digits.length >= WHOLE_NUMBER_DIGITS;
  if (!isNumber && !written.includes("@")) return null;
  const kind = isNumber ? "phone" : "address";
  const marks = known(kind, quoted(isNumber ? digits : written));
  if (marks === null) return null;
  const found = marks.map((mark) => `${kind}:${quoted(mark)}`);
  const elsewhere = [isNumber ? 2 : 1, 3].map((told) => `elsewhere:"\uf8fe${String.fromCharCode(0xe000 + told)}\uf8ff"`).join(" OR ");
  return (columns) => `(${[...found, `((${elsewhere}) AND ${letterByLetter(columns, written, digits)})`].join(" OR ")})`;
}

function letterByLetter(columns: string, written: string, digits: string): string {
  if (digits === written) return `{${columns} digits}:${quoted(digits)}`;
  const literally = columns === ANYWHERE && !ELSEWHERE_AS_WELL.test(written) ? quoted(written) : `{${columns}}:${quoted(written)}`;
  return digits.length < 3 ? literally : `(${literally} OR digits:${quoted(digits)})`;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
