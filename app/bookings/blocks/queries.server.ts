import { and, asc, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { blocks } from "#db/schema/blocks.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import { staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import type { Person } from "#app/catalog/model.ts";
import { AppError } from "#app/lib/errors.ts";
import { LIVE_STATUSES } from "../booking.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { isAdministrator } from "../scope.server.ts";
import type { Occurrence } from "./occurrences.ts";

export type Block = typeof blocks.$inferSelect;

/** Whose time this viewer may block: administrators everybody's, staff their own. */
export function blockablePeople(app: App, viewer: Viewer): Person[] {
  return app.db.select().from(staff).where(and(eq(staff.active, true), mine(viewer))).orderBy(asc(staff.position), asc(staff.name)).all();
}

/** @throws AppError not_found */
export function blockablePerson(app: App, viewer: Viewer, staffId: string): Person {
  const person = app.db.select().from(staff).where(and(eq(staff.id, staffId), mine(viewer))).get();
  if (!person) throw new AppError("not_found", "There is no such person.", { fields: { staff: "Choose whose time it is." } });
  return person;
}

/** @throws AppError not_found, also for somebody else's */
export function getBlock(app: App, viewer: Viewer, id: string): Block {
  const block = app.db.select({ block: blocks }).from(blocks).innerJoin(staff, eq(staff.id, blocks.staffId)).where(and(eq(blocks.id, id), mine(viewer))).get();
  if (!block) throw new AppError("not_found", "There is no such blocked time.");
  return block.block;
}

/** The occurrences of a weekly block; of another, itself. */
export function seriesOf(app: App, { id, seriesId }: Block): Block[] {
  return app.db.select().from(blocks).where(seriesId === null ? eq(blocks.id, id) : eq(blocks.seriesId, seriesId)).orderBy(asc(blocks.startsAt)).all();
}

/** Blocked time of some people that overlaps a range. */
export function blocksIn(app: Pick<App, "db">, staffIds: string[], { startMs, endMs }: { startMs: number; endMs: number }): Block[] {
  return app.db.select().from(blocks).where(and(inArray(blocks.staffId, staffIds), gt(blocks.endsAt, startMs), lt(blocks.startsAt, endMs))).orderBy(asc(blocks.startsAt)).all();
}

/** Live appointments that overlap the time, buffers included, or are being moved into it. */
export function standingIn(app: App, staffId: string, occurrences: Occurrence[]): BookingDetails[] {
  const found = occurrences.flatMap((occurrence) => selection(app.db).where(and(inArray(bookings.status, [...LIVE_STATUSES]), meets(staffId, occurrence))).orderBy(asc(bookings.startsAt)).all());
  return [...new Map(found.map((row) => [row.booking.id, details(row)])).values()];
}

function meets(staffId: string, { startsAt, endsAt }: Occurrence) {
  const isMovedThere = sql`exists (select 1 from ${operations} o where o.booking_id = ${bookings.id} and o.state = 'open' and o.target_staff_id = ${staffId} and o.blocked_from < ${endsAt} and o.blocked_until > ${startsAt})`;
  return or(and(eq(bookings.staffId, staffId), lt(bookings.blockedFrom, endsAt), gt(bookings.blockedUntil, startsAt)), isMovedThere);
}

function mine(viewer: Viewer) {
  if (isAdministrator(viewer)) return undefined;
  return viewer.kind === "staff" ? eq(staff.id, viewer.staffId) : sql`0`;
}
