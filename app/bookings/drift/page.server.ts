import { desc, eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { driftRuns } from "#db/schema/drift.ts";
import type { App } from "#app/app.server.ts";
import { staffById } from "#app/catalog/queries.server.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { listFindings } from "./findings.server.ts";
import { latestRun } from "./run.server.ts";
import { showFinding } from "./shown.ts";

/** What /admin/calcom/drift shows. */
export function driftPage(app: App) {
  const { timeZone: zone, hourCycle } = readCompany(app.db);
  const appointment = (id: string) => {
    const row = app.db.select().from(bookings).where(eq(bookings.id, id)).get();
    return row ? `${row.title}, ${shortMomentText(row.startsAt, zone, hourCycle)}` : null;
  };
  const person = (id: string) => staffById(app.db, id)?.name ?? null;
  const reader = { zone, hourCycle, appointment, person };
  const run = latestRun(app.db);
  const whole = app.db.select().from(driftRuns).where(eq(driftRuns.state, "done")).orderBy(desc(driftRuns.id)).limit(1).get();
  return {
    isRunning: run?.state === "running",
    compared: run?.compared ?? 0,
    last: whole?.finishedAt ? { at: shortMomentText(whole.finishedAt, zone, hourCycle), compared: whole.compared, isPartial: whole.since !== null } : null,
    findings: listFindings(app.db).map((finding) => showFinding(finding, reader)),
    repaired: listFindings(app.db, { state: "fixed", limit: 20 }).map((finding) => showFinding(finding, reader)),
  };
}
