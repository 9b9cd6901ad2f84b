import { and, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { bulkItems, bulkRuns } from "#db/schema/bulk.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { giveWay } from "#app/lib/give-way.ts";
import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import { administratorOf } from "../administrator-of.server.ts";
import { workOn } from "./item.server.ts";
import { countItems, itemsIn } from "./items.server.ts";
import { lookAgain } from "./outcome.server.ts";
import type { Run } from "./run.ts";
import { enqueueStep } from "./start.server.ts";

/** Few enough that other jobs get their turn, and that a step stays within its time limit even when the far end is slow for each. */
const AT_ONCE = 5;

/**
 * The job of a run: does a few rows, each with its own recorded outcome, and continues where a killed process stopped.
 * Ends the run once every row has an outcome.
 */
export async function bulkStep(app: App, { runId }: { runId: string }, { signal }: { signal?: AbortSignal }): Promise<void> {
  const run = app.db.select().from(bulkRuns).where(and(eq(bulkRuns.id, runId), eq(bulkRuns.state, "running"))).get();
  if (!run) return;
  const viewer = administratorOf(app.db, run.startedBy);
  if (viewer) await workOnSome(app, viewer, run, signal);
  else stop(app, runId);
  lookAgain(app, runId);
  continueOrEnd(app, run);
}

async function workOnSome(app: App, viewer: Viewer, run: Run, signal?: AbortSignal): Promise<void> {
  for (const item of itemsIn(app.db, run.id, "waiting", AT_ONCE)) {
    if (signal?.aborted) return;
    await workOn(app, viewer, run, item);
    // The embedded engine never awaits anything, so we yield here to let visitors' requests run.
    await giveWay();
  }
}

function stop(app: App, runId: string): void {
  const reason = "Whoever started this is no longer an administrator.";
  app.db.update(bulkItems).set({ state: "skipped", reason }).where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, "waiting"))).run();
}

function continueOrEnd(app: App, run: Run): void {
  writing(app.db, (tx) => {
    const { waiting, confirming, done, skipped, failed } = countItems(app.db, run.id);
    if (waiting > 0) return enqueueStep(tx, app, run.id);
    if (confirming > 0) return enqueueStep(tx, app, run.id, app.clock() + pauseMs(app.clock() - (run.startedAt ?? 0)));
    const ended = tx.update(bulkRuns).set({ state: "done", finishedAt: app.clock() }).where(and(eq(bulkRuns.id, run.id), eq(bulkRuns.state, "running"))).run();
    if (ended.changes === 0) return;
    recordEvent(tx, app, { subjectType: "bulk", subjectId: run.id, actor: `admin:${run.startedBy}`, source: "job", action: `bulk ${run.verb} finished`, data: { done, skipped, failed } });
  });
}

/** The longer the far end has not answered, the less often we look. */
function pauseMs(ageMs: number): number {
  return Math.min(10 * MINUTE_MS, Math.max(5 * SECOND_MS, ageMs / 10));
}
