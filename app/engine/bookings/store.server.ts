import { eq, inArray, sql } from "drizzle-orm";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import type { Db, Tx } from "#db/client.ts";
import { engineAttendees, engineBookingHosts, engineBookings, engineEventTypes, engineUsers } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import { seatsOf, type EventTypeSettings } from "#app/engine/event-types/input.ts";
import { badRequest, conflict, recordExists } from "#app/engine/http/failures.ts";

export type BookingRow = typeof engineBookings.$inferSelect;
export type NewBookingRow = typeof engineBookings.$inferInsert;
export type AttendeeRow = typeof engineAttendees.$inferSelect;
export type NewAttendee = Omit<typeof engineAttendees.$inferInsert, "id" | "bookingId">;

/** A booking with everything its output needs. */
export interface Booking extends BookingRow {
  eventTypeSlug: string | null;
  /** For a seated booking: whether everybody may see the attendees. */
  showAttendeeInfo: boolean;
  hosts: EngineUser[];
  /** The booker first. */
  attendees: AttendeeRow[];
}

export function findBooking(db: Db | Tx, uid: string): Booking | undefined {
  const row = db.select().from(engineBookings).where(eq(engineBookings.uid, uid)).get();
  return row && withPeople(db, [row])[0];
}

/** The occurrences of a series by start; empty if there is none with that id. */
export function findSeries(db: Db | Tx, recurringBookingUid: string): Booking[] {
  const rows = db.select().from(engineBookings).where(eq(engineBookings.recurringBookingUid, recurringBookingUid)).orderBy(engineBookings.startsAt, engineBookings.id).all();
  return withPeople(db, rows);
}

/** The organiser is first among the hosts. */
export function withPeople(db: Db | Tx, rows: BookingRow[]): Booking[] {
  if (rows.length === 0) return [];
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(rows.map((row) => row.id))}))`;
  const attendees = db.select().from(engineAttendees).where(sql`${engineAttendees.bookingId} IN ${ids}`).orderBy(engineAttendees.id).all();
  const hosts = db
    .select({ bookingId: engineBookingHosts.bookingId, user: engineUsers })
    .from(engineBookingHosts)
    .innerJoin(engineUsers, eq(engineUsers.id, engineBookingHosts.userId))
    .where(sql`${engineBookingHosts.bookingId} IN ${ids}`)
    .all();
  const typeIds = [...new Set(rows.map((row) => row.eventTypeId).filter((id) => id !== null))];
  const types = db.select({ id: engineEventTypes.id, slug: engineEventTypes.slug, settings: engineEventTypes.settings }).from(engineEventTypes).where(inArray(engineEventTypes.id, typeIds)).all();
  const typeOf = new Map(types.map((type) => [type.id, type]));
  const attendeesOf = byBooking(attendees);
  const hostsOf = byBooking(hosts);
  return rows.map((row) => ({
    ...row,
    eventTypeSlug: typeOf.get(row.eventTypeId ?? 0)?.slug ?? null,
    showAttendeeInfo: seatsOf((typeOf.get(row.eventTypeId ?? 0)?.settings ?? {}) as EventTypeSettings)?.showAttendeeInfo ?? false,
    attendees: attendeesOf.get(row.id) ?? [],
    hosts: (hostsOf.get(row.id) ?? []).map((host) => host.user).sort((a, b) => Number(b.id === row.userId) - Number(a.id === row.userId)),
  }));
}

function byBooking<T extends { bookingId: number }>(rows: T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.bookingId);
    if (group) group.push(row);
    else groups.set(row.bookingId, [row]);
  }
  return groups;
}

export type BookingToAdd = Omit<NewBookingRow, "id" | "userId" | "idempotencyKey"> & { hostIds: number[]; attendees: NewAttendee[] };

/** The first host is the organiser. Overlaps are refused by triggers, whatever was checked before. */
export function insertBooking(tx: Tx, { hostIds, attendees, ...booking }: BookingToAdd): BookingRow {
  const userId = hostIds[0]!;
  const idempotencyKey = idempotencyKeyOf({ ...booking, userId });
  const row = tx.insert(engineBookings).values({ ...booking, userId, idempotencyKey }).returning().get();
  for (const hostId of hostIds.slice(1)) tx.insert(engineBookingHosts).values({ ...hostRowOf(row), userId: hostId }).run();
  // One by one: as a single statement, thousands of guests would be more values than SQLite binds.
  for (const attendee of attendees) tx.insert(engineAttendees).values({ ...attendee, bookingId: row.id }).run();
  return row;
}

/** The time a booking takes from a host. The organiser's row is written by a trigger. */
export function hostRowOf({ id, startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes, status, pendingOccupies }: BookingRow) {
  return {
    bookingId: id,
    startsAt: startsAt - bufferBeforeMinutes * MINUTE_MS,
    endsAt: endsAt + bufferAfterMinutes * MINUTE_MS,
    occupies: status === "accepted" || (status === "pending" && pendingOccupies),
  };
}

/** Change a booking that is still in the state it was read in; otherwise somebody else was faster. */
export function changeBooking(tx: Tx, booking: BookingRow, change: Partial<NewBookingRow>): void {
  const next = { ...booking, ...change };
  const idempotencyKey = idempotencyKeyOf(next);
  const { changes } = tx
    .update(engineBookings)
    .set({ ...change, idempotencyKey })
    .where(sql`${engineBookings.id} = ${booking.id} AND ${engineBookings.status} = ${booking.status}`)
    .run();
  if (changes !== 1) throw conflict("The booking was changed meanwhile.");
}

/** Whether another booking of one of the hosts overlaps, the buffers of both included. */
export function isOverlapped(tx: Tx, { id }: BookingRow): boolean {
  const found = tx.get(sql`
    SELECT 1 AS yes FROM engine_booking_hosts mine
    JOIN engine_booking_hosts other ON other.user_id = mine.user_id AND other.occupies = 1 AND other.booking_id <> mine.booking_id
      AND other.starts_at < mine.ends_at AND other.starts_at > mine.starts_at - ${3 * DAY_MS} AND other.ends_at > mine.starts_at
    WHERE mine.booking_id = ${id} LIMIT 1`);
  return found !== undefined;
}

/** Only accepted bookings have one, so that a cancelled time can be booked again. */
function idempotencyKeyOf({ status, startsAt, endsAt, userId }: Pick<NewBookingRow, "status" | "startsAt" | "endsAt" | "userId">): string | null {
  return status === "accepted" ? `${startsAt}.${endsAt}.${userId}` : null;
}

export const TAKEN = "User either already has booking at this time or is not available";
export const TAKEN_TEAM = "One of the hosts either already has booking at this time or is not available";

export const SEATS_FULL = "No more seats left at this seated booking.";

/** Translates constraint errors into API errors; other errors unchanged. */
export function refusedByDatabase(error: unknown, taken: string): unknown {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (message === "engine_host_overlap") return badRequest(taken);
  if (message === "engine_seats_full") return conflict(SEATS_FULL);
  if (code === "SQLITE_CONSTRAINT_UNIQUE") return recordExists();
  return error;
}
