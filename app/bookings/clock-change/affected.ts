import { offsetMinutes, type ClockChange } from "#app/lib/clock-change.ts";
import { momentText, timeRangeText, zoneText, type HourCycle } from "#app/lib/format.ts";
import { dateIn, MINUTE_MS } from "#app/lib/time.ts";
import type { Booking } from "../booking.ts";

type Timed = Pick<Booking, "startsAt" | "endsAt" | "timeZone" | "venueTimeZone">;

/** What a change of the clock does to an appointment. */
export interface Effect {
  /**
   * `crosses`: the clock changes during the appointment. `shifted`: the time difference between venue and visitor is
   * not the one of today.
   */
  kind: "crosses" | "shifted";
  /** "Sunday 1 November 2026, 15:00–15:30", by the clock at the venue. */
  venue: string;
  venueZone: string;
  /** The same by the visitor's clock. */
  visitor: string;
  visitorZone: string;
  /** What the visitor's clock would show with today's time difference; null if it is the same. */
  visitorBefore: string | null;
}

/** How a clock change affects an appointment, as seen from now; null if nobody will notice. */
export function effectOf(booking: Timed, changes: ClockChange[], nowMs: number, hourCycle: HourCycle): Effect | null {
  const { startsAt, endsAt, timeZone, venueTimeZone } = booking;
  const own = changes.filter(({ zone }) => zone === timeZone || zone === venueTimeZone);
  const isCrossed = own.some(({ atMs }) => startsAt < atMs && atMs < endsAt);
  const apart = (atMs: number) => offsetMinutes(timeZone, atMs) - offsetMinutes(venueTimeZone, atMs);
  const shift = apart(startsAt) - apart(nowMs);
  const isShifted = shift !== 0 && own.some(({ atMs }) => atMs <= startsAt);
  if (!isCrossed && !isShifted) return null;
  return {
    kind: isCrossed ? "crosses" : "shifted",
    venue: rangeText(startsAt, endsAt, venueTimeZone, hourCycle),
    venueZone: zoneText(venueTimeZone),
    visitor: rangeText(startsAt, endsAt, timeZone, hourCycle),
    visitorZone: zoneText(timeZone),
    visitorBefore: isShifted ? rangeText(wall(startsAt, timeZone) - shift * MINUTE_MS, wall(endsAt, timeZone) - shift * MINUTE_MS, "UTC", hourCycle) : null,
  };
}

/** Wall-clock time as if it were UTC. */
const wall = (atMs: number, zone: string) => atMs + offsetMinutes(zone, atMs) * MINUTE_MS;

function rangeText(startMs: number, endMs: number, zone: string, hourCycle: HourCycle): string {
  const start = momentText(startMs, zone, hourCycle);
  if (dateIn(zone, startMs) !== dateIn(zone, endMs - 1)) return `${start} – ${momentText(endMs, zone, hourCycle)}`;
  return `${start.slice(0, start.lastIndexOf(","))}, ${timeRangeText(startMs, endMs, zone, hourCycle)}`;
}
