import { and, asc, gt, inArray, type SQL } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { AppError, type LookAt } from "#app/lib/errors.ts";
import { fingerprint } from "#app/lib/fingerprint.server.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { LIVE_STATUSES } from "../booking.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";

/** A longer list would not be read; the rest is shown as a count. */
const MOST_SHOWN = 30;

/** Singular and plural: "appointment lies outside the new hours". */
export interface Phrase {
  one: string;
  many: string;
}

/** Upcoming live appointments, soonest first. */
export function appointmentsAhead(app: Pick<App, "db" | "clock">, where: SQL | undefined): BookingDetails[] {
  return selection(app.db)
    .where(and(inArray(bookings.status, [...LIVE_STATUSES]), gt(bookings.endsAt, app.clock()), where))
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
    .all()
    .map(details);
}

/** The list of appointments a change would strand; null when there are none. */
export function lookAtOf(app: Pick<App, "db">, stranded: BookingDetails[]): LookAt | null {
  if (stranded.length === 0) return null;
  const { hourCycle } = readCompany(app.db);
  const text = ({ startsAt, venueTimeZone, attendeeName, service, title, staff }: BookingDetails) =>
    [shortMomentText(startsAt, venueTimeZone, hourCycle), attendeeName, service?.name ?? title, staff && `with ${staff.name}`].filter(Boolean).join(", ");
  return {
    token: fingerprint(stranded.map(({ id, startsAt }) => [id, startsAt])),
    items: stranded.slice(0, MOST_SHOWN).map((booking) => ({ href: paths.adminBooking(booking.id), text: text(booking) })),
    more: Math.max(0, stranded.length - MOST_SHOWN),
  };
}

/**
 * The appointments a change would strand have to be shown first. The change never touches them.
 *
 * @param seen the token of the list that was shown
 * @throws AppError conflict with the list, unless it is the one that was shown
 */
export function assertLookedAt(app: Pick<App, "db">, stranded: BookingDetails[], seen: string | undefined, phrase: Phrase): void {
  const lookAt = lookAtOf(app, stranded);
  if (lookAt && lookAt.token !== seen) throw new AppError("conflict", countText(stranded.length, phrase), { lookAt });
}

export function countText(count: number, { one, many }: Phrase): string {
  return `${count} ${count === 1 ? one : many}`;
}
