const PHONE = /^[+\d()./-]*\d[+\d()./-]*$/;

/** Words as the index of threes wants them asked for, or null when nothing is searched for. */
export function searchExpression(q: string | undefined): string | null {
  const words = (q ?? "").split(/\s+/u).filter(Boolean);
  return words.length === 0 ? null : words.map(expressionOf).join(" AND ");
}

/** The index has no entry for less than three letters, but each word of a name is written there behind two marks. */
function expressionOf(word: string): string {
  const letters = [...word.normalize("NFD").replace(/[\u0300-\u036f]/g, "")].length;
  if (letters < 3) return `words:${quoted(`${"\u0002".repeat(2)}${word.normalize("NFC")}`)}`;
  const digits = PHONE.test(word) ? word.replace(/\D/g, "").replace(/^0+/, "") : "";
  const literally = `words:${quoted(word.normalize("NFC"))}`;
  if (digits === word) return `{words digits}:${quoted(digits)}`;
  return digits.length < 3 ? literally : `(${literally} OR digits:${quoted(digits)})`;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
