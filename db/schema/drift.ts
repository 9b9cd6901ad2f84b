import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instant, json } from "./columns.ts";

/** One comparison of our bookings with the far end's, taken in steps so that a restart goes on where it stopped. */
export const driftRuns = sqliteTable(
  "drift_runs",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** `repair` takes over what the far end says; `report` changes no booking. */
    mode: text("mode", { enum: ["repair", "report"] }).notNull(),
    state: text("state", { enum: ["running", "done"] }).notNull(),
    /** Only what changed there since then; null for everything. */
    since: instant("since"),
    phase: text("phase", { enum: ["there", "here", "overlaps"] }).notNull(),
    /** `there`: how many of its bookings were read. `here`: the last booking looked at. */
    position: text("position"),
    compared: integer("compared").notNull().default(0),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [uniqueIndex("drift_runs_one_running").on(t.state).where(sql`state = 'running'`)],
);

export interface Difference {
  field: string;
  here: unknown;
  there: unknown;
}

export const driftFindings = sqliteTable(
  "drift_findings",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    runId: integer("run_id").notNull().references(() => driftRuns.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["missing_here", "missing_there", "differs", "overlaps"] }).notNull(),
    /** What it is about, so that the next run finds the same row again: a booking's id, or a uid unknown here. */
    subject: text("subject").notNull(),
    bookingId: text("booking_id"),
    uid: text("uid"),
    differences: json<Difference[]>("differences").notNull(),
    state: text("state", { enum: ["open", "fixed", "dismissed", "gone"] }).notNull(),
    foundAt: instant("found_at").notNull(),
    settledAt: instant("settled_at"),
    settledBy: text("settled_by"),
  },
  (t) => [
    uniqueIndex("drift_findings_one_open").on(t.kind, t.subject).where(sql`state = 'open'`),
    index("drift_findings_run").on(t.runId),
    index("drift_findings_state").on(t.state, t.foundAt),
  ],
);
