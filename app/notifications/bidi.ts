const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Right-to-left letters, and the control characters that change direction. */
const RUNS_LEFT = /[\u0590-\u08ff\u200f\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** What `isolated` put apart. */
export const ISOLATES = /\u2068([^\u2066-\u2069\n]*)\u2069/g;

/**
 * Isolates text of any direction inside a sentence (UAX #9, 2.4.2): each line keeps its own direction, and what
 * follows, such as a time, stays in place. Purely left-to-right text is unchanged.
 */
export function isolated(text: string): string {
  return text.split("\n").map((line) => (RUNS_LEFT.test(line) ? FIRST_STRONG_ISOLATE + line.replace(/[\u2066-\u2069]/g, "") + POP_ISOLATE : line)).join("\n");
}
