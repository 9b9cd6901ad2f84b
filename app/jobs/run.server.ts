import type { App } from "#app/app.server.ts";
import { AppError, reasonOf } from "#app/lib/errors.ts";
import { giveWay } from "#app/lib/give-way.ts";
import { MAX_ATTEMPTS } from "./backoff.ts";
import { howItEnds } from "./ending.ts";
import type { JobHandlers } from "./job.ts";
import { failJob, finishJob, keepLease, leaseNext, returnJob, type Lease } from "./lease.server.ts";

export interface RunOptions {
  /** When aborted, nothing new is started. Running handlers get a few seconds to finish; then they are aborted and their jobs returned. */
  signal?: AbortSignal;
  /** How many may run concurrently. */
  atOnce?: number;
}

/**
 * Runs due jobs, a few at a time, until none is left. Several processes may do this at once: each job is leased to one
 * of them.
 *
 * @returns how many attempts were made
 */
export async function runDueJobs(app: App, handlers: JobHandlers, { signal = new AbortController().signal, atOnce = 4 }: RunOptions = {}): Promise<number> {
  const kinds = Object.keys(handlers);
  let count = 0;
  const worker = async () => {
    while (!signal.aborted) {
      const lease = leaseNext(app, kinds);
      if (!lease) return;
      count += 1;
      await runOne(app, handlers, lease, signal);
      await giveWay();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return count;
}

async function runOne(app: App, handlers: JobHandlers, lease: Lease, stopping: AbortSignal): Promise<void> {
  const { id, kind, payload, attempts } = lease.job;
  const correlationId = `job:${id}`;
  const log = app.log.child({ correlationId, job: kind });
  const kept = keepLease(app, lease, log);
  const ended = await howItEnds(app.timer, stopping, kept.lost, async (signal) => {
    if (attempts > MAX_ATTEMPTS) throw new Error("The process ended each time it was tried");
    await handlers[kind]!(app, payload as never, { signal, correlationId, log });
  });
  kept.release();
  if (ended.outcome === "done") return finishJob(app, lease);
  if (ended.outcome === "returned") return returnJob(app, lease);
  const state = failJob(app, lease, failureText(ended.error));
  if (state === "dead") log.error({ err: ended.error, attempts }, "a job was given up");
  else log.warn({ err: ended.error, attempts }, "a job failed and will be tried again");
}

/** Shown to administrators. Other errors' messages may contain data, so only their names are shown. */
function failureText(error: unknown): string {
  if (error instanceof AppError) return `${error.message} (${reasonOf(error)})`.slice(0, 300);
  return error instanceof Error ? `${error.name}: see the log` : "see the log";
}
