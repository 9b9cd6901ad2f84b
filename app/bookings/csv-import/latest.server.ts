import { desc, inArray } from "drizzle-orm";
import { importRuns } from "#db/schema/import.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { countRows } from "./run.server.ts";

const MOST = 20;

/** The latest imported files, including unconfirmed ones. */
export function latestImports(app: App) {
  const { timeZone, hourCycle } = readCompany(app.db);
  const runs = app.db.select().from(importRuns).orderBy(desc(importRuns.createdAt)).limit(MOST).all();
  const names = new Map(app.db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, runs.map(({ startedBy }) => startedBy))).all().map(({ id, name }) => [id, name]));
  return runs.map(({ id, state, startedBy, createdAt }) => {
    const { total, booked, refused } = countRows(app.db, id);
    return { id, href: paths.adminImportRun(id), at: shortMomentText(createdAt, timeZone, hourCycle), by: names.get(startedBy) ?? "Somebody who is gone", state, total, booked, refused };
  });
}
