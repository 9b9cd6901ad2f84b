import { and, eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { importRows, importRuns } from "#db/schema/import.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { isAppError } from "#app/lib/errors.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import { administratorOf } from "../administrator-of.server.ts";
import { bookAppointment, type BookRequest } from "../book.server.ts";
import { byRulesOrReason, isNotOnOffer } from "../exception.server.ts";
import { checkRow, correlationOf } from "./check.server.ts";
import { offeringsNamed } from "./offerings-named.server.ts";
import { offerRules } from "./rules.server.ts";
import { countRows, enqueueImportStep, IMPORT_STEP, rowsOf, type ImportRow, type ImportRun } from "./run.server.ts";

export { IMPORT_STEP };

/** Few enough that other jobs get their turn. */
const AT_ONCE = 5;
const AWAY_MS = 30 * SECOND_MS;

/**
 * The job of an import: books a few rows. A row is booked under a key derived from its content, so that it is found
 * again after a crash or in a second upload.
 */
export async function importStep(app: App, { runId }: { runId: string }, { signal }: { signal?: AbortSignal }): Promise<void> {
  const run = app.db.select().from(importRuns).where(and(eq(importRuns.id, runId), eq(importRuns.state, "running"))).get();
  if (!run) return;
  const viewer = administratorOf(app.db, run.startedBy);
  let isAway = false;
  for (const row of rowsOf(app.db, runId, { state: "waiting", most: viewer ? AT_ONCE : Infinity })) {
    if (signal?.aborted || isAway) break;
    isAway = !(await (viewer ? bookRow(app, viewer, run, row) : end(app, row, { state: "refused", reason: "Whoever started this is no longer an administrator" })));
  }
  continueOrEnd(app, run, isAway);
}

/** @returns false when the calendar is down: the row waits */
async function bookRow(app: App, viewer: Viewer, run: ImportRun, row: ImportRow): Promise<boolean> {
  const found = checkRow(app.db, row, offeringsNamed(app.db), app.clock());
  if (found.verdict === "cannot") return end(app, row, { state: "refused", reason: found.reason });
  if (found.verdict === "there") return end(app, row, { state: found.isOurs ? "booked" : "there", bookingId: found.bookingId });
  try {
    const request: BookRequest = { ...found.request, holder: null, source: "import", isQuiet: !run.tells, correlationId: correlationOf(row) };
    const { bookingId } = await byRulesOrReason(run.override ?? undefined, (override) => bookAppointment(app, viewer, { ...request, override }));
    return end(app, row, { state: "booked", bookingId });
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "upstream_down" || error.code === "rate_limited") return false;
    return end(app, row, { state: "refused", reason: isNotOnOffer(error) ? await whyNot(app, run, found.request) : error.atDesk });
  }
}

async function whyNot(app: App, run: ImportRun, { offerings, startMs, durationMinutes }: Pick<BookRequest, "offerings" | "startMs" | "durationMinutes">): Promise<string> {
  if (run.override !== null) return "Just taken, or refused by the calendar";
  return (await offerRules(app))(offerings, startMs, durationMinutes).reason ?? "Not among the times on offer, or just taken";
}

function end({ db }: App, { runId, line }: ImportRow, outcome: Partial<ImportRow>): true {
  db.update(importRows).set(outcome).where(and(eq(importRows.runId, runId), eq(importRows.line, line))).run();
  return true;
}

function continueOrEnd(app: App, run: ImportRun, isAway: boolean): void {
  writing(app.db, (tx) => {
    const { waiting, ...counts } = countRows(app.db, run.id);
    if (waiting > 0) return enqueueImportStep(tx, app, run.id, isAway ? app.clock() + AWAY_MS : undefined);
    const ended = tx.update(importRuns).set({ state: "done", finishedAt: app.clock() }).where(and(eq(importRuns.id, run.id), eq(importRuns.state, "running"))).run();
    if (ended.changes > 0) recordEvent(tx, app, { subjectType: "import", subjectId: run.id, actor: `admin:${run.startedBy}`, source: "job", action: "import finished", data: counts });
  });
}
