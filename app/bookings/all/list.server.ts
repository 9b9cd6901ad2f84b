import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { conditionsOf } from "./conditions.server.ts";
import { readCursor, writeCursor, type AllCursor } from "./cursor.ts";
import { isByStart, type AllFilters, type Sort } from "./filters.ts";
import { idsAlong } from "./ids-along.server.ts";
import { countOf, planOf, type Plan } from "./plan.server.ts";

/** The worst of a booking's messages. */
export type Delivery = "failed" | "waiting" | "sent" | "none";
export type ListedDetails = BookingDetails & { delivery: Delivery };

export interface AllPage {
  rows: ListedDetails[];
  /** Cursors; null at either end. */
  next: string | null;
  previous: string | null;
  /** Of everything the filters match. When it is more than 10,000, and filters are set, only that it is more. */
  total: number;
}

/** One page of everybody's bookings. @throws AppError forbidden */
export function listAllBookings(app: App, viewer: Viewer, filters: AllFilters): AllPage {
  assertAdministrator(viewer);
  const plan = planOf(app.db, conditionsOf(app.db, filters), filters.sort, filters.limit);
  return { ...pageOf(app, plan, filters.sort, filters.limit, cursorIn(filters)), total: countOf(app.db, plan) };
}

/** These bookings in the order of their ids, without those that are not there. @throws AppError forbidden */
export function bookingsById(app: App, viewer: Viewer, ids: string[]): ListedDetails[] {
  assertAdministrator(viewer);
  return load(app, [...new Set(ids)]);
}

/** The ids of what the filters match, soonest first, at most so many. @throws AppError forbidden */
export function matchingIds(app: App, viewer: Viewer, filters: AllFilters, most: number): string[] {
  assertAdministrator(viewer);
  return idsAlong(app.db, planOf(app.db, conditionsOf(app.db, filters), "starts", most), "starts", most, null);
}

/** How many that are, up to a limit: as `total` of a page. @throws AppError forbidden */
export function countMatching(app: App, viewer: Viewer, filters: AllFilters): number {
  assertAdministrator(viewer);
  return countOf(app.db, planOf(app.db, conditionsOf(app.db, filters), filters.sort, 1));
}

/** The bookings before and after one in a filtered list; null at its ends. @throws AppError forbidden */
export function neighbours(app: App, viewer: Viewer, filters: AllFilters, bookingId: string): { previous: string | null; next: string | null } {
  assertAdministrator(viewer);
  const here = app.db.select({ id: bookings.id, startsAt: bookings.startsAt, attendeeName: bookings.attendeeName }).from(bookings).where(eq(bookings.id, bookingId)).get();
  if (!here) return { previous: null, next: null };
  const plan = planOf(app.db, conditionsOf(app.db, filters), filters.sort, 1);
  const beside = (back: boolean) => idsAlong(app.db, plan, filters.sort, 1, { back, key: keyOf(here, filters.sort), id: here.id })[0] ?? null;
  return { previous: beside(true), next: beside(false) };
}

const keyType = (sort: Sort) => (isByStart(sort) ? "number" : "string");
export const keyOf = (row: { startsAt: number; attendeeName: string }, sort: Sort) => (isByStart(sort) ? row.startsAt : row.attendeeName);
const cursorIn = ({ cursor, sort }: AllFilters) => readCursor(cursor, keyType(sort));

function pageOf(app: App, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): Omit<AllPage, "total"> {
  const found = idsAlong(app.db, plan, sort, size + 1, cursor);
  // A cursor that leads past the end, because the list shrank or it was made up, shows the beginning.
  if (found.length === 0 && cursor) return pageOf(app, plan, sort, size, null);
  const hasMore = found.length > size;
  const ids = found.slice(0, size);
  if (cursor?.back) ids.reverse();
  const rows = load(app, ids);
  const mark = (row: ListedDetails, back: boolean) => writeCursor({ back, key: keyOf(row, sort), id: row.id });
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    next: last && (cursor?.back || hasMore) ? mark(last, false) : null,
    previous: first && (cursor?.back ? hasMore : cursor !== null) ? mark(first, true) : null,
  };
}

export function load({ db }: App, ids: string[]): ListedDetails[] {
  if (ids.length === 0) return [];
  const rows = new Map(selection(db).where(inArray(bookings.id, ids)).all().map((row) => [row.booking.id, details(row)]));
  const deliveries = deliveriesOf(db, ids);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [{ ...row, delivery: deliveries.get(id) ?? "none" }] : [];
  });
}

/** The worst of each booking's messages; those without any are left out. */
export function deliveriesOf(db: Db, bookingIds: string[]): Map<string, Delivery> {
  const worst = sql<number>`max(case ${notifications.state} when 'failed' then 3 when 'sent' then 1 when 'suppressed' then 0 else 2 end)`;
  const rows = db.select({ id: notifications.bookingId, worst }).from(notifications).where(inArray(notifications.bookingId, bookingIds)).groupBy(notifications.bookingId).all();
  return new Map(rows.map((row) => [row.id ?? "", DELIVERIES[row.worst] ?? "none"]));
}

const DELIVERIES: Delivery[] = ["none", "sent", "waiting", "failed"];
