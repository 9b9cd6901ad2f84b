import { and, asc, eq, isNull, lte, or, sql, type Placeholder, type SQL } from "drizzle-orm";
import { prepared } from "#db/prepared.ts";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Log } from "#app/lib/log.server.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import { every } from "#app/lib/timer.ts";
import { backoffMs, MAX_ATTEMPTS } from "./backoff.ts";
import type { Job } from "./job.ts";

/** How long a killed process still holds its jobs. */
export const LEASE_MS = 30 * SECOND_MS;

type Deps = Pick<App, "db" | "clock">;

/** A lease on a job. `untilMs` proves ownership: it changes with every renewal, and a successor's is later. */
export interface Lease {
  job: Job;
  untilMs: number;
}

/**
 * Takes the job that has been due longest. Only one of several processes gets it, since the update names the values
 * read. The attempt is counted here, so that a job that kills its process also ends.
 *
 * @param kinds kinds with a handler here; others belong to another version of the product
 */
export function leaseNext({ db, clock }: Deps, kinds: string[]): Lease | null {
  for (;;) {
    const nowMs = clock();
    // A read first, so that polling every second does not take the write lock.
    const next = statements(db).next.get({ nowMs, kinds: JSON.stringify(kinds) });
    if (!next) return null;
    const untilMs = nowMs + LEASE_MS;
    const taken = { leasedUntil: untilMs, attempts: sql`${jobs.attempts} + 1`, askedAgain: false };
    const job = db.update(jobs).set(taken).where(and(eq(jobs.id, next.id), isDue(nowMs, JSON.stringify(kinds)))).returning().get();
    if (job) return { job, untilMs };
  }
}

const statements = prepared((db) => ({
  next: db.select({ id: jobs.id }).from(jobs).where(isDue(sql.placeholder("nowMs"), sql.placeholder("kinds"))).orderBy(asc(jobs.dueAt), asc(jobs.id)).limit(1).prepare(),
}));

function isDue(nowMs: number | Placeholder, kinds: string | Placeholder): SQL | undefined {
  const isFree = or(isNull(jobs.leasedUntil), lte(jobs.leasedUntil, nowMs));
  return and(isNull(jobs.deadAt), isFree, lte(jobs.dueAt, nowMs), sql`${jobs.kind} IN (SELECT value FROM json_each(${kinds}))`);
}

/**
 * Renews a lease for as long as its job runs.
 *
 * @returns `lost` aborts when another process has the job by now
 */
export function keepLease(deps: Deps & Pick<App, "timer">, lease: Lease, log: Log): { lost: AbortSignal; release(): void } {
  const lost = new AbortController();
  const callOff = every(deps.timer, LEASE_MS / 3, () => {
    try {
      if (!renewLease(deps, lease)) lost.abort();
    } catch (error) {
      log.warn({ err: error }, "a job's lease could not be renewed");
    }
  });
  return { lost: lost.signal, release: callOff };
}

function renewLease({ db, clock }: Deps, lease: Lease): boolean {
  const untilMs = Math.max(lease.untilMs + 1, clock() + LEASE_MS);
  if (db.update(jobs).set({ leasedUntil: untilMs }).where(held(lease)).run().changes === 0) return false;
  lease.untilMs = untilMs;
  return true;
}

/** Done: delete it, unless it was enqueued again meanwhile. */
export function finishJob({ db }: Deps, lease: Lease): void {
  const gone = db.delete(jobs).where(and(held(lease), eq(jobs.askedAgain, false))).run().changes > 0;
  if (!gone) db.update(jobs).set({ leasedUntil: null, attempts: 0, askedAgain: false, failure: null }).where(held(lease)).run();
}

/** @returns "dead" when this was the last attempt */
export function failJob({ db, clock, random }: Deps & Pick<App, "random">, lease: Lease, failure: string): "retrying" | "dead" {
  const { attempts } = lease.job;
  const nowMs = clock();
  const isLast = attempts >= MAX_ATTEMPTS;
  const dies = isLast && db.update(jobs).set({ deadAt: nowMs, leasedUntil: null, failure }).where(and(held(lease), eq(jobs.askedAgain, false))).run().changes > 0;
  if (dies) return "dead";
  const next = { dueAt: nowMs + backoffMs(attempts, random), attempts: isLast ? 0 : attempts, askedAgain: false };
  db.update(jobs).set({ ...next, leasedUntil: null, failure }).where(held(lease)).run();
  return "retrying";
}

/** Gives a job back as it was, for another process or the next start. */
export function returnJob({ db }: Deps, lease: Lease): void {
  db.update(jobs).set({ leasedUntil: null, attempts: sql`${jobs.attempts} - 1` }).where(held(lease)).run();
}

const held = ({ job, untilMs }: Lease) => and(eq(jobs.id, job.id), eq(jobs.leasedUntil, untilMs));
