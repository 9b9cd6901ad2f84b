import type { InferSelectModel } from "drizzle-orm";
import type { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Log } from "#app/lib/log.server.ts";

export type Job = InferSelectModel<typeof jobs>;

export interface JobContext {
  /** Aborts when the process stops, or when another process has taken the job over. */
  signal: AbortSignal;
  /** Identifies this job in our log, in the history and in the calls it makes: "job:17". */
  correlationId: string;
  log: Log;
}

/**
 * Does one job. It may run again after a crash or a lost lease, so it must be idempotent. A handler that throws is
 * retried later, and given up after some attempts.
 */
export type JobHandler<Payload extends object> = (app: App, payload: Payload, context: JobContext) => Promise<void>;

/** By kind. `never`: each handler knows the payload of its own kind, and who enqueues it wrote that. */
export type JobHandlers = Record<string, JobHandler<never>>;
