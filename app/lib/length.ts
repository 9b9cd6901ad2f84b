/** How long something is, as people write it: "90", "45 min", "1 h 30 min", "2 days". */

const DAY = 1_440;
const UNITS: [RegExp, number][] = [
  [/^(m|min|mins|minute|minutes)$/, 1],
  [/^(h|hr|hour|hours)$/, 60],
  [/^(d|day|days)$/, DAY],
  [/^(w|week|weeks)$/, 7 * DAY],
];

/** Minutes; a bare number counts as minutes. null if it is not a length. */
export function readLength(text: string): number | null {
  const typed = text.trim().toLowerCase();
  if (/^\d{1,7}$/.test(typed)) return Number(typed);
  const parts = [...typed.matchAll(/(\d{1,7})\s*([a-z]+)[\s,]*/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== typed) return null;
  const minutes = parts.map(([, count, unit = ""]) => Number(count) * (UNITS.find(([name]) => name.test(unit))?.[1] ?? Number.NaN));
  const sum = minutes.reduce((total, one) => total + one, 0);
  return Number.isNaN(sum) ? null : sum;
}

/** "2 days", "1 h 30 min", "0 min": what `readLength` reads back. */
export function lengthText(minutes: number): string {
  if (minutes > 0 && minutes % DAY === 0) return minutes === DAY ? "1 day" : `${minutes / DAY} days`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}
