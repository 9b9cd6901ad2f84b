import { asc, count, desc } from "drizzle-orm";
import { z } from "zod";
import { engineBookings as b } from "#db/schema/engine.ts";
import { cancelBooking } from "#app/engine/bookings/cancel.server.ts";
import { listStatuses, whereOf } from "#app/engine/bookings/filters.ts";
import { markAbsent } from "#app/engine/bookings/mark-absent.server.ts";
import { findBooking, withPeople, type Booking } from "#app/engine/bookings/store.server.ts";
import type { Call, SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, notFound } from "#app/engine/http/failures.ts";
import { boolean, email, list, oneOf, optional, string } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { oldBookingEntry, oldBookingInfo } from "./booking-output.ts";

const whole = (name: string) => z.coerce.number({ error: `${name} must be a number` }).int(`${name} must be an integer number`);

const ListQuery = z.object({
  "filters[status]": oneOf(listStatuses).default("upcoming"),
  limit: whole("limit").min(1).max(250).default(10),
  cursor: whole("cursor").min(0).default(0),
});

/** GET /v2/bookings of 2024-04-15: one status at a time; every other filter is silently ignored. */
export function listOldBookings({ engine, caller, url }: SignedCall): Answer {
  const { "filters[status]": status, limit, cursor } = parseInput(ListQuery, Object.fromEntries(url.searchParams));
  const where = whereOf({ status: [status] }, caller, engine.clock());
  const { totalCount } = engine.db.select({ totalCount: count() }).from(b).where(where).get()!;
  const direction = status === "past" || status === "cancelled" ? desc : asc;
  const rows = engine.db.select().from(b).where(where).orderBy(direction(b.startsAt), direction(b.id)).limit(limit).offset(cursor).all();
  const nextCursor = totalCount > cursor + limit ? cursor + limit : null;
  return ok({ bookings: withPeople(engine.db, rows).map(oldBookingEntry), recurringInfo: [], totalCount, nextCursor });
}

/** GET /v2/bookings/:uid of 2024-04-15 */
export function getOldBooking(call: Call): Answer {
  return ok(oldBookingInfo(oldBookingOr404(call)));
}

const OldCancellation = z.object({
  cancellationReason: optional(string()),
  allRemainingBookings: optional(boolean()),
  cancelSubsequentBookings: optional(boolean()),
  seatReferenceUid: optional(string()),
});

/** POST /v2/bookings/:uid/cancel of 2024-04-15 */
export function cancelOldBooking(call: Call): Answer {
  const uid = call.params.uid!;
  if (!Number.isNaN(Number(uid))) throw badRequest("Please provide booking uid instead of booking id.");
  const { cancellationReason, allRemainingBookings, cancelSubsequentBookings, seatReferenceUid } = parseInput(OldCancellation, call.body);
  const booking = oldBookingOr404(call);
  const target = allRemainingBookings && booking.recurringBookingUid !== null ? booking.recurringBookingUid : uid;
  const body = seatReferenceUid === undefined ? { cancellationReason, ...(allRemainingBookings ? {} : { cancelSubsequentBookings }) } : { seatUid: seatReferenceUid, cancellationReason };
  cancelBooking({ ...call, params: { uid: target }, body });
  const onlyRemovedAttendee = findBooking(call.engine.db, uid)?.status !== "cancelled";
  return ok({ bookingId: booking.id, bookingUid: uid, onlyRemovedAttendee });
}

const OldAbsences = z.object({
  noShowHost: optional(boolean()),
  attendees: optional(list(z.object({ email: email(), noShow: boolean() }))),
});

/** POST /v2/bookings/:uid/mark-no-show of 2024-04-15 */
export function markNoShow(call: SignedCall): Answer {
  const { noShowHost, attendees } = parseInput(OldAbsences, call.body);
  markAbsent({ ...call, body: { host: noShowHost, attendees: attendees?.map(({ email, noShow }) => ({ email, absent: noShow })) } });
  return ok({ message: "No-show status updated", noShowHost, attendees });
}

function oldBookingOr404({ engine, params }: Call): Booking {
  const booking = findBooking(engine.db, params.uid!);
  if (!booking) throw notFound(`Booking with UID=${params.uid} does not exist.`);
  return booking;
}
