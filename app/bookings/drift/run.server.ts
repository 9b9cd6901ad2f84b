import { and, desc, eq, isNull } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { calcomHostMappings } from "#db/schema/catalog.ts";
import { driftRuns } from "#db/schema/drift.ts";
import type { App } from "#app/app.server.ts";
import { enqueueJob, findJob } from "#app/jobs/enqueue.server.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { dropUnseenFindings } from "./findings.server.ts";
import { compareHere } from "./here.server.ts";
import { findOverlaps } from "./overlaps.server.ts";
import { compareThere } from "./there.server.ts";

export type Run = typeof driftRuns.$inferSelect;

/** What a step did, and where the next one continues; null when the run is over. */
export interface Step {
  compared: number;
  next: Pick<Run, "phase" | "position"> | null;
}

/**
 * Start a comparison, or return the one running: there is only one at a time.
 *
 * @param since only what changed at the far end since then, UTC milliseconds; everything when null
 */
export function startDrift(tx: Tx, app: App, { mode, since = null }: { mode: Run["mode"]; since?: number | null }): Run {
  const running = tx.select().from(driftRuns).where(eq(driftRuns.state, "running")).get();
  if (running) {
    // Retry a step that was given up.
    enqueueStep(tx, app, running);
    return running;
  }
  const run = tx.insert(driftRuns).values({ mode, since, state: "running", phase: "there", startedAt: app.clock() }).returning().get();
  enqueueStep(tx, app, run);
  return run;
}

/** Started by an administrator: compares everything, and changes nothing by itself. */
export function compareNow(app: App): void {
  writing(app.db, (tx) => void startDrift(tx, app, { mode: "report" }));
}

const PARTIAL_EVERY_MS = HOUR_MS;
const WHOLE_EVERY_MS = DAY_MS;
/** Allows for clock differences and for changes recorded a moment after they were made. */
const OVERLAP_MS = 10 * MINUTE_MS;

/**
 * Every hour compares what changed there, once a day everything. Cal.com's version is applied; a booking it no longer
 * knows waits for a person. Skipped if nobody can be booked there.
 */
export function compareRegularly(app: App): void {
  const nowMs = app.clock();
  const latest = latestRun(app.db);
  const whole = app.db.select().from(driftRuns).where(and(eq(driftRuns.state, "done"), isNull(driftRuns.since))).orderBy(desc(driftRuns.id)).limit(1).get();
  if (!app.db.select().from(calcomHostMappings).limit(1).get()) return;
  if (latest?.state === "running") return takeUpAgain(app, latest);
  if (latest && nowMs - latest.startedAt < PARTIAL_EVERY_MS) return;
  const isWholeDue = !whole || nowMs - whole.startedAt >= WHOLE_EVERY_MS;
  writing(app.db, (tx) => void startDrift(tx, app, { mode: "repair", since: isWholeDue || !latest ? null : latest.startedAt - OVERLAP_MS }));
}

/** Restarts a run whose step was given up or dismissed: a run that never ends would block all later ones. */
function takeUpAgain(app: App, run: Run): void {
  const job = findJob(app, keyOf(run));
  if (job && (job.deadAt === null || app.clock() - job.deadAt < PARTIAL_EVERY_MS)) return;
  writing(app.db, (tx) => enqueueStep(tx, app, run));
}

/** One page, or a few bookings: small enough to redo after a crash. */
export async function driftStep(app: App, { runId }: { runId: number }, { signal }: { signal?: AbortSignal }): Promise<void> {
  const run = app.db.select().from(driftRuns).where(and(eq(driftRuns.id, runId), eq(driftRuns.state, "running"))).get();
  if (!run) return;
  const step = await take(app, run, signal);
  writing(app.db, (tx) => {
    const compared = run.compared + step.compared;
    if (step.next) {
      enqueueStep(tx, app, tx.update(driftRuns).set({ ...step.next, compared }).where(eq(driftRuns.id, run.id)).returning().get());
    } else {
      tx.update(driftRuns).set({ state: "done", compared, finishedAt: app.clock() }).where(eq(driftRuns.id, run.id)).run();
      if (run.since === null) dropUnseenFindings(tx, app, run.id);
    }
  });
}

async function take(app: App, run: Run, signal?: AbortSignal): Promise<Step> {
  if (run.phase === "there") return compareThere(app, run, signal);
  if (run.phase === "overlaps") return findOverlaps(app, run);
  // A partial list proves nothing about what it does not contain.
  return run.since === null ? compareHere(app, run, signal) : { compared: 0, next: { phase: "overlaps", position: null } };
}

/** One unique key: enqueued from within its own step, the job runs once more. */
function enqueueStep(tx: Tx, app: App, run: Run): void {
  enqueueJob(tx, app, { kind: "drift-step", uniqueKey: keyOf(run), payload: { runId: run.id } });
}

const keyOf = ({ id }: Run) => `drift:${id}`;

export function latestRun(db: Db): Run | null {
  return db.select().from(driftRuns).orderBy(desc(driftRuns.id)).limit(1).get() ?? null;
}
