import { and, eq, gt, gte, lt, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { blocks } from "#db/schema/blocks.ts";
import { bookings, holds, operations } from "#db/schema/bookings.ts";
import { DAY_MS } from "#app/lib/time.ts";

/**
 * A day's appointment with a day of buffer on either side is the longest there is, so an index range on `blocked_from`
 * finds every one that may overlap. The triggers use the same bound.
 */
const LONGEST_BLOCK_MS = 3 * DAY_MS;

export interface Blocked {
  from: number;
  until: number;
}

export interface BlockerQuery {
  staffId: string;
  /** UTC ms, half open. */
  from: number;
  until: number;
  nowMs: number;
  /** The visitor whose own hold does not block; null for nobody. */
  holder: string | null;
  /** The booking being moved, which does not block itself. */
  exceptBookingId?: string;
}

/**
 * What makes a person busy here: taken times, and time the desk blocked. Cal.com treats pending times as free and knows
 * neither holds nor blocks, so this is checked for every free time before it is shown and again, inside the transaction
 * (same connection), before it is taken.
 */
export function blockers(db: Db, query: BlockerQuery): Blocked[] {
  const { staffId, from, until } = query;
  return [...taken(db, query), ...statements(db).blocked.all({ staffId, from, until })];
}

/** Live appointments, the targets of open operations, and other visitors' holds, each with its buffers. */
export function taken(db: Db, query: BlockerQuery): Blocked[] {
  const { appointments, targets, held } = statements(db);
  const range = { staffId: query.staffId, from: query.from, until: query.until, floor: query.from - LONGEST_BLOCK_MS, except: query.exceptBookingId ?? "" };
  return [...appointments.all(range), ...targets.all(range), ...held.all({ ...range, nowMs: query.nowMs, holder: query.holder ?? "" })] as Blocked[];
}

const p = sql.placeholder;

/** Literal values, like those in the partial indexes: with bound values SQLite would not use them, and would read a person's whole past. */
const isLive = sql`${bookings.status} IN ('pending', 'confirmed', 'rescheduled')`;
const isOpen = sql`${operations.state} = 'open'`;

const statements = prepared((db) => ({
  appointments: db
    .select({ from: bookings.blockedFrom, until: bookings.blockedUntil })
    .from(bookings)
    .where(and(
      eq(bookings.staffId, p("staffId")), isLive, ne(bookings.id, p("except")),
      lt(bookings.blockedFrom, p("until")), gt(bookings.blockedFrom, p("floor")), gt(bookings.blockedUntil, p("from")),
    ))
    .prepare(),
  targets: db
    .select({ from: operations.blockedFrom, until: operations.blockedUntil })
    .from(operations)
    .where(and(
      eq(operations.targetStaffId, p("staffId")), isOpen, ne(operations.bookingId, p("except")),
      lt(operations.blockedFrom, p("until")), gt(operations.blockedFrom, p("floor")), gt(operations.blockedUntil, p("from")),
    ))
    .prepare(),
  held: db
    .select({ from: holds.blockedFrom, until: holds.blockedUntil })
    .from(holds)
    .where(and(
      eq(holds.staffId, p("staffId")), ne(holds.holder, p("holder")), gte(holds.expiresAt, p("nowMs")),
      lt(holds.blockedFrom, p("until")), gt(holds.blockedFrom, p("floor")), gt(holds.blockedUntil, p("from")),
    ))
    .prepare(),
  blocked: db
    .select({ from: blocks.startsAt, until: blocks.endsAt })
    .from(blocks)
    .where(and(eq(blocks.staffId, p("staffId")), gt(blocks.endsAt, p("from")), lt(blocks.startsAt, p("until"))))
    .prepare(),
}));
