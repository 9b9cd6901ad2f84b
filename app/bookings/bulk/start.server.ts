import { and, eq, sql } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bulkItems, bulkRuns } from "#db/schema/bulk.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type PersonViewer } from "#app/auth/viewer.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { assertAdministrator } from "../scope.server.ts";
import { countItems } from "./items.server.ts";
import type { Run } from "./run.ts";

const BULK_STEP = "bulk-step";

interface Terms {
  reason?: string;
  staffId?: string | null;
  correlationId: string;
}

/**
 * Start what the preview showed. Idempotent: a second request finds it started.
 *
 * @throws AppError not_found; forbidden; invalid on `staff` when nobody was chosen to pass them to
 */
export function startRun(app: App, viewer: PersonViewer, runId: string, { reason, staffId = null, correlationId }: Terms): void {
  assertAdministrator(viewer);
  writing(app.db, (tx) => {
    const { verb, state } = findRun(app, runId);
    if (state !== "draft") return;
    if (verb === "reassign" && !staffId) throw new AppError("invalid", "Please choose a person.", { fields: { staff: "Please choose a person." } });
    const terms = { reason: reason?.trim() || null, staffId: verb === "reassign" ? staffId : null };
    tx.update(bulkRuns).set({ ...terms, state: "running", startedBy: viewer.userId, startedAt: app.clock() }).where(eq(bulkRuns.id, runId)).run();
    record(tx, app, viewer, runId, { action: `bulk ${verb} started`, correlationId, data: { ...terms, bookings: countItems(app.db, runId).total } });
    enqueueStep(tx, app, runId);
  });
}

/**
 * Try the failed rows of a run again. A change whose outcome at the far end is unknown is looked for there before it is
 * sent again.
 *
 * @returns how many
 */
export function retryFailed(app: App, viewer: PersonViewer, runId: string, correlationId: string): number {
  assertAdministrator(viewer);
  return writing(app.db, (tx) => {
    const { verb } = findRun(app, runId);
    // An unsettled change is continued; a refused one is started anew.
    const unsettled = sql`(SELECT o.id FROM operations o WHERE o.id = ${bulkItems.operationId} AND o.state = 'failed')`;
    const again = { state: "waiting" as const, reason: null, retries: sql`${bulkItems.retries} + 1`, operationId: unsettled };
    const { changes } = tx.update(bulkItems).set(again).where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, "failed"))).run();
    if (changes === 0) return 0;
    tx.update(bulkRuns).set({ state: "running", startedBy: viewer.userId, finishedAt: null }).where(eq(bulkRuns.id, runId)).run();
    record(tx, app, viewer, runId, { action: `bulk ${verb} tried again`, correlationId, data: { bookings: changes } });
    enqueueStep(tx, app, runId);
    return changes;
  });
}

/** @throws AppError not_found */
export function findRun({ db }: Pick<App, "db">, runId: string): Run {
  const run = db.select().from(bulkRuns).where(eq(bulkRuns.id, runId)).get();
  if (!run) throw new AppError("not_found", "There is no such bulk change.");
  return run;
}

/** One unique key: enqueued from within its own step, the job runs once more. */
export function enqueueStep(tx: Tx, app: App, runId: string, dueAt?: number): void {
  enqueueJob(tx, app, { kind: BULK_STEP, uniqueKey: stepKey(runId), payload: { runId }, dueAt });
}

export const stepKey = (runId: string) => `bulk:${runId}`;

function record(tx: Tx, app: App, viewer: PersonViewer, subjectId: string, event: { action: string; correlationId: string; data: Record<string, unknown> }): void {
  recordEvent(tx, app, { subjectType: "bulk", subjectId, actor: actorOf(viewer), source: "admin", ...event });
}
