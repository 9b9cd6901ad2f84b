import { and, count, eq, gt, isNotNull } from "drizzle-orm";
import { bookings, operations } from "#db/schema/bookings.ts";
import { driftFindings } from "#db/schema/drift.ts";
import { jobs, notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";

/** Counts of what needs somebody at the desk. */
export interface Attention {
  /** Requests that nobody answered yet. */
  requests: number;
  /** Changes that could not be settled with the far end. */
  unsettled: number;
  failedMessages: number;
  deadJobs: number;
  differences: number;
}

export function attention({ db, clock }: Pick<App, "db" | "clock">): Attention {
  const n = { n: count() };
  return {
    requests: db.select(n).from(bookings).where(and(eq(bookings.status, "pending"), gt(bookings.startsAt, clock()))).get()!.n,
    unsettled: db.select(n).from(operations).where(eq(operations.state, "failed")).get()!.n,
    failedMessages: db.select(n).from(notifications).where(eq(notifications.state, "failed")).get()!.n,
    deadJobs: db.select(n).from(jobs).where(isNotNull(jobs.deadAt)).get()!.n,
    differences: db.select(n).from(driftFindings).where(eq(driftFindings.state, "open")).get()!.n,
  };
}
