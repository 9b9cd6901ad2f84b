import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Job } from "./job.ts";

export interface NewJob {
  kind: string;
  /** Asked for twice under one key, it is there once. */
  uniqueKey?: string;
  /** Plain JSON: ids, never a person's data. */
  payload: Record<string, unknown>;
  /** UTC milliseconds; at once when unset. */
  dueAt?: number;
}

/**
 * Writes a job down in the transaction of the change that calls for it.
 *
 * Under a unique key that is there already, the newest payload counts, and: one that waits keeps the earlier
 * time; one that failed keeps its next try; one that runs will run once more; a dead one is alive again.
 *
 * @returns the job's id
 */
export function enqueueJob(tx: Tx, app: Pick<App, "clock">, { kind, uniqueKey, payload, dueAt }: NewJob): number {
  const nowMs = app.clock();
  const row = { kind, uniqueKey, payload, dueAt: dueAt ?? nowMs, createdAt: nowMs };
  const isDead = sql`${jobs.deadAt} IS NOT NULL`;
  const isRunning = sql`${jobs.leasedUntil} > ${nowMs}`;
  const revived = {
    payload: sql`excluded.payload`,
    dueAt: sql`CASE WHEN ${isDead} OR ${isRunning} THEN excluded.due_at WHEN ${jobs.attempts} > 0 THEN ${jobs.dueAt} ELSE min(${jobs.dueAt}, excluded.due_at) END`,
    // Also after its lease: a process that was held up may still finish it.
    askedAgain: sql`${jobs.leasedUntil} IS NOT NULL`,
    attempts: sql`CASE WHEN ${isDead} THEN 0 ELSE ${jobs.attempts} END`,
    failure: sql`CASE WHEN ${isDead} THEN NULL ELSE ${jobs.failure} END`,
    deadAt: null,
  };
  return tx.insert(jobs).values(row).onConflictDoUpdate({ target: jobs.uniqueKey, set: revived }).returning({ id: jobs.id }).get().id;
}

/** The job under a unique key, be it dead; null when it was done, or put aside. */
export function findJob({ db }: Pick<App, "db">, uniqueKey: string): Job | null {
  return db.select().from(jobs).where(eq(jobs.uniqueKey, uniqueKey)).get() ?? null;
}
