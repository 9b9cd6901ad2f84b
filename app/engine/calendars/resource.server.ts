import { and, eq, gt, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { startOfDate, addDays, dateIn, toIso } from "#app/lib/time.ts";
import { engineBookingHosts, engineBookings, engineTimeOff } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, unauthorized } from "#app/engine/http/failures.ts";
import { instantOf, integer, string, timeZone } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { ownCalendar } from "./output.ts";

/** GET /v2/calendars: the single calendar every person has, with their bookings and time off. Its credential id is the person's id. */
export function listCalendars({ caller }: SignedCall): Answer {
  return ok({ connectedCalendars: [ownCalendar(caller.user)], destinationCalendar: {} });
}

const Question = z.object({
  credentialIds: z.array(integer()).min(1, "credentialId should not be empty"),
  externalIds: z.array(string()).min(1, "externalId should not be empty"),
  timeZone: timeZone(),
  dateFrom: string().optional(),
  dateTo: string().optional(),
});

/** GET /v2/calendars/busy-times: days in `timeZone`, both of them included; without dates, today. */
export function listBusyTimes({ engine, caller, url }: SignedCall): Answer {
  const { credentialIds, externalIds, ...asked } = parseInput(Question, parametersOf(url));
  const { id, email } = caller.user;
  if (credentialIds.some((credentialId) => credentialId !== id) || externalIds.some((externalId) => externalId !== email)) {
    throw unauthorized("These credentials do not belong to you");
  }
  const today = dateIn(asked.timeZone, engine.clock());
  const { dateFrom = today, dateTo = dateFrom } = asked;
  const startMs = boundOf(dateFrom, "dateFrom", (date) => startOfDate(asked.timeZone, date));
  const endMs = boundOf(dateTo, "dateTo", (date) => startOfDate(asked.timeZone, addDays(date, 1)));
  const booked = engine.db
    .select({ startsAt: engineBookings.startsAt, endsAt: engineBookings.endsAt })
    .from(engineBookings)
    .innerJoin(engineBookingHosts, eq(engineBookingHosts.bookingId, engineBookings.id))
    .where(and(eq(engineBookingHosts.userId, id), inArray(engineBookings.status, ["accepted"]), lt(engineBookings.startsAt, endMs), gt(engineBookings.endsAt, startMs)))
    .all();
  const away = engine.db.select().from(engineTimeOff).where(and(eq(engineTimeOff.userId, id), lt(engineTimeOff.startsAt, endMs), gt(engineTimeOff.endsAt, startMs))).all();
  const busy = [...booked, ...away].sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt);
  return ok(busy.map(({ startsAt, endsAt }) => ({ start: toIso(startsAt), end: toIso(endsAt), source: null })));
}

/** Several calendars are named `calendarsToLoad[0][credentialId]`. */
function parametersOf({ searchParams }: URL): unknown {
  const all = (name: string) => [...searchParams].filter(([key]) => key === name || new RegExp(`^calendarsToLoad\\[\\d+\\]\\[${name}\\]$`).test(key)).map(([, value]) => value);
  return {
    credentialIds: all("credentialId").map(Number),
    externalIds: all("externalId").map((value) => value.toLowerCase()),
    timeZone: searchParams.get("timeZone") ?? searchParams.get("loggedInUsersTz") ?? "UTC",
    dateFrom: searchParams.get("dateFrom") ?? undefined,
    dateTo: searchParams.get("dateTo") ?? undefined,
  };
}

function boundOf(value: string, name: string, ofDate: (date: string) => number): number {
  const instantMs = instantOf(value);
  if (instantMs === null) throw badRequest(`${name} must be a valid ISO 8601 date string`);
  return value.includes("T") ? instantMs : ofDate(value);
}
