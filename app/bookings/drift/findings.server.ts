import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { driftFindings, type Difference } from "#db/schema/drift.ts";
import type { App } from "#app/app.server.ts";

export type Finding = typeof driftFindings.$inferSelect;

export interface NewFinding {
  runId: number;
  kind: Finding["kind"];
  subject: string;
  bookingId: string | null;
  uid: string | null;
  differences: Difference[];
}

/** Record a finding of a run. One that an earlier run found and nobody settled stays a single row. */
export function recordFinding(tx: Tx, app: App, finding: NewFinding, state: "open" | "fixed" = "open"): void {
  const { runId, differences, bookingId, uid } = finding;
  const nowMs = app.clock();
  if (state === "fixed") {
    closeFindings(tx, app, finding, "gone");
    tx.insert(driftFindings).values({ ...finding, state, foundAt: nowMs, settledAt: nowMs, settledBy: "system:comparison" }).run();
    return;
  }
  if (wasDismissed(tx, finding)) return;
  tx.insert(driftFindings)
    .values({ ...finding, state, foundAt: nowMs })
    .onConflictDoUpdate({ target: [driftFindings.kind, driftFindings.subject], targetWhere: sql`state = 'open'`, set: { runId, differences, bookingId, uid } })
    .run();
}

/** Somebody dismissed exactly this difference. */
function wasDismissed(tx: Tx, { kind, subject, differences }: NewFinding): boolean {
  const dismissed = and(eq(driftFindings.kind, kind), eq(driftFindings.subject, subject), eq(driftFindings.state, "dismissed"));
  const earlier = tx.select({ differences: driftFindings.differences }).from(driftFindings).where(dismissed).all();
  return earlier.some((each) => JSON.stringify(each.differences) === JSON.stringify(differences));
}

function closeFindings(tx: Tx, app: App, { kind, subject }: Pick<NewFinding, "kind" | "subject">, state: "gone"): void {
  tx.update(driftFindings)
    .set({ state, settledAt: app.clock() })
    .where(and(eq(driftFindings.kind, kind), eq(driftFindings.subject, subject), eq(driftFindings.state, "open")))
    .run();
}

/** Removes findings that a complete run did not find again. */
export function dropUnseenFindings(tx: Tx, app: App, runId: number): void {
  tx.update(driftFindings)
    .set({ state: "gone", settledAt: app.clock() })
    .where(and(eq(driftFindings.state, "open"), lt(driftFindings.runId, runId)))
    .run();
}

/** Settle a finding; false if somebody else was faster. */
export function settleFinding(tx: Tx, app: App, id: number, state: "fixed" | "dismissed" | "gone", by: string): boolean {
  const settled = tx
    .update(driftFindings)
    .set({ state, settledAt: app.clock(), settledBy: by })
    .where(and(eq(driftFindings.id, id), eq(driftFindings.state, "open")))
    .run();
  return settled.changes > 0;
}

export function findFinding(db: Db, id: number): Finding | null {
  return db.select().from(driftFindings).where(eq(driftFindings.id, id)).get() ?? null;
}

/** The latest first; open ones unless another state is asked for. */
export function listFindings(db: Db, { state = "open", limit = 200 }: { state?: Finding["state"]; limit?: number } = {}): Finding[] {
  return db.select().from(driftFindings).where(eq(driftFindings.state, state)).orderBy(desc(driftFindings.foundAt), desc(driftFindings.id)).limit(limit).all();
}
