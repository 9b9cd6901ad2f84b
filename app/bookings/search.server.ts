import { and, desc, eq, gte, inArray, lt } from "drizzle-orm";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import type { BookingStatus } from "./booking.ts";
import { matching } from "./conditions.server.ts";
import { writeCursor, type Cursor } from "./cursor.ts";
import { beyond, details, selection, type BookingDetails } from "./queries.server.ts";
import { visibleTo } from "./scope.server.ts";

export interface BookingSearch {
  /** Any uid the appointment ever had at the far end. */
  calcomUid?: string;
  /** Empty: every status. */
  statuses: BookingStatus[];
  /** Of the start; UTC ms, half open. */
  fromMs?: number;
  untilMs?: number;
  q?: string;
  limit: number;
  cursor: Cursor | null;
}

/** One page of everything a viewer may see, whatever its status, latest start first. */
export function searchBookings(app: App, viewer: Viewer, search: BookingSearch): { rows: BookingDetails[]; next: string | null } {
  const { calcomUid, statuses, fromMs, untilMs, q, limit, cursor } = search;
  const named = app.db.select({ id: calcomLinks.bookingId }).from(calcomLinks).where(eq(calcomLinks.uid, calcomUid ?? ""));
  const found = selection(app.db)
    .where(
      and(
        visibleTo(viewer),
        calcomUid === undefined ? undefined : inArray(bookings.id, named),
        statuses.length > 0 ? inArray(bookings.status, statuses) : undefined,
        fromMs === undefined ? undefined : gte(bookings.startsAt, fromMs),
        untilMs === undefined ? undefined : lt(bookings.startsAt, untilMs),
        matching(app.db, { q }),
        cursor ? beyond(cursor, false) : undefined,
      ),
    )
    .orderBy(desc(bookings.startsAt), desc(bookings.id))
    .limit(limit + 1)
    .all();
  const rows = found.slice(0, limit).map(details);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? writeCursor({ ...last, back: false }) : null };
}
