import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { bulkItems, bulkRuns } from "#db/schema/bulk.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { findJob } from "#app/jobs/enqueue.server.ts";
import { shortMomentText } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { details, selection } from "../queries.server.ts";
import { backTo } from "./confirmation.server.ts";
import { countItems } from "./items.server.ts";
import type { Item, ItemState, Run } from "./run.ts";
import { bulkRow } from "./shown-row.ts";
import { stepKey } from "./start.server.ts";
import { bookingsText, VERB_WORDS } from "./words.ts";

const PER_PAGE = 50;
export const ITEM_STATES = ["waiting", "confirming", "done", "skipped", "failed"] as const satisfies readonly ItemState[];

export interface ProgressSearch {
  state?: ItemState;
  page?: number;
}

/** Failures come first, and skipped rows last. */
const urgency = sql`CASE ${bulkItems.state} WHEN 'failed' THEN 0 WHEN 'confirming' THEN 1 WHEN 'done' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END`;

/** The progress of a run, and the outcome of each row. */
export function progress(app: App, run: Run, { state, page = 1 }: ProgressSearch) {
  const counts = countItems(app.db, run.id);
  const found = app.db
    .select()
    .from(bulkItems)
    .where(and(eq(bulkItems.runId, run.id), state && eq(bulkItems.state, state)))
    .orderBy(urgency, bulkItems.position)
    .limit(PER_PAGE + 1)
    .offset((page - 1) * PER_PAGE)
    .all();
  const rows = found.slice(0, PER_PAGE);
  const { done: doneWord, title } = VERB_WORDS[run.verb];
  const labels: Record<ItemState, string> = { waiting: "Waiting", confirming: "Being confirmed", done: doneWord, skipped: "Left as they were", failed: "Failed" };
  const href = (search: ProgressSearch) => paths.adminBulkRun(run.id, { ...search });
  return {
    id: run.id,
    title: title(bookingsText(counts.total)),
    isRunning: run.state === "running",
    hasStopped: run.state === "running" && (findJob(app, stepKey(run.id))?.deadAt ?? null) !== null,
    counts,
    doneWord,
    settled: counts.done + counts.skipped + counts.failed,
    reason: run.reason,
    backHref: backTo(run),
    historyHref: paths.adminAudit({ subject: "bulk", subjectId: run.id }),
    tabs: [
      { label: "All", href: href({}), count: counts.total, current: state === undefined },
      ...ITEM_STATES.filter((one) => counts[one] > 0 || one === state).map((one) => ({ label: labels[one], href: href({ state: one }), count: counts[one], current: one === state })),
    ],
    rows: shown(app, rows, labels),
    next: found.length > PER_PAGE ? href({ state, page: page + 1 }) : null,
    previous: page > 1 ? href({ state, page: page > 2 ? page - 1 : undefined }) : null,
  };
}

function shown(app: App, rows: Item[], labels: Record<ItemState, string>) {
  const company = readCompany(app.db);
  const known = new Map(selection(app.db).where(inArray(bookings.id, rows.map(({ bookingId }) => bookingId))).all().map((row) => [row.booking.id, details(row)]));
  return rows.map(({ bookingId, position, state, reason }) => {
    const booking = known.get(bookingId);
    return {
      position,
      bookingId,
      state,
      reason: reason === null || state === "done" ? null : reason,
      label: state === "skipped" ? "Left as it was" : labels[state],
      booking: booking ? bulkRow(booking, company) : null,
    };
  });
}

/** The latest runs that were started, newest first. */
export function latestRuns(app: App) {
  const { timeZone, hourCycle } = readCompany(app.db);
  const runs = app.db.select().from(bulkRuns).where(ne(bulkRuns.state, "draft")).orderBy(desc(bulkRuns.createdAt)).limit(PER_PAGE).all();
  const names = new Map(app.db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, runs.map(({ startedBy }) => startedBy))).all().map(({ id, name }) => [id, name]));
  return runs.map(({ id, verb, state, startedBy, startedAt }) => {
    const { total, done, skipped, failed } = countItems(app.db, id);
    return {
      id,
      href: paths.adminBulkRun(id),
      what: VERB_WORDS[verb].title(bookingsText(total)),
      isRunning: state === "running",
      by: names.get(startedBy) ?? "Somebody who is gone",
      at: shortMomentText(startedAt ?? 0, timeZone, hourCycle),
      done,
      skipped,
      failed,
      doneWord: VERB_WORDS[verb].done,
    };
  });
}
