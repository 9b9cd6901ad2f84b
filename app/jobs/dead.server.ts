import { and, desc, eq, isNotNull } from "drizzle-orm";
import { jobs } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Job } from "./job.ts";

const SHOWN = 100;

type Deps = Pick<App, "db" | "clock" | "log">;

/** Dead jobs, which wait for a person; newest first. */
export function listDeadJobs({ db }: Pick<App, "db">): Job[] {
  return db.select().from(jobs).where(isNotNull(jobs.deadAt)).orderBy(desc(jobs.deadAt), desc(jobs.id)).limit(SHOWN).all();
}

/**
 * Retries a dead job: at once, with all its attempts.
 *
 * @returns false if it is not dead, or no longer exists
 */
export function retryJob({ db, clock, log }: Deps, id: number): boolean {
  const anew = { deadAt: null, attempts: 0, failure: null, dueAt: clock() };
  const changed = db.update(jobs).set(anew).where(dead(id)).run().changes > 0;
  if (changed) log.info({ job: id }, "a dead job is tried again");
  return changed;
}

/** @returns false if it is not dead, or no longer exists */
export function dismissJob({ db, log }: Deps, id: number): boolean {
  const changed = db.delete(jobs).where(dead(id)).run().changes > 0;
  if (changed) log.info({ job: id }, "a dead job was dismissed");
  return changed;
}

const dead = (id: number) => and(eq(jobs.id, id), isNotNull(jobs.deadAt));
