import { and, asc, count, desc, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { engineBookings as b } from "#db/schema/engine.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { page, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { BookingFilters, filterParameters, whereOf } from "./filters.ts";
import { fullOutput } from "./output.ts";
import { paginationOf } from "./pagination.ts";
import { withPeople } from "./store.server.ts";

const MOST = 250;
const whole = (name: string) => z.coerce.number({ error: `${name} must be a number` }).int(`${name} must be an integer number`);

const OffsetPage = z.object({
  take: whole("take").min(1, "take must not be less than 1").max(MOST, `take must not be greater than ${MOST}`).default(100),
  skip: whole("skip").min(0, "skip must not be less than 0").default(0),
});

const CursorPage = z.object({
  limit: whole("limit").min(1, "limit must not be less than 1").max(100, "limit must not be greater than 100").default(50),
  cursor: z.string().optional(),
});

/** GET /v2/bookings */
export function listBookings(call: SignedCall): Answer {
  return call.version === "2026-05-01" ? byCursor(call) : byOffset(call);
}

function byOffset({ engine, caller, url }: SignedCall): Answer {
  const filters = parseInput(BookingFilters, filterParameters(url.searchParams));
  const { take, skip } = parseInput(OffsetPage, Object.fromEntries(url.searchParams));
  const where = whereOf(filters, caller, engine.clock());
  const { total } = engine.db.select({ total: count() }).from(b).where(where).get()!;
  const rows = engine.db.select().from(b).where(where).orderBy(...orderOf(filters)).limit(take).offset(skip).all();
  return page(withPeople(engine.db, rows).map(fullOutput), paginationOf(total, take, skip));
}

/** The cursor is where the last page ended: start and id. */
function byCursor({ engine, caller, url }: SignedCall): Answer {
  const filters = parseInput(BookingFilters, filterParameters(url.searchParams));
  if ((filters.status?.length ?? 0) > 1) throw badRequest("Only one status can be given with this version.");
  const { limit, cursor } = parseInput(CursorPage, Object.fromEntries(url.searchParams));
  const [status] = filters.status ?? [];
  const forward = status !== undefined && status !== "past" && status !== "cancelled";
  const where = and(whereOf(filters, caller, engine.clock()), cursor === undefined ? undefined : after(cursor, forward));
  const order = forward ? [asc(b.startsAt), asc(b.id)] : [desc(b.startsAt), desc(b.id)];
  const rows = engine.db.select().from(b).where(where).orderBy(...order).limit(limit + 1).all();
  const shown = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  const last = shown.at(-1);
  const nextCursor = hasMore && last ? Buffer.from(`${last.startsAt}.${last.id}`).toString("base64url") : null;
  return page(withPeople(engine.db, shown).map(fullOutput), { nextCursor, hasMore });
}

function after(cursor: string, forward: boolean): SQL {
  const [, startsAt, id] = /^(-?\d+)\.(\d+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (startsAt === undefined || id === undefined) throw badRequest("Invalid cursor");
  const place = sql`(${b.startsAt}, ${b.id})`;
  return forward ? sql`${place} > (${Number(startsAt)}, ${Number(id)})` : sql`${place} < (${Number(startsAt)}, ${Number(id)})`;
}

/** One order only, in this priority; the id settles equal ones. */
function orderOf({ status, sortStart, sortEnd, sortCreated, sortUpdatedAt }: BookingFilters): SQL[] {
  const only = status?.length === 1 ? status[0] : undefined;
  const standing = only === "past" || only === "cancelled" ? "desc" : "asc";
  const [column, direction] =
    (sortStart && ([b.startsAt, sortStart] as const)) ??
    (sortEnd && ([b.endsAt, sortEnd] as const)) ??
    (sortCreated && ([b.createdAt, sortCreated] as const)) ??
    (sortUpdatedAt && ([b.updatedAt, sortUpdatedAt] as const)) ??
    ([b.startsAt, standing] as const);
  return direction === "desc" ? [desc(column), desc(b.id)] : [asc(column), asc(b.id)];
}
