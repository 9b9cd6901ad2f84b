import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import type { Call } from "#app/engine/context.ts";
import { findEventType, type EventType } from "#app/engine/event-types/store.server.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { needsConfirmation, pendingOccupies } from "./confirmation.ts";
import { hostsFor } from "./hosts-for.server.ts";
import { Reschedule } from "./input.ts";
import { bookingOutput } from "./output.ts";
import { bookingOr404 } from "./read.server.ts";
import { changeBooking, findBooking, insertBooking, refusedByDatabase, TAKEN, type Booking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** POST /v2/bookings/:uid/reschedule: a new row with a new uid; the old one is cancelled, and both name each other. */
export function rescheduleBooking(call: Call): Answer {
  const { engine, params } = call;
  const body = parseBookingBody(Reschedule, call.body);
  const uid = newId(engine.random);
  try {
    return writing(engine.db, (tx) => {
      const old = bookingOr404(engine, params.uid!);
      const eventType = reschedulable(old, old.eventTypeId === null ? undefined : findEventType(tx, old.eventTypeId), engine.clock());
      const nowMs = engine.clock();
      const lengthMinutes = (old.endsAt - old.startsAt) / MINUTE_MS;
      const hostIds = hostsFor(engine, tx, eventType, {
        startMs: body.start,
        lengthMinutes,
        nowMs,
        moving: { id: old.id, hostIds: old.hosts.map((host) => host.id) },
        taken: TAKEN,
      });
      const rescheduledByEmail = body.rescheduledBy?.toLowerCase() ?? call.caller?.user.email ?? null;
      changeBooking(tx, old, { status: "cancelled", rescheduledToUid: uid, rescheduledByEmail, updatedAt: nowMs });
      const { id: _, hosts: __, attendees, eventTypeSlug: ___, idempotencyKey: ____, ...carried } = old;
      insertBooking(tx, {
        ...carried,
        uid,
        hostIds,
        status: statusAfter(eventType, body.rescheduledBy, body.start, nowMs),
        startsAt: body.start,
        endsAt: body.start + lengthMinutes * MINUTE_MS,
        bufferBeforeMinutes: eventType.settings.beforeEventBuffer ?? 0,
        bufferAfterMinutes: eventType.settings.afterEventBuffer ?? 0,
        pendingOccupies: pendingOccupies(eventType.settings),
        reschedulingReason: body.reschedulingReason ?? null,
        rescheduledByEmail,
        rescheduledFromUid: old.uid,
        createdAt: nowMs,
        updatedAt: null,
        attendees: attendees.map(({ id: _, bookingId: __, ...attendee }) => ({ ...attendee, absent: false })),
      });
      const moved = findBooking(tx, uid)!;
      tell(tx, engine, {
        bookingId: moved.id,
        ...(moved.status === "pending" ? { trigger: "BOOKING_REQUESTED" } : { trigger: "BOOKING_RESCHEDULED", fromBookingId: old.id }),
      });
      return created({ ...bookingOutput(moved), isPlatformManagedUserBooking: false });
    });
  } catch (error) {
    throw refusedByDatabase(error, TAKEN);
  }
}

function reschedulable(booking: Booking, eventType: EventType | undefined, nowMs: number): EventType {
  const { uid, status, rescheduledToUid } = booking;
  if (status === "cancelled" && rescheduledToUid !== null) {
    throw badRequest(
      `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=${rescheduledToUid}. You probably want to reschedule ${rescheduledToUid} instead by passing it within the request URL.`,
    );
  }
  if (status === "cancelled") {
    throw badRequest(`Can't reschedule booking with uid=${uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`);
  }
  if (status === "rejected") throw badRequest(`Can't reschedule booking with uid=${uid} because it has been rejected.`);
  if (!eventType) throw badRequest(`Can't reschedule booking with uid=${uid} because its event type no longer exists.`);
  const { disabled, minutesBefore } = eventType.settings.disableRescheduling ?? {};
  const tooLate = minutesBefore !== undefined && booking.startsAt - nowMs < minutesBefore * MINUTE_MS;
  if (disabled || tooLate) throw badRequest("This event type does not allow rescheduling");
  return eventType;
}

/** Only the event type's owner moves a booking without it having to be confirmed again. */
function statusAfter(eventType: EventType, rescheduledBy: string | undefined, startMs: number, nowMs: number): "accepted" | "pending" {
  const owner = eventType.hosts.find(({ user }) => user.id === eventType.ownerId)?.user;
  const byOwner = owner !== undefined && rescheduledBy?.toLowerCase() === owner.email.toLowerCase();
  return !byOwner && needsConfirmation(eventType.settings, startMs, nowMs) ? "pending" : "accepted";
}
