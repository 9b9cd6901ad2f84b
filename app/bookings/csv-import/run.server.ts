import { and, asc, eq, gt, sql } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { importRows, importRuns } from "#db/schema/import.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type PersonViewer } from "#app/auth/viewer.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { assertAdministrator } from "../scope.server.ts";

export const IMPORT_STEP = "import-step";
export type ImportRun = typeof importRuns.$inferSelect;
export type ImportRow = typeof importRows.$inferSelect;

/**
 * Start what the preview showed. Idempotent: a second request finds it started.
 *
 * @throws AppError not_found; forbidden
 */
export function startImport(app: App, viewer: PersonViewer, runId: string, { tells, override, correlationId }: { tells: boolean; override?: string; correlationId: string }): void {
  assertAdministrator(viewer);
  writing(app.db, (tx) => {
    const begun = tx
      .update(importRuns)
      .set({ state: "running", startedBy: viewer.userId, tells, override: override || null })
      .where(and(eq(importRuns.id, findImport(app.db, runId).id), eq(importRuns.state, "draft")))
      .run();
    if (begun.changes === 0) return;
    recordEvent(tx, app, {
      subjectType: "import",
      subjectId: runId,
      actor: actorOf(viewer),
      source: "admin",
      action: "import started",
      correlationId,
      data: { tells, ...(override && { override }), rows: countRows(app.db, runId).total },
    });
    enqueueImportStep(tx, app, runId);
  });
}

/** @throws AppError not_found */
export function findImport(db: Db, runId: string): ImportRun {
  const run = db.select().from(importRuns).where(eq(importRuns.id, runId)).get();
  if (!run) throw new AppError("not_found", "There is no such import.");
  return run;
}

export function countRows(db: Db, runId: string): Record<ImportRow["state"] | "total", number> {
  const of = (state: ImportRow["state"]) => sql<number>`count(*) filter (where ${importRows.state} = ${state})`;
  return db
    .select({ waiting: of("waiting"), booked: of("booked"), there: of("there"), refused: of("refused"), total: sql<number>`count(*)` })
    .from(importRows)
    .where(eq(importRows.runId, runId))
    .get()!;
}

/** In the file's order, starting after a line. */
export function rowsOf(db: Db, runId: string, { state, after = 0, most }: { state?: ImportRow["state"]; after?: number; most: number }): ImportRow[] {
  return db.select().from(importRows).where(and(eq(importRows.runId, runId), gt(importRows.line, after), state && eq(importRows.state, state))).orderBy(asc(importRows.line)).limit(most).all();
}

/** One unique key: enqueued from within its own step, the job runs once more. */
export function enqueueImportStep(tx: Tx, app: App, runId: string, dueAt?: number): void {
  enqueueJob(tx, app, { kind: IMPORT_STEP, uniqueKey: `import:${runId}`, payload: { runId }, dueAt });
}
