import { Temporal } from "temporal-polyfill";
import type { Window } from "#app/catalog/open-windows.ts";
import { timeText, type HourCycle } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { MINUTE_MS, toIso, zoned } from "#app/lib/time.ts";
import type { Block } from "../blocks/queries.server.ts";
import { isLive, type BookingStatus } from "../booking.ts";
import { entryTime } from "../entry-time.ts";
import type { BookingDetails } from "../queries.server.ts";
import { inLanes, type Lane, type Placed } from "./lanes.ts";

/** A row of the calendar's grid. */
export const ROW_MINUTES = 5;
/** A shorter entry would not be readable. */
const SHORTEST_ROWS = 3;

export interface CalendarEntry extends Placed, Lane {
  kind: "booking" | "block";
  id: string;
  href: string;
  /** null for what cannot be moved. */
  moveHref: string | null;
  startsAtIso: string;
  /** "14:30", with which `time` begins. */
  start: string;
  /** "14:30–15:00", marked if that time occurs twice on the day. */
  time: string;
  /** Customer, or what the time is blocked for. */
  title: string;
  detail: string;
  status: BookingStatus | null;
  isOver: boolean;
}

export interface Looking {
  zone: string;
  hourCycle: HourCycle;
  nowMs: number;
  role: "admin" | "staff";
  /** What each entry has to name because the columns do not. */
  names: "person" | "branch";
}

/** The hours of the day that are drawn, in wall-clock time. */
export interface DrawnHours {
  first: number;
  last: number;
}

/** The rows of a time span on a date, in wall-clock time: an hour that occurs twice is drawn in the same place. */
export function rowsOf({ startMs, endMs }: Window, date: string, { zone }: Pick<Looking, "zone">, { first, last }: DrawnHours): Placed {
  const [start, end] = [minuteOn(date, zone, startMs), minuteOn(date, zone, endMs)];
  // When clocks go back, the end may read earlier than the beginning.
  const length = end > start ? end - start : (endMs - startMs) / MINUTE_MS;
  const most = rowCount({ first, last });
  const from = Math.floor((start - first * 60) / ROW_MINUTES);
  const to = Math.ceil((start + length - first * 60) / ROW_MINUTES);
  return { from: Math.max(0, Math.min(from, most)), to: Math.max(0, Math.min(to, most)) };
}

const rowCount = ({ first, last }: DrawnHours) => ((last - first) * 60) / ROW_MINUTES;

/** Wall-clock minutes since midnight; 0 or 1440 for an instant on another date. */
export function minuteOn(date: string, zone: string, instantMs: number): number {
  const local = zoned(zone, instantMs);
  const day = Temporal.PlainDate.compare(local.toPlainDate(), date);
  return day < 0 ? 0 : day > 0 ? 1_440 : local.hour * 60 + local.minute;
}

/** The entries of a column, side by side where they overlap. */
export function entriesOf(date: string, bookings: BookingDetails[], blocks: (Block & { name: string })[], looking: Looking, hours: DrawnHours): CalendarEntry[] {
  const drawn = [...bookings.map((booking) => bookingEntry(booking, looking)), ...blocks.map((block) => blockEntry(block, looking))];
  return inLanes(drawn.map(({ startsAt, endsAt, ...entry }) => {
    const drawnAt = rowsOf({ startMs: startsAt, endMs: endsAt }, date, looking, hours);
    const from = Math.min(drawnAt.from, rowCount(hours) - SHORTEST_ROWS);
    return { ...entry, from, to: Math.max(drawnAt.to, from + SHORTEST_ROWS) };
  }));
}

function bookingEntry(booking: BookingDetails, looking: Looking) {
  const { id, startsAt, endsAt, status, attendeeName, service, title, staff, branch, venueTimeZone } = booking;
  const { zone, hourCycle, nowMs, names } = looking;
  const isElsewhere = timeText(startsAt, venueTimeZone) !== timeText(startsAt, zone);
  const venue = isElsewhere ? `${timeText(startsAt, venueTimeZone, hourCycle)} at the venue` : undefined;
  return {
    startsAt,
    endsAt,
    kind: "booking" as const,
    id,
    href: paths.adminBooking(id),
    moveHref: isLive(status) && startsAt > nowMs ? paths.bookingReschedule(id) : null,
    startsAtIso: toIso(startsAt),
    start: timeText(startsAt, zone, hourCycle),
    time: entryTime({ startMs: startsAt, endMs: endsAt }, zone, hourCycle),
    title: attendeeName,
    detail: [service?.name ?? title, names === "person" ? staff && `with ${staff.name}` : branch?.name, venue].filter(Boolean).join(", "),
    status,
    isOver: endsAt <= nowMs,
  };
}

function blockEntry({ id, startsAt, endsAt, reason, name }: Block & { name: string }, { zone, hourCycle, nowMs, names }: Looking) {
  return {
    startsAt,
    endsAt,
    kind: "block" as const,
    id,
    href: paths.adminBlock(id),
    moveHref: null,
    startsAtIso: toIso(startsAt),
    start: timeText(startsAt, zone, hourCycle),
    time: entryTime({ startMs: startsAt, endMs: endsAt }, zone, hourCycle),
    title: reason || "Blocked",
    detail: [reason && "blocked", names === "person" && name].filter(Boolean).join(", "),
    status: null,
    isOver: endsAt <= nowMs,
  };
}
