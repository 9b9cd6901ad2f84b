import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";

/** The uid under which the far end knows a booking now; null when it never did, or it is over there. */
export function liveTip(db: Db, bookingId: string): string | null {
  const tip = db
    .select({ uid: calcomLinks.uid })
    .from(calcomLinks)
    .where(and(eq(calcomLinks.bookingId, bookingId), inArray(calcomLinks.state, ["accepted", "pending"])))
    .orderBy(desc(calcomLinks.createdAt), sql`rowid desc`)
    .get();
  return tip?.uid ?? null;
}

/** Which uid a move made this one of. */
export function predecessorOf(db: Db, uid: string): string | null {
  return db.select({ uid: calcomLinks.predecessorUid }).from(calcomLinks).where(eq(calcomLinks.uid, uid)).get()?.uid ?? null;
}

/** As much of a far end's booking as settling reads: a webhook says no more. */
export type FarBooking = Pick<CalcomBooking, "uid" | "status" | "startMs" | "endMs" | "location" | "meetingUrl" | "rescheduledFromUid" | "icsUid" | "updatedAtMs">;

/** Remember a uid and what the far end says of it. A uid once seen is never forgotten. */
export function linkUid(tx: Tx, app: App, bookingId: string, far: FarBooking): void {
  const nowMs = app.clock();
  const state = far.status === "awaiting_host" ? "pending" : far.status;
  const predecessorUid = far.rescheduledFromUid;
  if (predecessorUid) tx.update(calcomLinks).set({ state: "superseded", stateAt: nowMs }).where(eq(calcomLinks.uid, predecessorUid)).run();
  const root = predecessorUid && tx.select({ rootUid: calcomLinks.rootUid }).from(calcomLinks).where(eq(calcomLinks.uid, predecessorUid)).get()?.rootUid;
  tx.insert(calcomLinks)
    .values({ uid: far.uid, bookingId, state, stateAt: far.updatedAtMs ?? nowMs, predecessorUid, rootUid: root ?? predecessorUid ?? far.uid, farEnd: app.farEnd.name, createdAt: nowMs })
    .onConflictDoUpdate({ target: calcomLinks.uid, set: { bookingId, state, stateAt: far.updatedAtMs ?? nowMs } })
    .run();
}
