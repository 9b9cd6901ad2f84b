import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, instant, json } from "./columns.ts";

/** A file of future bookings that an administrator brought. */
export const importRuns = sqliteTable(
  "import_runs",
  {
    id: text("id").primaryKey(),
    /** `draft`: shown to be confirmed, and nothing booked yet. */
    state: text("state", { enum: ["draft", "running", "done"] }).notNull(),
    /** The administrator's id. */
    startedBy: text("started_by").notNull(),
    /** Whether customers and the people about are written to. */
    tells: flag("tells").notNull(),
    /** Why rows at a time that is not on offer are booked all the same; null: they are refused. */
    override: text("override"),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [index("import_runs_created").on(t.createdAt)],
);

/** Its rows as they were written, and what became of each. */
export const importRows = sqliteTable(
  "import_rows",
  {
    runId: text("run_id").notNull().references(() => importRuns.id, { onDelete: "cascade" }),
    /** Of the file, as an editor numbers them. */
    line: integer("line").notNull(),
    /** What the file says, by our names of the columns; answers by `answerKey`. */
    cells: json<Record<string, string>>("cells").notNull(),
    state: text("state", { enum: ["waiting", "booked", "there", "refused"] }).notNull(),
    reason: text("reason"),
    bookingId: text("booking_id"),
  },
  (t) => [primaryKey({ columns: [t.runId, t.line] }), index("import_rows_state").on(t.runId, t.state, t.line)],
);
