import { and, eq, gte, inArray, lt, ne, sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { MINUTE_MS, zoned } from "#app/lib/time.ts";
import { engineBookings } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import type { Engine } from "#app/engine/context.ts";
import type { Interval } from "#app/engine/slots/model.ts";
import { weekdays } from "#app/engine/slots/model.ts";
import type { Asked, Bookable } from "./question.server.ts";

type Period = "day" | "week" | "month" | "year";

interface LimitsQuestion extends Asked {
  host: EngineUser;
  /** Days, weeks, months and years are those of this zone. */
  zone: string;
  lengthMinutes: number;
}

/**
 * The days, weeks, months and years in which a host has reached the event type's limit of bookings, or so many minutes
 * that another one would exceed it. A booking counts in the period it starts in; pending ones count too.
 */
export function closedByLimits(engine: Engine, { eventTypeId, settings }: Bookable, question: LimitsQuestion): Interval[] {
  const counts = limitsOf(settings.bookingLimitsCount);
  const minutes = limitsOf(settings.bookingLimitsDuration);
  if (eventTypeId === null || counts.length + minutes.length === 0) return [];
  const closed: Interval[] = [];
  for (const [period, most] of counts) {
    for (const { interval, bookings } of filled(engine, eventTypeId, period, question)) if (bookings.length >= most) closed.push(interval);
  }
  for (const [period, most] of minutes) {
    const fits = question.lengthMinutes <= most;
    if (!fits) return [{ startMs: -Infinity, endMs: Infinity }];
    for (const { interval, bookings } of filled(engine, eventTypeId, period, question)) {
      const taken = bookings.reduce((sum, booking) => sum + (booking.endMs - booking.startMs) / MINUTE_MS, 0);
      if (taken + question.lengthMinutes > most) closed.push(interval);
    }
  }
  return closed;
}

function limitsOf(limits: object | undefined): [Period, number][] {
  return Object.entries(limits ?? {}).filter((entry): entry is [Period, number] => typeof entry[1] === "number");
}

/** The periods of the range that have bookings at all. */
function filled(engine: Engine, eventTypeId: number, period: Period, question: LimitsQuestion) {
  const { range, zone, host } = question;
  const around = { startMs: periodOf(period, zone, range.startMs, host).startMs, endMs: periodOf(period, zone, range.endMs, host).endMs };
  const periods = new Map<number, { interval: Interval; bookings: Interval[] }>();
  for (const booking of bookingsOf(engine, eventTypeId, around, question)) {
    const interval = periodOf(period, zone, booking.startMs, host);
    const found = periods.get(interval.startMs) ?? { interval, bookings: [] };
    found.bookings.push(booking);
    periods.set(interval.startMs, found);
  }
  return periods.values();
}

function bookingsOf({ db }: Engine, eventTypeId: number, around: Interval, { host, exceptBookingId = 0 }: LimitsQuestion): Interval[] {
  return db
    .select({ startMs: engineBookings.startsAt, endMs: engineBookings.endsAt })
    .from(engineBookings)
    .where(
      and(
        eq(engineBookings.eventTypeId, eventTypeId),
        gte(engineBookings.startsAt, around.startMs),
        lt(engineBookings.startsAt, around.endMs),
        inArray(engineBookings.status, ["accepted", "pending"]),
        ne(engineBookings.id, exceptBookingId),
        sql`EXISTS (SELECT 1 FROM engine_booking_hosts h WHERE h.booking_id = engine_bookings.id AND h.user_id = ${host.id})`,
      ),
    )
    .all();
}

/** Weeks begin on the host's own first day. */
function periodOf(period: Period, zone: string, instantMs: number, { weekStart }: EngineUser): Interval {
  const day = zoned(zone, instantMs).startOfDay();
  const first = firstDay(period, day, weekStart);
  const next = first.add({ [`${period}s`]: 1 }).startOfDay();
  return { startMs: first.epochMilliseconds, endMs: next.epochMilliseconds };
}

function firstDay(period: Period, day: Temporal.ZonedDateTime, weekStart: string): Temporal.ZonedDateTime {
  if (period === "day") return day;
  if (period === "month") return day.with({ day: 1 }).startOfDay();
  if (period === "year") return day.with({ month: 1, day: 1 }).startOfDay();
  const begins = weekdays.findIndex((name) => name === weekStart) + 1 || 7;
  return day.subtract({ days: (day.dayOfWeek - begins + 7) % 7 }).startOfDay();
}
