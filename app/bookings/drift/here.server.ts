import { and, asc, eq, exists, gt, inArray, lt, not, sql } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bookings, calcomLinks, operations } from "#db/schema/bookings.ts";
import { driftFindings } from "#db/schema/drift.ts";
import type { App } from "#app/app.server.ts";
import { nullWhenGone } from "#app/calcom/errors.ts";
import { liveTip } from "../settling/link.server.ts";
import { compareBooking } from "./compare.server.ts";
import { recordFinding } from "./findings.server.ts";
import type { Run, Step } from "./run.server.ts";

const STEP = 20;

/** Upcoming appointments missing from the far end's pages: fetched one by one, since a list may leave one out. */
export async function compareHere(app: App, run: Run, signal?: AbortSignal): Promise<Step> {
  const rows = unseen(app, run);
  for (const { id } of rows) {
    const uid = liveTip(app.db, id);
    const readAtMs = app.clock();
    const far = uid === null ? null : await app.gateway.getBooking(uid, { effort: "job", signal }).catch(nullWhenGone);
    writing(app.db, (tx) => {
      if (far) compareBooking(tx, app, far, { runId: run.id, mode: run.mode, readAtMs, repaired: new Map() });
      else if (stillUnseen(app, run, id, readAtMs)) recordFinding(tx, app, { runId: run.id, kind: "missing_there", subject: id, bookingId: id, uid, differences: [] });
    });
  }
  const last = rows.at(-1);
  return { compared: rows.length, next: rows.length === STEP && last ? { phase: "here", position: last.id } : { phase: "overlaps", position: null } };
}

/** Live, upcoming, made at this far end, with no change under way. */
function unseen(app: App, run: Run, only?: string) {
  const links = app.db.select({ one: sql`1` }).from(calcomLinks).where(and(eq(calcomLinks.bookingId, bookings.id), eq(calcomLinks.farEnd, app.farEnd.name)));
  const seen = app.db
    .select({ one: sql`1` })
    .from(calcomLinks)
    .where(and(eq(calcomLinks.bookingId, bookings.id), inArray(calcomLinks.state, ["accepted", "pending"]), gt(calcomLinks.seenAt, run.startedAt - 1)));
  const busy = app.db.select({ one: sql`1` }).from(operations).where(and(eq(operations.bookingId, bookings.id), inArray(operations.state, ["open", "waiting", "failed"])));
  const found = app.db.select({ one: sql`1` }).from(driftFindings).where(and(eq(driftFindings.runId, run.id), eq(driftFindings.bookingId, bookings.id)));
  return app.db
    .select({ id: bookings.id, updatedAt: bookings.updatedAt })
    .from(bookings)
    .where(
      and(
        inArray(bookings.status, ["pending", "confirmed", "rescheduled"]),
        gt(bookings.endsAt, run.startedAt),
        lt(bookings.updatedAt, run.startedAt),
        exists(links),
        not(exists(seen)),
        not(exists(busy)),
        not(exists(found)),
        only === undefined ? (run.position === null ? undefined : gt(bookings.id, run.position)) : eq(bookings.id, only),
      ),
    )
    .orderBy(asc(bookings.id))
    .limit(STEP)
    .all();
}

function stillUnseen(app: App, run: Run, id: string, readAtMs: number): boolean {
  const row = unseen(app, run, id)[0];
  return row !== undefined && row.updatedAt < readAtMs;
}
