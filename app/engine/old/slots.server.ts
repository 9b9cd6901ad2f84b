import { z } from "zod";
import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import type { Call } from "#app/engine/context.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, unprocessable } from "#app/engine/http/failures.ts";
import { instant, integer, oneOf, optional, string, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { byDate, LONGEST_RANGE_MS, openSlots } from "#app/engine/openings/list.server.ts";
import { createReservation, deleteReservation } from "#app/engine/openings/reservations.server.ts";
import type { SeatedSlot } from "#app/engine/openings/seated-slots.server.ts";

const AvailableQuery = z.object({
  startTime: instant(),
  endTime: instant(),
  eventTypeId: optional(z.coerce.number({ error: "eventTypeId must be a number" }).int("eventTypeId must be an integer number")),
  eventTypeSlug: optional(string()),
  usernameList: optional(string()),
  timeZone: optional(timeZone()),
  duration: optional(z.coerce.number({ error: "duration must be a number" }).int("duration must be an integer number").min(1)),
  rescheduleUid: optional(string()),
  slotFormat: optional(oneOf(["time", "range"])),
});

/** GET /v2/slots/available: days in the requested zone, times in UTC. */
export function listAvailable({ engine, url }: Call): Answer {
  const { startTime, endTime, ...query } = parseInput(AvailableQuery, Object.fromEntries(url.searchParams));
  if (endTime <= startTime) throw badRequest("Invalid time range given - check the 'startTime' and 'endTime' query parameters.");
  const range = { startMs: startTime, endMs: Math.min(endTime, startTime + LONGEST_RANGE_MS) };
  const { eventTypeId, eventTypeSlug, usernameList, timeZone, duration, rescheduleUid } = query;
  const username = usernameList?.split(",")[0];
  const slots = openSlots(engine, { eventTypeId, eventTypeSlug, username, usernames: usernameList, timeZone, duration, bookingUidToReschedule: rescheduleUid }, range);
  const show = ({ startMs, endMs, seats }: SeatedSlot) => ({
    ...(query.slotFormat === "range" ? { startTime: toIso(startMs), endTime: toIso(endMs) } : { time: toIso(startMs) }),
    ...(seats && seats.bookingUid !== undefined ? { attendees: seats.seatsBooked, bookingUid: seats.bookingUid } : {}),
  });
  return ok({ slots: byDate(slots, timeZone, show) });
}

const Reservation = z.object({ eventTypeId: integer(), slotUtcStartDate: instant(), slotUtcEndDate: instant() });

/** POST /v2/slots/reserve: the uid is returned and set as a cookie. */
export function reserveSlot(call: Call): Answer {
  const { eventTypeId, slotUtcStartDate: startMs, slotUtcEndDate: endMs } = parseInput(Reservation, call.body);
  if (endMs <= startMs) throw unprocessable("slotUtcEndDate must be after slotUtcStartDate");
  const made = createReservation({ ...call, body: { eventTypeId, slotStart: toIso(startMs), slotDuration: Math.round((endMs - startMs) / MINUTE_MS) } });
  const { reservationUid } = made.body.data as { reservationUid: string };
  return { ...created(reservationUid), headers: { "Set-Cookie": `uid=${reservationUid}; Path=/` } };
}

/** DELETE /v2/slots/selected-slot?uid= */
export function releaseSlot(call: Call): Answer {
  return deleteReservation({ ...call, params: { uid: call.url.searchParams.get("uid") ?? "" } });
}
