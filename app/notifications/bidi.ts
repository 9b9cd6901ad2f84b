const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Letters that run from right to left, and the signs that make others do so. */
const RUNS_LEFT = /[\u0590-\u08ff\u200f\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** What `isolated` put apart. */
export const ISOLATES = /\u2068([^\u2066-\u2069\n]*)\u2069/g;

/**
 * Words of any direction for the middle of a sentence (UAX #9, 2.4.2): each line of them runs its own way, and what follows, such as
 * a time, stays where it belongs. Where all runs from left to right nothing is added.
 */
export function isolated(text: string): string {
  return text.split("\n").map((line) => (RUNS_LEFT.test(line) ? FIRST_STRONG_ISOLATE + line.replace(/[\u2066-\u2069]/g, "") + POP_ISOLATE : line)).join("\n");
}
