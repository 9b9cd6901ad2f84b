import { desc, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { calcomLinks } from "#db/schema/bookings.ts";

/** Each booking's current or last uid at the far end; bookings without any are left out. */
export function uidsOf(db: Db, bookingIds: string[]): Map<string, string> {
  const rows = db
    .select({ bookingId: calcomLinks.bookingId, uid: calcomLinks.uid })
    .from(calcomLinks)
    .where(inArray(calcomLinks.bookingId, bookingIds))
    .orderBy(sql`${calcomLinks.state} in ('accepted', 'pending') desc`, sql`${calcomLinks.state} in ('cancelled', 'rejected') desc`, desc(calcomLinks.createdAt), sql`rowid desc`)
    .all();
  const uids = new Map<string, string>();
  for (const { bookingId, uid } of rows) if (bookingId !== null && !uids.has(bookingId)) uids.set(bookingId, uid);
  return uids;
}
