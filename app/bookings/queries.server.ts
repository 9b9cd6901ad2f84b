import { and, asc, desc, eq, getTableColumns, gt, lt, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import type { Branch, Person, Service } from "#app/catalog/model.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Booking } from "./booking.ts";
import { inTab, matching } from "./conditions.server.ts";
import { readCursor, writeCursor, type Cursor } from "./cursor.ts";
import { BOOKING_TABS, type BookingFilters, type BookingTab } from "./filters.ts";
import { visibleBooking, visibleTo } from "./scope.server.ts";

export type BookingDetails = Booking & {
  service: Service | null;
  staff: Person | null;
  branch: Branch | null;
  user: { id: string; name: string; email: string | null } | null;
  /** `pushing` while the far end has not answered; `failed` when a person has to look. */
  syncState: "pushing" | "failed" | "synced";
};

export interface BookingPage {
  rows: BookingDetails[];
  /** Cursors; null at either end. */
  next: string | null;
  previous: string | null;
}

const PAGE_SIZE = 20;
const EXPORT_BATCH = 500;

/** @throws AppError not_found, also for what belongs to somebody else */
export function getBooking(app: App, viewer: Viewer, bookingId: string): BookingDetails {
  const row = selection(app.db).where(visibleBooking(viewer, bookingId)).get();
  if (!row) throw new AppError("not_found", "There is no such appointment.");
  return details(row);
}

/** One page of a viewer's bookings: upcoming and pending soonest first, past and cancelled latest first. */
export function listBookings(app: App, viewer: Viewer, filters: BookingFilters, size = PAGE_SIZE): BookingPage {
  const cursor = readCursor(filters.cursor);
  const forward = isForward(filters.tab) !== (cursor?.back ?? false);
  const found = selection(app.db)
    .where(and(visibleTo(viewer), inTab(filters.tab, app.clock()), matching(app.db, filters), cursor ? beyond(cursor, forward) : undefined))
    .orderBy(...(forward ? [asc(bookings.startsAt), asc(bookings.id)] : [desc(bookings.startsAt), desc(bookings.id)]))
    .limit(size + 1)
    .all();
  const hasMore = found.length > size;
  const rows = found.slice(0, size).map(details);
  if (cursor?.back) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows,
    next: last && (cursor?.back ? true : hasMore) ? writeCursor({ ...last, back: false }) : null,
    previous: first && (cursor?.back ? hasMore : cursor !== null) ? writeCursor({ ...first, back: true }) : null,
  };
}

/** How many bookings each tab holds, of those that match the filters. */
export function countBookings(app: App, viewer: Viewer, filters: Omit<BookingFilters, "tab" | "cursor"> = {}): Record<BookingTab, number> {
  const nowMs = app.clock();
  const columns = Object.fromEntries(BOOKING_TABS.map((tab) => [tab, sql<number>`count(*) filter (where ${inTab(tab, nowMs)})`])) as Record<BookingTab, SQL<number>>;
  const counted = app.db
    .select(columns)
    .from(bookings)
    .leftJoin(services, eq(services.id, bookings.serviceId))
    .leftJoin(staff, eq(staff.id, bookings.staffId))
    .leftJoin(branches, eq(branches.id, bookings.branchId));
  return counted.where(and(visibleTo(viewer), matching(app.db, filters))).get() as Record<BookingTab, number>;
}

export function nextBooking(app: App, viewer: Viewer): BookingDetails | null {
  const nowMs = app.clock();
  const row = selection(app.db).where(and(visibleTo(viewer), inTab("upcoming", nowMs))).orderBy(asc(bookings.startsAt), asc(bookings.id)).limit(1).get();
  return row ? details(row) : null;
}

/** Everything the filters match, read in batches: an export never holds the whole list. */
export function* exportBookings(app: App, viewer: Viewer, filters: BookingFilters): Generator<BookingDetails> {
  let cursor: string | undefined;
  do {
    const page = listBookings(app, viewer, { ...filters, cursor }, EXPORT_BATCH);
    yield* page.rows;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const isForward = (tab: BookingTab) => tab === "upcoming" || tab === "pending";

export function beyond({ startsAt, id }: Cursor, forward: boolean): SQL {
  const past = forward ? gt : lt;
  return or(past(bookings.startsAt, startsAt), and(eq(bookings.startsAt, startsAt), past(bookings.id, id))) as SQL;
}

/** The state of the booking's unsettled operation. A cancellation may wait while nothing else is open. */
const operationState = sql<"open" | "waiting" | "failed" | null>`(
  select o.state from ${operations} o
  where o.booking_id = ${bookings.id} and o.state in ('open', 'waiting', 'failed')
  order by case o.state when 'open' then 0 when 'failed' then 1 else 2 end, o.created_at desc limit 1
)`;

/** Every booking joined with what it refers to; the caller adds the scope. */
export function selection(db: Db) {
  return db
    .select({
      booking: getTableColumns(bookings),
      service: getTableColumns(services),
      staff: getTableColumns(staff),
      branch: getTableColumns(branches),
      user: { id: users.id, name: users.name, email: users.email },
      operationState,
    })
    .from(bookings)
    .leftJoin(services, eq(services.id, bookings.serviceId))
    .leftJoin(staff, eq(staff.id, bookings.staffId))
    .leftJoin(branches, eq(branches.id, bookings.branchId))
    .leftJoin(users, eq(users.id, bookings.userId))
    .$dynamic();
}

type Row = NonNullable<ReturnType<ReturnType<typeof selection>["get"]>>;

export function details({ booking, operationState: state, ...joined }: Row): BookingDetails {
  return { ...booking, ...joined, syncState: state === null ? "synced" : state === "failed" ? "failed" : "pushing" };
}
