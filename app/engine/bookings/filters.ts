import { and, eq, gt, gte, inArray, isNotNull, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS } from "#app/lib/time.ts";
import { engineBookings as b } from "#db/schema/engine.ts";
import type { Caller } from "#app/engine/accounts/callers.server.ts";
import { instant, oneOf, string } from "#app/engine/http/fields.ts";

export const listStatuses = ["upcoming", "recurring", "past", "cancelled", "unconfirmed"] as const;
export type ListStatus = (typeof listStatuses)[number];

const direction = () => oneOf(["asc", "desc"]).optional();
const ids = () =>
  string()
    .refine((value) => /^\d+(,\d+)*$/.test(value), "must be a list of numbers separated by commas")
    .transform((value) => value.split(",").map(Number))
    .optional();

/** The query of a list of bookings; unknown parameters are ignored. */
export const BookingFilters = z.object({
  status: z.array(oneOf(listStatuses)).optional(),
  attendeeEmail: string().optional(),
  attendeeName: string().optional(),
  bookingUid: string().optional(),
  eventTypeIds: ids(),
  eventTypeId: ids(),
  teamsIds: ids(),
  teamId: ids(),
  afterStart: instant().optional(),
  beforeEnd: instant().optional(),
  afterCreatedAt: instant().optional(),
  beforeCreatedAt: instant().optional(),
  afterUpdatedAt: instant().optional(),
  beforeUpdatedAt: instant().optional(),
  sortStart: direction(),
  sortEnd: direction(),
  sortCreated: direction(),
  sortUpdatedAt: direction(),
});

export type BookingFilters = z.output<typeof BookingFilters>;

/** The parameters as an object; `status` comes as a comma list or repeated. */
export function filterParameters(search: URLSearchParams): Record<string, unknown> {
  const statuses = [...search.getAll("status"), ...search.getAll("status[]")].flatMap((value) => value.split(",")).filter(Boolean);
  return { ...Object.fromEntries(search), status: statuses.length > 0 ? statuses : undefined };
}

export function whereOf(filters: BookingFilters, caller: Caller, nowMs: number): SQL {
  return and(
    visibleTo(caller),
    filters.status && or(...filters.status.map((status) => statusWhere(status, nowMs))),
    filters.attendeeEmail === undefined ? undefined : attends(sql`a.email = ${filters.attendeeEmail.toLowerCase()}`),
    filters.attendeeName === undefined ? undefined : attends(sql`a.name = ${filters.attendeeName} COLLATE NOCASE`),
    filters.bookingUid === undefined ? undefined : eq(b.uid, filters.bookingUid),
    filters.eventTypeIds && inArray(b.eventTypeId, filters.eventTypeIds),
    filters.eventTypeId && inArray(b.eventTypeId, filters.eventTypeId),
    ofTeams(filters.teamsIds),
    ofTeams(filters.teamId),
    filters.afterStart === undefined ? undefined : gte(b.startsAt, filters.afterStart),
    filters.beforeEnd === undefined ? undefined : and(lte(b.endsAt, filters.beforeEnd), lte(b.startsAt, filters.beforeEnd)),
    filters.afterCreatedAt === undefined ? undefined : gte(b.createdAt, filters.afterCreatedAt),
    filters.beforeCreatedAt === undefined ? undefined : lte(b.createdAt, filters.beforeCreatedAt),
    filters.afterUpdatedAt === undefined ? undefined : gte(b.updatedAt, filters.afterUpdatedAt),
    filters.beforeUpdatedAt === undefined ? undefined : lte(b.updatedAt, filters.beforeUpdatedAt),
  )!;
}

/**
 * Hosted by the caller or somebody they administer, or attended by the caller. The organiser's column is checked first:
 * it is the cheap one.
 */
function visibleTo({ user, reach }: Caller): SQL {
  const people = sql`(${sql.join([...reach].map((id) => sql`${id}`), sql`, `)})`;
  return sql`(${b.userId} IN ${people}
    OR EXISTS (SELECT 1 FROM engine_booking_hosts h WHERE h.booking_id = ${b.id} AND h.user_id IN ${people})
    OR ${attends(sql`a.email = ${user.email.toLowerCase()}`)})`;
}

function attends(who: SQL): SQL {
  return sql`${b.id} IN (SELECT a.booking_id FROM engine_attendees a WHERE ${who})`;
}

function ofTeams(teamIds: number[] | undefined): SQL | undefined {
  if (teamIds === undefined) return undefined;
  return sql`${b.eventTypeId} IN (SELECT t.id FROM engine_event_types t WHERE t.team_id IN (${sql.join(teamIds.map((id) => sql`${id}`), sql`, `)}))`;
}

/** No booking lasts longer than a day, so one that is not over began less than a day ago, which the index can answer. */
function statusWhere(status: ListStatus, nowMs: number): SQL {
  const notOver = and(gte(b.endsAt, nowMs), gt(b.startsAt, nowMs - DAY_MS - 1))!;
  const live = inArray(b.status, ["accepted", "pending"]);
  // Only accepted occurrences of a series count as upcoming.
  if (status === "upcoming") return and(notOver, or(and(isNull(b.recurringBookingUid), live), eq(b.status, "accepted")))!;
  if (status === "past") return and(lte(b.endsAt, nowMs), lte(b.startsAt, nowMs), live)!;
  if (status === "cancelled") return inArray(b.status, ["cancelled", "rejected"]);
  if (status === "unconfirmed") return and(notOver, eq(b.status, "pending"))!;
  return and(notOver, isNotNull(b.recurringBookingUid), live)!;
}
