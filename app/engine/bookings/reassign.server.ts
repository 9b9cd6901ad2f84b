import { z } from "zod";
import { MINUTE_MS } from "#app/lib/time.ts";
import { writing, type Tx } from "#db/client.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { findEventType, type EventType } from "#app/engine/event-types/store.server.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden, notFound } from "#app/engine/http/failures.ts";
import { optional, string } from "#app/engine/http/fields.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { bookableOf, mandatoryHostIds, slotQuestion } from "#app/engine/openings/question.server.ts";
import { checkStart } from "#app/engine/slots/free-slots.ts";
import { changeHost } from "./change-host.server.ts";
import { takeTurns } from "./hosts-for.server.ts";
import { bookingOr404 } from "./read.server.ts";
import { runs } from "./rights.ts";
import { refusedByDatabase, TAKEN, type Booking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

const NOBODY_ELSE = "Can't reassign the booking because no other host is available at that time.";

/** POST /v2/bookings/:uid/reassign: to the next free host of the round robin. */
export function reassignBooking(call: SignedCall): Answer {
  return reassign(call, NOBODY_ELSE, (tx, booking, eventType) => nextFree(call, tx, booking, eventType));
}

/** POST /v2/bookings/:uid/reassign/:userId: to a named host, even outside their hours, but never onto another booking. */
export function reassignToUser(call: SignedCall): Answer {
  parseInput(z.object({ reason: optional(string()) }), call.body);
  const userId = numericId(call.params.userId);
  return reassign(call, TAKEN, (tx, booking, eventType) => {
    if (!findUser(tx, userId)) throw notFound(`User with id=${userId} was not found in the database`);
    if (!eventType.hosts.some(({ user }) => user.id === userId)) throw badRequest(notARoundRobinHost(userId));
    if (booking.hosts.some((host) => host.id === userId)) throw badRequest(`User with id=${userId} hosts this booking already`);
    return userId;
  });
}

function notARoundRobinHost(userId: number): string {
  return `User with id=${userId} is not a valid Round Robin host - the user to which you reassign this booking must be one of the booking hosts. Fetch the booking using the GET /v2/bookings/{uid} endpoint and select id of one of the hosts.`;
}

function reassign({ engine, caller, params }: SignedCall, taken: string, choose: (tx: Tx, booking: Booking, eventType: EventType) => number): Answer {
  try {
    return writing(engine.db, (tx) => {
      const booking = bookingOr404(engine, params.uid!);
      const eventType = booking.eventTypeId === null ? undefined : findEventType(tx, booking.eventTypeId);
      if (!eventType) throw badRequest(`Event type with id=${booking.eventTypeId} was not found in the database`);
      if (!runs(caller, eventType)) throw forbidden("You do not have permission to reassign this booking");
      if (eventType.schedulingType !== "roundRobin") throw badRequest("Only bookings of round robin event types can be reassigned.");
      if (booking.status === "cancelled" || booking.status === "rejected") throw badRequest(`Can't reassign a ${booking.status} booking.`);
      const mandatory = mandatoryHostIds(eventType);
      const current = booking.hosts.find((host) => !mandatory.includes(host.id));
      if (!current) throw badRequest(NOBODY_ELSE);
      const chosenId = choose(tx, booking, eventType);
      const chosen = changeHost(tx, booking, eventType, current.id, chosenId, engine.clock());
      tell(tx, engine, { bookingId: booking.id, trigger: "BOOKING_REASSIGNED", addedHostUserIds: [chosen.id], removedHostUserIds: [current.id] });
      const { id, name, username, email } = chosen;
      return ok({ bookingUid: booking.uid, reassignedTo: { id, name: name ?? username, email, displayEmail: email } });
    });
  } catch (error) {
    throw refusedByDatabase(error, taken);
  }
}

/** Notice and booking window bind attendees only, and do not apply here. */
function nextFree({ engine }: SignedCall, tx: Tx, booking: Booking, eventType: EventType): number {
  const present = booking.hosts.map((host) => host.id);
  const mandatory = mandatoryHostIds(eventType);
  const candidates = eventType.hosts.map(({ user }) => user.id).filter((id) => !present.includes(id) && !mandatory.includes(id));
  if (candidates.length === 0) throw badRequest(NOBODY_ELSE);
  const question = slotQuestion(engine, bookableOf(eventType), {
    lengthMinutes: (booking.endsAt - booking.startsAt) / MINUTE_MS,
    range: { startMs: booking.startsAt, endMs: booking.endsAt },
    nowMs: booking.startsAt,
    exceptBookingId: booking.id,
    reservations: false,
    skipLimits: true,
    hostIds: candidates,
  });
  const rules = { ...question.rules, minimumNoticeMinutes: 0, bookingWindow: null };
  const verdict = checkStart({ ...question, rules, startMs: booking.startsAt });
  if ("refused" in verdict) throw badRequest(NOBODY_ELSE);
  return takeTurns(tx, eventType, verdict.free.hostIds).at(-1)!;
}
