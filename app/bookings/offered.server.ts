import { and, gte, inArray, lt, sql } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { freeTimes, type Moving } from "#app/availability/free-times.server.ts";
import { unreadTimes } from "#app/availability/source.ts";
import type { Offering } from "#app/catalog/model.ts";
import { AppError } from "#app/lib/errors.ts";
import { addDays, dateIn, DAY_MS, startOfDate } from "#app/lib/time.ts";
import { LIVE_STATUSES } from "./booking.ts";
import { timeTaken } from "./guard.server.ts";

interface Asked {
  offerings: Offering[];
  durationMinutes: number;
  startMs: number;
  holder: string | null;
  moving?: Moving;
  correlationId?: string;
}

/**
 * Who is available at exactly this time, the least busy that day first. Refuses times no page offered: past, off the
 * grid, outside hours, forged. A booking being moved keeps its duration, offered or not.
 *
 * @throws AppError conflict on `start`; upstream_down or rate_limited when nobody's times can be read.
 */
export async function offeredStaff(app: App, asked: Asked): Promise<Offering[]> {
  const { offerings, startMs } = asked;
  const durations = offerings[0]?.service.durationsMinutes ?? [];
  if (!asked.moving && !durations.includes(asked.durationMinutes))
    throw new AppError("invalid", "This service is not offered at that length.", { fields: { duration: "Choose one of the lengths offered." } });
  const dayMs = Math.floor(startMs / DAY_MS) * DAY_MS;
  const { times, source } = await freeTimes(app, { ...asked, startMs: dayMs, endMs: dayMs + DAY_MS });
  const free = times.find((time) => time.startMs === startMs);
  if (free) return leastBusyFirst(app, offerings.filter((offering) => free.staffIds.includes(offering.staff.id)), startMs);
  // If one person's times are unknown, we cannot say that everybody is taken.
  if (source.state === "failed" || source.state === "partial") throw unreadTimes(source.trouble, "Nothing was booked.");
  throw timeTaken();
}

/** Counted over the day in the branch's zone. */
function leastBusyFirst(app: App, offerings: Offering[], startMs: number): Offering[] {
  const zone = offerings[0]?.branch.timeZone;
  if (zone === undefined || offerings.length < 2) return offerings;
  const date = dateIn(zone, startMs);
  const staffIds = offerings.map((offering) => offering.staff.id);
  const rows = app.db
    .select({ staffId: bookings.staffId, count: sql<number>`count(*)` })
    .from(bookings)
    .where(
      and(
        inArray(bookings.staffId, staffIds),
        inArray(bookings.status, [...LIVE_STATUSES]),
        gte(bookings.startsAt, startOfDate(zone, date)),
        lt(bookings.startsAt, startOfDate(zone, addDays(date, 1))),
      ),
    )
    .groupBy(bookings.staffId)
    .all();
  const load = new Map(rows.map((row) => [row.staffId, row.count]));
  return [...offerings].sort((a, b) => (load.get(a.staff.id) ?? 0) - (load.get(b.staff.id) ?? 0));
}
