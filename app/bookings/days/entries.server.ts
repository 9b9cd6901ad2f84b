import { and, asc, eq, gt, gte, inArray, lt, type SQL } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { branches } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { LIVE_STATUSES } from "../booking.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";

export interface Range {
  startMs: number;
  endMs: number;
}

/** No appointment is longer, so an index range on the start finds every one that reaches into a day. */
const LONGEST_MS = 3 * DAY_MS;

/**
 * Live appointments that overlap a range, soonest first. For staff, those with them: one they booked for themselves
 * with a colleague is not their work.
 */
export function appointmentsIn(app: App, viewer: PersonViewer, { startMs, endMs }: Range, at: { branch?: string } = {}): BookingDetails[] {
  const inRange = and(lt(bookings.startsAt, endMs), gte(bookings.startsAt, startMs - LONGEST_MS), gt(bookings.endsAt, startMs));
  const atBranch = at.branch ? eq(branches.slug, at.branch) : undefined;
  return selection(app.db)
    .where(and(mine(viewer), inArray(bookings.status, [...LIVE_STATUSES]), inRange, atBranch))
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .all()
    .map(details);
}

function mine(viewer: PersonViewer): SQL | undefined {
  return viewer.kind === "admin" ? undefined : eq(bookings.staffId, viewer.kind === "staff" ? viewer.staffId : "");
}

export const meets = (range: Range, { startsAt, endsAt }: { startsAt: number; endsAt: number }) => startsAt < range.endMs && endsAt > range.startMs;
