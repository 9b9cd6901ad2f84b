import type { App } from "#app/app.server.ts";
import { blockers } from "#app/availability/blockers.server.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import type { Offering, Person } from "#app/catalog/model.ts";
import { offering } from "#app/catalog/queries.server.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, dateIn } from "#app/lib/time.ts";
import { isPlaceholder } from "#app/notifications/address.ts";
import type { Occurrence } from "../blocks/occurrences.ts";
import { blockedTime } from "../booking.ts";
import { movingOf, offeringsOf } from "../offerings.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { colleaguesOf } from "../reassign.server.ts";
import { atWork, isWithinNotice } from "../within-notice.server.ts";
import { isWorthOffering, MOST_TIMES, UNDO_MS, type RowChoice } from "./absence.ts";

/** What can be done about one appointment. */
export interface Suggestion {
  booking: BookingDetails;
  /** Who does the same service there, works then and is free; those who were suggested least for this absence come first. */
  colleagues: Person[];
  /** Times to offer, UTC ms: free with the same person, outside of the time away. Empty when there is too little time to answer. */
  times: number[];
  /** Our suggestion: keeping the customer's time counts most. */
  choice: RowChoice;
}

const LOOK_BACK_DAYS = 7;
const LOOK_AHEAD_DAYS = 21;
/** An offer is open for a day, and none of its times is before its end. */
const ANSWERED_WITHIN_MS = 25 * HOUR_MS;

/**
 * For each appointment of somebody who is away, in order. No colleague is suggested for two overlapping appointments,
 * and no time twice.
 */
export async function suggest(app: App, { bookings, period, correlationId }: { bookings: BookingDetails[]; period: Occurrence; correlationId: string }): Promise<Suggestion[]> {
  const given = new Map<string, number>();
  const promised: Occurrence[] = [];
  const found: Suggestion[] = [];
  for (const booking of bookings) {
    const colleagues = (await freeColleagues(app, booking, correlationId)).sort((a, b) => (given.get(a.id) ?? 0) - (given.get(b.id) ?? 0));
    const times = await timesFor(app, booking, { period, promised, correlationId });
    const choice = colleagues.length > 0 ? "reassign" : times.length > 0 ? "offer" : "cancel";
    if (choice === "reassign") given.set(colleagues[0]!.id, (given.get(colleagues[0]!.id) ?? 0) + 1);
    promised.push(...times.map((time) => span(booking, time)));
    found.push({ booking, colleagues, times, choice });
  }
  return found;
}

/** The calendar knows their hours. Within the notice it offers nothing, so the hours we can read decide who is at work. */
async function freeColleagues(app: App, booking: BookingDetails, correlationId: string): Promise<Person[]> {
  const offerings = colleaguesOf(app, booking).flatMap(({ id }) => offering(app.db, { serviceId: booking.serviceId!, branchId: booking.branchId!, staffId: id }) ?? []);
  if (offerings.length === 0) return [];
  if (isWithinNotice(app, booking)) {
    const there = await atWork(app, offerings.map(({ staff }) => staff.id), booking);
    return offerings
      .map(({ staff }) => staff)
      .filter(
        ({ id }) =>
          there.includes(id) &&
          blockers(app.db, { staffId: id, from: booking.blockedFrom, until: booking.blockedUntil, nowMs: app.clock(), holder: null }).length === 0,
      );
  }
  const dayMs = Math.floor(booking.startsAt / DAY_MS) * DAY_MS;
  const { times } = await freeTimes(app, { offerings, durationMinutes: minutesOf(booking), startMs: dayMs, endMs: dayMs + DAY_MS, correlationId });
  const free = times.find(({ startMs }) => startMs === booking.startsAt)?.staffIds ?? [];
  return offerings.map(({ staff }) => staff).filter(({ id }) => free.includes(id));
}

/** The nearest days, a different one for each time if possible, and on each the time closest to the agreed time of day. */
async function timesFor(app: App, booking: BookingDetails, { period, promised, correlationId }: { period: Occurrence; promised: Occurrence[]; correlationId: string }): Promise<number[]> {
  const nowMs = app.clock();
  const offerings: Offering[] = offeringsOf(app, booking);
  if (offerings.length === 0 || !isReachable(booking) || !isWorthOffering(nowMs + UNDO_MS, booking.startsAt)) return [];
  const earliest = Math.min(nowMs + ANSWERED_WITHIN_MS, booking.startsAt);
  const startMs = Math.floor(Math.max(earliest, booking.startsAt - LOOK_BACK_DAYS * DAY_MS) / DAY_MS) * DAY_MS;
  const endMs = Math.floor(period.endsAt / DAY_MS + LOOK_AHEAD_DAYS) * DAY_MS;
  const { times } = await freeTimes(app, { offerings, durationMinutes: minutesOf(booking), startMs, endMs, moving: movingOf(app, booking), correlationId });
  const free = times.map((time) => time.startMs).filter((time) => time > earliest && time !== booking.startsAt && ![period, ...promised].some((other) => meets(span(booking, time), other)));
  return spread(free, booking);
}

function spread(free: number[], { startsAt, venueTimeZone }: BookingDetails): number[] {
  const ofDay = (ms: number) => Math.abs((ms - startsAt) - Math.round((ms - startsAt) / DAY_MS) * DAY_MS);
  const nearest = new Map<string, number>();
  for (const time of free) {
    const date = dateIn(venueTimeZone, time);
    const known = nearest.get(date);
    if (known === undefined || ofDay(time) < ofDay(known)) nearest.set(date, time);
  }
  const nearestFirst = (a: number, b: number) => Math.abs(a - startsAt) - Math.abs(b - startsAt);
  const first = [...nearest.values()].sort(nearestFirst).slice(0, MOST_TIMES);
  const more = free.filter((time) => !first.includes(time)).sort(nearestFirst).slice(0, MOST_TIMES - first.length);
  return [...first, ...more].sort((a, b) => a - b);
}

function isReachable({ attendeeEmail, user }: BookingDetails): boolean {
  const email = attendeeEmail ?? user?.email ?? null;
  return email !== null && !isPlaceholder(email);
}

const minutesOf = ({ startsAt, endsAt }: BookingDetails) => Math.round((endsAt - startsAt) / MINUTE_MS);

function span(booking: BookingDetails, startsAt: number): Occurrence {
  const { blockedFrom, blockedUntil } = blockedTime(startsAt, startsAt + booking.endsAt - booking.startsAt, booking.service!);
  return { startsAt: blockedFrom, endsAt: blockedUntil };
}

const meets = (one: Occurrence, other: Occurrence) => one.startsAt < other.endsAt && other.startsAt < one.endsAt;
