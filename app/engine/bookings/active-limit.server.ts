import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { toIso } from "#app/lib/time.ts";
import type { Tx } from "#db/client.ts";
import { engineAttendees, engineBookings } from "#db/schema/engine.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";

const REACHED = "Attendee with this email can't book because the maximum number of active bookings has been reached.";

/** How many bookings of one event type a person may have ahead of them. */
export function checkActiveLimit(tx: Tx, eventType: EventType, attendeeEmail: string, nowMs: number): void {
  const limit = eventType.settings.bookerActiveBookingsLimit;
  if (!limit || !("maximumActiveBookings" in limit)) return;
  const active = tx
    .select({ uid: engineBookings.uid, startsAt: engineBookings.startsAt })
    .from(engineBookings)
    .innerJoin(engineAttendees, eq(engineAttendees.bookingId, engineBookings.id))
    .where(
      and(
        eq(engineAttendees.email, attendeeEmail),
        eq(engineAttendees.guest, false),
        eq(engineBookings.eventTypeId, eventType.id),
        inArray(engineBookings.status, ["accepted", "pending"]),
        gt(engineBookings.endsAt, nowMs),
      ),
    )
    .orderBy(asc(engineBookings.startsAt))
    .all();
  const last = active.at(-1);
  if (!last || active.length < limit.maximumActiveBookings) return;
  const offer = ` You can reschedule your existing booking (${last.uid}) to a new timeslot instead of ${toIso(last.startsAt)}.`;
  throw badRequest(limit.offerReschedule ? REACHED + offer : REACHED);
}
