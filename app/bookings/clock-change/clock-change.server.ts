import { and, asc, eq, gt, inArray, lt, ne, or, type SQL } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { activeBranches } from "#app/catalog/queries.server.ts";
import { clockChanges, clockChangeText, type ClockChange } from "#app/lib/clock-change.ts";
import { durationText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { LIVE_STATUSES } from "../booking.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { effectOf, type Effect } from "./affected.ts";

/** How many days before a clock change we announce it. */
const NOTICE_DAYS = 14;
/** How many days after the end of the notice appointments are checked. */
const LOOKS_AHEAD_DAYS = 28;

export interface AffectedBooking extends Effect {
  id: string;
  href: string;
  customer: string;
  /** "Consultation with Ana Costa" */
  what: string;
  /** "1 h": how long it lasts, whatever the clocks say. */
  duration: string;
}

/**
 * The clock changes within two weeks, at our branches and where our visitors are, and the appointments affected: those
 * during which one happens, and later ones whose visitor's time difference from the venue is not today's.
 */
export function clockChangePage(app: App, viewer: PersonViewer): { changes: string[]; affected: AffectedBooking[] } {
  const nowMs = app.clock();
  const { hourCycle } = readCompany(app.db);
  const coming = comingChanges(app, viewer, nowMs);
  if (coming.length === 0) return { changes: [], affected: [] };
  const affected = candidates(app, viewer, coming, nowMs).flatMap((booking) => {
    const effect = effectOf(booking, coming, nowMs, hourCycle);
    return effect ? [{ booking, effect }] : [];
  });
  const zones = new Set([...activeBranches(app.db).map(({ timeZone }) => timeZone), ...affected.flatMap(({ booking }) => [booking.timeZone, booking.venueTimeZone])]);
  return {
    changes: coming.filter(({ zone }) => zones.has(zone)).map((change) => clockChangeText(change, hourCycle)),
    affected: affected.map(({ booking, effect }) => ({ ...effect, ...told(booking) })),
  };
}

/** For the notice on other pages; null if no change is near. */
export function clockNotice(app: App, viewer: PersonViewer): { changes: string[]; affected: number } | null {
  const { changes, affected } = clockChangePage(app, viewer);
  return changes.length > 0 ? { changes, affected: affected.length } : null;
}

function comingChanges(app: App, viewer: PersonViewer, nowMs: number): ClockChange[] {
  const branches = activeBranches(app.db).map(({ timeZone }) => timeZone);
  const visitors = app.db.selectDistinct({ zone: bookings.timeZone, venue: bookings.venueTimeZone }).from(bookings).where(ahead(viewer, nowMs)).all();
  const zones = new Set([...branches, ...visitors.flatMap(({ zone, venue }) => [zone, venue])]);
  return [...zones].flatMap((zone) => clockChanges(zone, nowMs, nowMs + NOTICE_DAYS * DAY_MS)).sort((a, b) => a.atMs - b.atMs || a.zone.localeCompare(b.zone));
}

/** A coarse selection by index; each is checked afterwards. */
function candidates(app: App, viewer: PersonViewer, changes: ClockChange[], nowMs: number): BookingDetails[] {
  const moments = [...new Set(changes.map(({ atMs }) => atMs))];
  const crosses = moments.map((atMs) => and(lt(bookings.startsAt, atMs), gt(bookings.endsAt, atMs)));
  return selection(app.db)
    .where(and(ahead(viewer, nowMs), or(...crosses, ne(bookings.timeZone, bookings.venueTimeZone))))
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .all()
    .map(details);
}

function ahead(viewer: PersonViewer, nowMs: number): SQL | undefined {
  const mine = viewer.kind === "admin" ? undefined : eq(bookings.staffId, viewer.kind === "staff" ? viewer.staffId : "");
  return and(
    mine,
    inArray(bookings.status, [...LIVE_STATUSES]),
    gt(bookings.startsAt, nowMs - 3 * DAY_MS),
    gt(bookings.endsAt, nowMs),
    lt(bookings.startsAt, nowMs + (NOTICE_DAYS + LOOKS_AHEAD_DAYS) * DAY_MS),
  );
}

function told({ id, attendeeName, service, staff, title, startsAt, endsAt }: BookingDetails) {
  return {
    id,
    href: paths.adminBooking(id),
    customer: attendeeName,
    what: service && staff ? `${service.name} with ${staff.name}` : title,
    duration: durationText((endsAt - startsAt) / MINUTE_MS),
  };
}
