import { sql } from "drizzle-orm";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { recordFinding } from "./findings.server.ts";
import type { Run, Step } from "./run.server.ts";

const MOST = 500;

/**
 * Two live appointments of one person at the same time. Ours never overlap; those from elsewhere are stored as they
 * are, and reported here.
 */
export function findOverlaps(app: App, run: Run): Step {
  const pairs = app.db.all<{ id: string; other: string; uid: string | null; from: number; until: number }>(sql`
    SELECT b.id, a.id other, max(a.starts_at, b.starts_at) "from", min(a.ends_at, b.ends_at) "until",
      (SELECT l.uid FROM calcom_links l WHERE l.booking_id = b.id ORDER BY l.created_at DESC LIMIT 1) uid
    FROM bookings b JOIN bookings a ON a.staff_id = b.staff_id AND a.id <> b.id AND a.starts_at < b.ends_at AND a.ends_at > b.starts_at
    WHERE NOT b.guarded AND b.ends_at > ${run.startedAt} AND (a.guarded OR a.id < b.id)
      AND a.status IN ('pending', 'confirmed', 'rescheduled') AND b.status IN ('pending', 'confirmed', 'rescheduled')
    ORDER BY b.starts_at LIMIT ${MOST}`);
  writing(app.db, (tx) => {
    for (const { id, other, uid, from, until } of pairs) {
      const differences = [{ field: "overlaps", here: other, there: { from, until } }];
      recordFinding(tx, app, { runId: run.id, kind: "overlaps", subject: `${id} ${other}`, bookingId: id, uid, differences });
    }
  });
  return { compared: 0, next: null };
}
