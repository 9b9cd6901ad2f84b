import { and, desc, eq, gt, inArray, or } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { findFeed, type FeedOwner } from "#app/auth/feed-tokens.server.ts";
import { conditionalAnswer } from "#app/lib/conditional.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import type { CalendarEvent } from "#app/notifications/calendar.ts";
import { subscriptionText } from "#app/notifications/subscription.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { LIVE_STATUSES } from "./booking.ts";
import { calendarEvent } from "./calendar-file.server.ts";
import { details, selection, type BookingDetails } from "./queries.server.ts";

const REACHES_BACK_MS = 90 * DAY_MS;
/** Long enough for a program that was off over the holidays to see it. */
const CANCELLED_STAYS_MS = 30 * DAY_MS;
const REFRESH_MS = HOUR_MS;
/** Beyond this the oldest are left out: a busy person's last quarter and all upcoming ones are some 1,500. */
export const MOST_ENTRIES = 2_000;

/**
 * The response to a calendar program's subscription. The address is its only credential: there is no session.
 *
 * @throws AppError not_found for an address that is unknown or revoked, rate_limited
 */
export async function answerFeed(app: App, request: Request, token: string, { origin, clientIp }: { origin: string; clientIp: string }): Promise<Response> {
  const feed = findFeed(app.db, token);
  await app.limits.take("feed", feed?.id ?? clientIp);
  if (!feed) throw new AppError("not_found", "There is no calendar at this address. It may have been replaced or taken back.");
  const found = feedBookings(app, feed.owner);
  const isOwn = feed.owner.kind === "user";
  const entries = found.map((booking) => (isOwn ? ownEntry(booking, origin) : staffEntry(booking)));
  const company = readCompany(app.db).name;
  const text = subscriptionText({ name: isOwn ? company : `${feed.name} – ${company}`, refreshMs: REFRESH_MS, events: apart(entries, found) });
  const changedAt = Math.max(0, ...found.map(({ updatedAt }) => updatedAt));
  return conditionalAnswer(request, text, {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'inline; filename="appointments.ics"',
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex",
    ...(changedAt > 0 && { "Last-Modified": new Date(changedAt).toUTCString() }),
  });
}

/** Upcoming and the last ninety days, soonest first; cancelled ones stay for a while, so that programs remove them. */
function feedBookings(app: App, { kind, id }: FeedOwner): BookingDetails[] {
  const nowMs = app.clock();
  const stands = or(inArray(bookings.status, LIVE_STATUSES), gt(bookings.updatedAt, nowMs - CANCELLED_STAYS_MS));
  return selection(app.db)
    .where(and(eq(kind === "user" ? bookings.userId : bookings.staffId, id), gt(bookings.startsAt, nowMs - REACHES_BACK_MS), stands))
    .orderBy(desc(bookings.startsAt), desc(bookings.id))
    .limit(MOST_ENTRIES)
    .all()
    .map(details)
    .reverse();
}

/** Links to its page, which requires signing in, since a calendar may be shared. */
function ownEntry(booking: BookingDetails, origin: string): CalendarEvent {
  const event = calendarEvent(booking);
  return { ...event, url: event.url ?? origin + paths.booking(booking.id) };
}

/** Who comes, how to reach them, and what they wrote: what staff need to know. */
function staffEntry(booking: BookingDetails): CalendarEvent {
  const { service, title, attendeeName, attendeePhone, guests, notes } = booking;
  const description = [attendeePhone && `Phone: ${attendeePhone}`, guests.length > 0 && `Guests: ${guests.length}`, notes && `Notes: ${notes}`];
  return { ...calendarEvent(booking), summary: `${attendeeName}: ${service?.name ?? title}`, description: description.filter(Boolean).join("\n") };
}

/** A calendar program merges two entries with one UID; Cal.com has given two appointments the same one. */
function apart(entries: CalendarEvent[], found: BookingDetails[]): CalendarEvent[] {
  const taken = new Set<string>();
  return entries.map((entry, n) => {
    const uid = taken.has(entry.uid) ? `${found[n]!.id}@frontdesk` : entry.uid;
    taken.add(uid);
    return { ...entry, uid };
  });
}
