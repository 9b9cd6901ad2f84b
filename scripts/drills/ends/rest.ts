import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { nowBy } from "./clock.ts";
import type { Deps } from "./ends.ts";

const LOOKS_EVERY_MS = 250;

const OPEN = "SELECT count(*) FROM operations WHERE state IN ('open', 'waiting')";
const JOBS = "SELECT count(*) FROM jobs WHERE dead_at IS NULL AND due_at <= ?";
const COMPARED = "SELECT count(*) FROM drift_runs WHERE state = 'done' AND since IS NULL AND started_at >= ?";
const TO_BE_TOLD = "SELECT count(*) FROM engine_deliveries";

/**
 * Wait until the product has nothing left to do: no open change, no due job, no webhook on its way, and everything
 * compared since then.
 *
 * @returns false when that took longer than `withinMs`
 */
export async function atRest(deps: Deps, { comparedSinceMs, withinMs }: { comparedSinceMs: number | null; withinMs: number }): Promise<boolean> {
  const here = new Database(join(deps.here, "frontdesk.db"), { readonly: true });
  const there = new Database(join(deps.there, "engine.sqlite"), { readonly: true });
  const count = (db: Database.Database, sql: string, ...given: number[]) => db.prepare(sql).pluck().get(...given) as number;
  const endMs = Date.now() + withinMs;
  try {
    while (Date.now() < endMs) {
      const isBusy = count(here, OPEN) > 0 || count(here, JOBS, nowBy(deps.clock)) > 0 || count(there, TO_BE_TOLD) > 0;
      const isCompared = comparedSinceMs === null || count(here, COMPARED, comparedSinceMs) > 0;
      if (!isBusy && isCompared) return true;
      await sleep(LOOKS_EVERY_MS);
    }
    return false;
  } finally {
    here.close();
    there.close();
  }
}
