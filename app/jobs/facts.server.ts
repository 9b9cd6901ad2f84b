import { sql } from "drizzle-orm";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";

export interface JobFacts {
  /** Due or running. */
  due: number;
  /** Given up: needs a person. */
  dead: number;
  /** How many seconds the oldest due job is late; null if none is due. */
  oldestDueSeconds: number | null;
}

/** For monitoring: late work says more than a process that answers. */
export function jobFacts({ db, clock }: Pick<App, "db" | "clock">): JobFacts {
  const nowMs = clock();
  const isDue = sql`${jobs.deadAt} IS NULL AND ${jobs.dueAt} <= ${nowMs}`;
  const counted = db
    .select({
      due: sql<number>`count(*) FILTER (WHERE ${isDue})`,
      dead: sql<number>`count(${jobs.deadAt})`,
      oldest: sql<number | null>`min(${jobs.dueAt}) FILTER (WHERE ${isDue})`,
    })
    .from(jobs)
    .get()!;
  return { due: counted.due, dead: counted.dead, oldestDueSeconds: counted.oldest === null ? null : Math.round((nowMs - counted.oldest) / 1_000) };
}
