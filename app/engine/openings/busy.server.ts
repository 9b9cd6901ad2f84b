import { and, eq, gt, lt, ne, sql } from "drizzle-orm";
import { DAY_MS } from "#app/lib/time.ts";
import type { Db } from "#db/client.ts";
import { engineBookingHosts, engineReservations, engineTimeOff } from "#db/schema/engine.ts";
import type { Interval } from "#app/engine/slots/model.ts";

export interface BusyQuestion {
  hostId: number;
  range: Interval;
  nowMs: number;
  /** A booking about to be moved, whose own time counts as free. */
  exceptBookingId?: number;
  /** false: reservations do not block a booking. */
  reservations: boolean;
  exceptReservationUid?: string;
}

export type BusyOf = (question: BusyQuestion) => Interval[];

/** A booking lasts a day at most, and so do its buffers and those of the requesting event type. */
const BEFORE_MS = 4 * DAY_MS;
const AFTER_MS = 2 * DAY_MS;

/**
 * A person's busy time around a range: bookings with their buffers, time off, slot reservations. The statements are
 * prepared on the connection and so take part in its open transaction.
 */
export function prepareBusyOf(db: Db): BusyOf {
  const booked = db
    .select({ startMs: engineBookingHosts.startsAt, endMs: engineBookingHosts.endsAt })
    .from(engineBookingHosts)
    .where(
      and(
        eq(engineBookingHosts.userId, sql.placeholder("hostId")),
        eq(engineBookingHosts.occupies, true),
        gt(engineBookingHosts.startsAt, sql.placeholder("from")),
        lt(engineBookingHosts.startsAt, sql.placeholder("until")),
        ne(engineBookingHosts.bookingId, sql.placeholder("except")),
      ),
    )
    .prepare();
  const away = db
    .select()
    .from(engineTimeOff)
    .where(
      and(
        eq(engineTimeOff.userId, sql.placeholder("hostId")),
        gt(engineTimeOff.endsAt, sql.placeholder("from")),
        lt(engineTimeOff.startsAt, sql.placeholder("until")),
      ),
    )
    .prepare();
  const reserved = db.select().from(engineReservations).where(gt(engineReservations.untilAt, sql.placeholder("nowMs"))).prepare();

  return ({ hostId, range, nowMs, exceptBookingId = 0, reservations, exceptReservationUid }) => {
    const bounds = { hostId, from: range.startMs - BEFORE_MS, until: range.endMs + AFTER_MS };
    const busy: Interval[] = booked.all({ ...bounds, except: exceptBookingId });
    for (const row of away.all(bounds)) busy.push({ startMs: row.startsAt, endMs: row.endsAt });
    if (!reservations) return busy;
    for (const row of reserved.all({ nowMs })) {
      if (row.uid !== exceptReservationUid && row.hostIds.includes(hostId)) busy.push({ startMs: row.startsAt, endMs: row.endsAt });
    }
    return busy;
  };
}
