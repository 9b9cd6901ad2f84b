import { LRUCache } from "lru-cache";
import { Temporal } from "temporal-polyfill";

/** The present as UTC milliseconds. A parameter everywhere, so that tests and simulations control time. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Cached, since every row shown asks and each check would create a formatter. */
const knownZones = new LRUCache<string, boolean>({ max: 1_000 });

/** Whether `zone` is an IANA time zone this runtime knows ("Europe/Lisbon"; offsets such as "+01:00" are not). */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(zone)) return false;
  const isKnown = knownZones.get(zone) ?? formats(zone);
  knownZones.set(zone, isKnown);
  return isKnown;
}

function formats(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The instant as the wire writes it: "2026-11-20T10:00:00.000Z". */
export function toIso(instantMs: number): string {
  return new Date(instantMs).toISOString();
}

/** UTC milliseconds of an instant as programs write it ("2026-11-20T10:00:00+01:00"); null if it is invalid or has no offset. */
export function readInstant(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

/** The calendar date ("2026-11-20") on which an instant falls in a zone. */
export function dateIn(zone: string, instantMs: number): string {
  return zoned(zone, instantMs).toPlainDate().toString();
}

/** UTC milliseconds of the first moment of a calendar date in a zone (not always midnight: some zones skip it). */
export function startOfDate(zone: string, date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** A calendar date some days later: addDays("2026-03-28", 1) is "2026-03-29". */
export function addDays(date: string, days: number): string {
  // Computed in UTC, where every day is equally long: a page of free times calls this hundreds of times.
  // Years past 9999 have a sign and six digits.
  return toIso(Date.parse(date) + days * DAY_MS).slice(0, -"T00:00:00.000Z".length);
}

export function zoned(zone: string, instantMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone);
}
