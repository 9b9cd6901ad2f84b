import { Temporal } from "temporal-polyfill";

/** 12 writes "2:30 pm", 24 writes "14:30". */
export type HourCycle = 12 | 24;

const LOCALE = "en-GB";

/** "14:30" in the zone. */
export function timeText(instantMs: number, zone: string, hourCycle: HourCycle = 24): string {
  return formatter({ timeZone: zone, hour: hourCycle === 12 ? "numeric" : "2-digit", minute: "2-digit", hourCycle: hourCycle === 12 ? "h12" : "h23" }).format(instantMs);
}

/** "14:30–15:15". */
export function timeRangeText(startMs: number, endMs: number, zone: string, hourCycle: HourCycle = 24): string {
  return `${timeText(startMs, zone, hourCycle)}–${timeText(endMs, zone, hourCycle)}`;
}

/** "Tue 14 Oct". */
export function shortDayText(instantMs: number, zone: string): string {
  return formatter({ timeZone: zone, weekday: "short", day: "numeric", month: "short" }).format(instantMs).replace(",", "");
}

/** "Tuesday 14 October". */
export function dayText(instantMs: number, zone: string): string {
  return formatter({ timeZone: zone, weekday: "long", day: "numeric", month: "long" }).format(instantMs).replace(",", "");
}

/** "Tuesday 14 October 2026". */
export function fullDayText(instantMs: number, zone: string): string {
  return formatter({ timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(instantMs).replace(",", "");
}

/** "Tuesday 14 October 2026, 14:30". */
export function momentText(instantMs: number, zone: string, hourCycle: HourCycle = 24): string {
  return `${fullDayText(instantMs, zone)}, ${timeText(instantMs, zone, hourCycle)}`;
}

/** "Tue 14 Oct, 14:30". */
export function shortMomentText(instantMs: number, zone: string, hourCycle: HourCycle = 24): string {
  return `${shortDayText(instantMs, zone)}, ${timeText(instantMs, zone, hourCycle)}`;
}

/** In the venue's zone, "Tue 14 Oct, 14:30", with "Lisbon time" for people in another zone. */
export function venueMomentText(instantMs: number, { venueTimeZone, timeZone }: { venueTimeZone: string; timeZone: string }, hourCycle: HourCycle = 24): string {
  const text = shortMomentText(instantMs, venueTimeZone, hourCycle);
  return momentText(instantMs, venueTimeZone) === momentText(instantMs, timeZone) ? text : `${text} ${zoneText(venueTimeZone)}`;
}

/** "12–18 October 2026", "28 September – 4 October 2026": calendar dates, first and last. */
export function dateRangeText(first: string, last: string): string {
  const [from, to] = [new Date(first), new Date(last)];
  return formatter({ timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).formatRange(from, to);
}

/** "14 Oct 2026": a calendar date. */
export function shortDateText(date: string): string {
  return formatter({ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }).format(new Date(date));
}

/** "Today, 14:30", "Tomorrow, 14:30", else "Tue 14 Oct, 14:30". */
export function nearMomentText(instantMs: number, zone: string, nowMs: number, hourCycle: HourCycle = 24): string {
  const day = plainDate(instantMs, zone);
  const today = plainDate(nowMs, zone);
  const time = timeText(instantMs, zone, hourCycle);
  if (day.equals(today)) return `Today, ${time}`;
  if (day.equals(today.add({ days: 1 }))) return `Tomorrow, ${time}`;
  return shortMomentText(instantMs, zone, hourCycle);
}

/** "Lisbon time": the zone's city is what people know it by. */
export function zoneText(zone: string): string {
  return zone === "UTC" ? "UTC" : `${(zone.split("/").at(-1) ?? zone).replaceAll("_", " ")} time`;
}

/** "45 min", "1 h", "1 h 30 min". */
export function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** "€60", "€62.50"; "Free" for nothing. */
export function priceText(cents: number, currency: string): string {
  if (cents === 0) return "Free";
  return new Intl.NumberFormat(LOCALE, { style: "currency", currency, minimumFractionDigits: cents % 100 === 0 ? 0 : 2 }).format(cents / 100);
}

/** "60", "62.50": as a form asks for it. */
export function priceInput(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}

/** "3 minutes", "2 hours": how old something is. */
export function ageText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

/** "in 20 seconds", "in a minute", "in 5 minutes": when to come again, never too soon. */
export function waitText(ms: number): string {
  const seconds = Math.max(10, Math.ceil(ms / 10_000) * 10);
  if (seconds < 60) return `in ${seconds} seconds`;
  const minutes = Math.ceil(ms / 60_000);
  return minutes <= 1 ? "in a minute" : `in ${minutes} minutes`;
}

function plainDate(instantMs: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).toPlainDate();
}

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();
/** More than are in use at once; the limit matters because zones come from URLs, in any spelling. */
const MOST_FORMATTERS = 500;

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let known = formatters.get(key);
  if (known) return known;
  if (formatters.size >= MOST_FORMATTERS) formatters.clear();
  formatters.set(key, (known = new Intl.DateTimeFormat(LOCALE, options)));
  return known;
}
