import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Job } from "./job.ts";

export interface NewJob {
  kind: string;
  /** Enqueued twice under one key, the job exists once. */
  uniqueKey?: string;
  /** Plain JSON: ids, never a person's data. */
  payload: Record<string, unknown>;
  /** UTC milliseconds; at once when unset. */
  dueAt?: number;
}

/**
 * Enqueue a job in the transaction of the change that needs it.
 *
 * If the unique key exists already, the newest payload wins, and: a waiting job keeps the earlier time; a failed one
 * keeps its next attempt; a running one will run once more; a dead one is revived.
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
    // Also after its lease has run out: a delayed process may still finish it.
    askedAgain: sql`${jobs.leasedUntil} IS NOT NULL`,
    attempts: sql`CASE WHEN ${isDead} THEN 0 ELSE ${jobs.attempts} END`,
    failure: sql`CASE WHEN ${isDead} THEN NULL ELSE ${jobs.failure} END`,
    deadAt: null,
  };
  return tx.insert(jobs).values(row).onConflictDoUpdate({ target: jobs.uniqueKey, set: revived }).returning({ id: jobs.id }).get().id;
}

/** The job with a unique key, even if dead; null if it was done or dismissed. */
export function findJob({ db }: Pick<App, "db">, uniqueKey: string): Job | null {
  return db.select().from(jobs).where(eq(jobs.uniqueKey, uniqueKey)).get() ?? null;
}
