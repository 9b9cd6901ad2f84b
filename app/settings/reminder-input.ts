import { LONGEST_MINUTES, MOST_OFFSETS, SHORTEST_MINUTES } from "./reminder-times.ts";

const UNITS: [RegExp, number][] = [
  [/^(m|min|mins|minutes?)$/, 1],
  [/^(h|hr|hrs|hours?)$/, 60],
  [/^(d|days?)$/, 1_440],
  [/^(w|weeks?)$/, 10_080],
];
const HOW = "Write it like 24 h, 90 min or 2 days.";

export type ReadOffsets = { minutes: number[] } | { problem: string };

/** "24 h, 90 min" as minutes, the earliest first and each once; "none" is an empty list. */
export function readOffsets(text: string): ReadOffsets {
  if (/^\s*none\s*$/i.test(text)) return { minutes: [] };
  const parts = text.split(/[,;\n]|\band\b/i).map((part) => part.trim()).filter((part) => part !== "");
  const minutes = new Set<number>();
  for (const part of parts) {
    const read = readOffset(part);
    if (typeof read === "string") return { problem: read };
    minutes.add(read);
  }
  if (minutes.size === 0) return { problem: `Enter times before the appointment. ${HOW} Or write “none”.` };
  if (minutes.size > MOST_OFFSETS) return { problem: `At most ${MOST_OFFSETS} times: more is a nuisance.` };
  return { minutes: [...minutes].sort((a, b) => b - a) };
}

/** As it is typed: "24 h, 90 min". */
export function writtenOffsets(minutes: readonly number[]): string {
  return minutes.length === 0 ? "none" : minutes.map(written).join(", ");
}

/** @returns minutes, or what is wrong */
function readOffset(part: string): number | string {
  const shown = `“${part.length > 40 ? `${part.slice(0, 40)}…` : part}”`;
  const spoken = part.toLowerCase().replace(/\s*before$/, "");
  const pieces = [...spoken.matchAll(/(\d{1,6}(?:\.\d{1,4})?)\s*([a-z]+)\s*/g)];
  if (/^\d+(\.\d+)?$/.test(spoken)) return `${shown} has no unit. ${HOW}`;
  if (pieces.length === 0 || pieces.map(([whole]) => whole).join("") !== spoken) return `${shown} is not a time. ${HOW}`;
  let [minutes, last] = [0, Infinity];
  for (const [, count = "", unit = ""] of pieces) {
    const each = UNITS.find(([name]) => name.test(unit))?.[1];
    if (each === undefined) return `${shown} is not a time. ${HOW}`;
    // "3 h 2 h" means two reminders, not one five hours before.
    if (each >= last) return `${shown} is more than one time: put a comma between them.`;
    minutes += Number(count) * each;
    last = each;
  }
  // A third of an hour is not quite twenty minutes in decimals.
  const whole = Math.round(minutes);
  if (Math.abs(minutes - whole) > 0.01) return `${shown} is not a whole number of minutes.`;
  if (whole < SHORTEST_MINUTES) return `${shown} is too short: a mail may take a while. Use at least 15 min.`;
  if (whole > LONGEST_MINUTES) return `${shown} is too long. Use at most 1 week.`;
  return whole;
}

function written(minutes: number): string {
  if (minutes % 10_080 === 0) return minutes === 10_080 ? "1 week" : `${minutes / 10_080} weeks`;
  if (minutes % 1_440 === 0 && minutes > 1_440) return `${minutes / 1_440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
