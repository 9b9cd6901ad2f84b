import type { Tx } from "#db/client.ts";
import { holds } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { blockers } from "#app/availability/blockers.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { blockedTime } from "../booking.ts";
import { offeringsOf } from "../offerings.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { colleaguesOf } from "../reassign.server.ts";
import { isWorthOffering, MOST_TIMES, type Absence, type AbsenceRow } from "./absence.ts";

/** Long enough that a slow far end does not cost the colleague's time. */
const DOING_MS = HOUR_MS;

/**
 * Hold what a row promises: the colleague's time until it is done, the offered ones until the offer ends.
 * @throws AppError conflict, invalid
 */
export function keepFor(tx: Tx, app: App, absence: Absence, booking: BookingDetails, row: AbsenceRow): void {
  const { choice, toStaffId, times, offerEndsAt } = row;
  const hold = (staffId: string, startsAt: number, expiresAt: number) => keep(tx, app, booking, row.id, { staffId, startsAt, expiresAt });
  if (choice === "reassign") {
    if (!colleaguesOf(app, booking).some(({ id }) => id === toStaffId)) throw choiceGone(booking, "cannot be passed to that person");
    hold(toStaffId!, booking.startsAt, absence.effectsAt + DOING_MS);
  }
  if (choice === "offer") {
    const canBeOffered = offeringsOf(app, booking).length > 0 && isWorthOffering(absence.effectsAt, booking.startsAt);
    if (!canBeOffered || times.length === 0 || times.length > MOST_TIMES || times[0]! <= app.clock()) throw choiceGone(booking, "cannot be offered these times");
    for (const time of times) hold(booking.staffId!, time, offerEndsAt!);
  }
}

/** An offer may overlap its own appointment and its own other times, but not the time away. */
function keep(tx: Tx, app: App, booking: BookingDetails, holder: string, { staffId, startsAt, expiresAt }: { staffId: string; startsAt: number; expiresAt: number }): void {
  const endsAt = startsAt + booking.endsAt - booking.startsAt;
  const blocked = blockedTime(startsAt, endsAt, booking.service!);
  const inTheWay = blockers(app.db, { staffId, from: blocked.blockedFrom, until: blocked.blockedUntil, nowMs: app.clock(), holder, exceptBookingId: booking.id });
  if (inTheWay.length > 0) throw choiceGone(booking, `cannot have ${shortMomentText(startsAt, booking.venueTimeZone)} any more`);
  tx.insert(holds).values({ id: newId(app.random), purpose: "offer", holder, staffId, serviceId: booking.service!.id, startsAt, endsAt, ...blocked, expiresAt }).run();
}

function choiceGone({ attendeeName, startsAt, venueTimeZone }: BookingDetails, what: string): AppError {
  return new AppError("conflict", `${attendeeName}, ${shortMomentText(startsAt, venueTimeZone)}, ${what}. Please look at the appointments again.`);
}
