import { z } from "zod";
import { DAY_MS, MINUTE_MS, SECOND_MS, toIso, zoned } from "#app/lib/time.ts";
import { findTeamBySlug, findUserByName } from "#app/engine/accounts/users.server.ts";
import { findBooking } from "#app/engine/bookings/store.server.ts";
import type { Call, Engine } from "#app/engine/context.ts";
import { findEventType, findEventTypeBySlug, type EventType } from "#app/engine/event-types/store.server.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, notFound } from "#app/engine/http/failures.ts";
import { instantOf, oneOf, optional, string, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { freeSlots } from "#app/engine/slots/free-slots.ts";
import type { Interval } from "#app/engine/slots/model.ts";
import { lengthsOf } from "./lengths.ts";
import { bookableOf, slotQuestion, type Bookable } from "./question.server.ts";
import { withSeats, type SeatedSlot } from "./seated-slots.server.ts";

const SlotsQuery = z.object({
  start: string(),
  end: string(),
  eventTypeId: optional(z.coerce.number({ error: "eventTypeId must be a number" }).int("eventTypeId must be an integer number")),
  eventTypeSlug: optional(string()),
  username: optional(string()),
  teamSlug: optional(string()),
  usernames: optional(string()),
  timeZone: optional(timeZone()),
  duration: optional(z.coerce.number({ error: "duration must be a number" }).int("duration must be an integer number").min(1)),
  format: optional(oneOf(["time", "range"])),
  bookingUidToReschedule: optional(string()),
});

type SlotsQuery = z.output<typeof SlotsQuery>;

const DYNAMIC_MINUTES = 30;
export const LONGEST_RANGE_MS = 366 * DAY_MS;

/** GET /v2/slots */
export function listSlots({ engine, url }: Call): Answer {
  const query = parseInput(SlotsQuery, Object.fromEntries(url.searchParams));
  const range = rangeOf(query.start, query.end);
  const show = ({ startMs, endMs, seats }: SeatedSlot) => ({
    start: wire(startMs, query.timeZone),
    ...(query.format === "range" ? { end: wire(endMs, query.timeZone) } : {}),
    ...seats,
  });
  return ok(byDate(openSlots(engine, query, range), query.timeZone, show));
}

/** The slots that can be booked in a range, by the event type or people the query names. */
export function openSlots(engine: Engine, query: Omit<SlotsQuery, "start" | "end">, range: Interval): SeatedSlot[] {
  const { bookable, lengthMinutes } = bookableAsked(engine, query);
  const moving = query.bookingUidToReschedule === undefined ? undefined : findBooking(engine.db, query.bookingUidToReschedule);
  const asked = { lengthMinutes, range, nowMs: engine.clock(), exceptBookingId: moving?.id, reservations: true };
  const slots = withSeats(engine, bookable, asked, freeSlots(slotQuestion(engine, bookable, asked)));
  return bookable.settings.onlyShowFirstAvailableSlot ? firstOfDays(slots, query.timeZone) : slots;
}

/** An end at exactly midnight means the whole of that day. */
function rangeOf(start: string, end: string): Interval {
  const startMs = instantOf(start);
  const named = instantOf(end);
  if (startMs === null) throw badRequest("Invalid start date");
  if (named === null) throw badRequest("Invalid end date");
  const endMs = named % DAY_MS === 0 ? named + DAY_MS - SECOND_MS : named;
  if (endMs <= startMs) throw badRequest("Invalid time range given - check the 'start' and 'end' query parameters.");
  return { startMs, endMs: Math.min(endMs, startMs + LONGEST_RANGE_MS) };
}

function bookableAsked(engine: Engine, query: Omit<SlotsQuery, "start" | "end">): { bookable: Bookable; lengthMinutes?: number } {
  if (query.eventTypeId === undefined && query.eventTypeSlug === undefined && query.usernames !== undefined) {
    return { bookable: dynamic(engine, query.usernames.split(",")), lengthMinutes: query.duration ?? DYNAMIC_MINUTES };
  }
  const eventType = eventTypeAsked(engine, query);
  if (!eventType) throw notFound("Event Type not found");
  const lengths = lengthsOf(eventType);
  if (query.duration !== undefined && !lengths.includes(query.duration)) {
    throw badRequest(`Provided 'duration' is not one of the possible lengths for the event type. The possible lengths are: ${lengths.join(", ")}`);
  }
  return { bookable: bookableOf(eventType), lengthMinutes: query.duration };
}

function eventTypeAsked(engine: Engine, { eventTypeId, eventTypeSlug, username, teamSlug }: Omit<SlotsQuery, "start" | "end">): EventType | undefined {
  if (eventTypeId !== undefined) return findEventType(engine.db, eventTypeId);
  if (eventTypeSlug !== undefined && username !== undefined) {
    const user = findUserByName(engine.db, username);
    if (!user) throw notFound(`User with username ${username} not found`);
    return findEventTypeBySlug(engine.db, { ownerId: user.id }, eventTypeSlug);
  }
  if (eventTypeSlug !== undefined && teamSlug !== undefined) {
    const team = findTeamBySlug(engine.db, teamSlug);
    if (!team) throw notFound(`Team with slug ${teamSlug} not found`);
    return findEventTypeBySlug(engine.db, { teamId: team.id }, eventTypeSlug);
  }
  throw badRequest("Either eventTypeId, or eventTypeSlug with username or teamSlug, or at least 2 usernames must be provided.");
}

/** A dynamic group of several people: all of them at once. */
function dynamic(engine: Engine, usernames: string[]): Bookable {
  if (usernames.length < 2) throw badRequest("At least 2 usernames must be provided.");
  const hosts = usernames.map((name) => {
    const user = findUserByName(engine.db, name.trim());
    if (!user) throw notFound(`User with username ${name.trim()} not found`);
    return user;
  });
  return { eventTypeId: null, lengthMinutes: DYNAMIC_MINUTES, scheduling: "collective", hosts, mandatoryHostIds: [], scheduleId: null, settings: {} };
}

function firstOfDays(slots: SeatedSlot[], zone: string | undefined): SeatedSlot[] {
  const days = new Set<string>();
  return slots.filter(({ startMs }) => {
    const day = wire(startMs, zone).slice(0, 10);
    return !days.has(day) && days.add(day);
  });
}

/** Days without a free time are absent. */
export function byDate(slots: SeatedSlot[], zone: string | undefined, show: (slot: SeatedSlot) => object): Record<string, object[]> {
  const days: Record<string, object[]> = {};
  for (const slot of slots) {
    const start = wire(slot.startMs, zone);
    (days[start.slice(0, start.indexOf("T"))] ??= []).push(show(slot));
  }
  return days;
}

/** With a zone, local time and offset; otherwise UTC. */
function wire(instantMs: number, zone: string | undefined): string {
  if (zone === undefined || zone === "UTC") return toIso(instantMs);
  const offsetMs = Math.round(zoned(zone, instantMs).offsetNanoseconds / 1_000_000);
  const offsetMinutes = Math.abs(Math.round(offsetMs / MINUTE_MS));
  const two = (value: number) => String(value).padStart(2, "0");
  const sign = offsetMs < 0 ? "-" : "+";
  return `${toIso(instantMs + offsetMs).slice(0, -1)}${sign}${two(Math.floor(offsetMinutes / 60))}:${two(offsetMinutes % 60)}`;
}
