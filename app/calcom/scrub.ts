const HIDDEN = "[hidden]";

/**
 * The loggable part of a text from the far end. It often quotes the request, so every value of the request is removed,
 * and the key, and anything that looks like an e-mail address or a phone number.
 */
export function scrub(text: string, sent: unknown): string {
  const values = stringsIn(sent).filter((value) => value.trim() !== "");
  const longestFirst = values.sort((a, b) => b.length - a.length);
  const cleared = longestFirst.reduce((left, value) => left.replace(occurrencesOf(value), HIDDEN), text);
  return cleared.replace(EMAIL, HIDDEN).replace(PHONE, HIDDEN).slice(0, MAX_LOGGED_CHARACTERS);
}

const MAX_LOGGED_CHARACTERS = 300;
const EMAIL = /[^\s@"'<>,;:]+@[^\s@"'<>,;:]+/g;
const PHONE = /\+\d[\d\s().-]{5,}\d/g;

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(stringsIn);
  return [];
}

/** Short values (a language, initials) only match whole words, or "en" would redact half of every sentence. */
function occurrencesOf(value: string): RegExp {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return value.length < 4 ? new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, "giu") : new RegExp(literal, "gi");
}
