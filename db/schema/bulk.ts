import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";

/** One change asked of many bookings at once, by an administrator. */
export const bulkRuns = sqliteTable(
  "bulk_runs",
  {
    id: text("id").primaryKey(),
    verb: text("verb", { enum: ["confirm", "cancel", "reassign", "remind"] }).notNull(),
    /** `draft`: shown to be confirmed, and nothing done yet. */
    state: text("state", { enum: ["draft", "running", "done"] }).notNull(),
    /** The administrator's id: who chose them, then who confirmed it. */
    startedBy: text("started_by").notNull(),
    /** The filters as the address writes them, where all that match were asked for. */
    query: text("query"),
    /** How many the list said there were. */
    listed: integer("listed"),
    /** Ids that name no booking. */
    ignored: integer("ignored").notNull(),
    reason: text("reason"),
    staffId: text("staff_id"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (t) => [index("bulk_runs_created").on(t.createdAt)],
);

/** The bookings of a run as they were when it was asked for, and what became of each. */
export const bulkItems = sqliteTable(
  "bulk_items",
  {
    runId: text("run_id").notNull().references(() => bulkRuns.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    /** No reference: two bookings may turn out to be one. */
    bookingId: text("booking_id").notNull(),
    /** `confirming`: asked of the far end, not answered yet. */
    state: text("state", { enum: ["waiting", "confirming", "done", "skipped", "failed"] }).notNull(),
    reason: text("reason"),
    operationId: text("operation_id"),
    /** How often it was tried again by hand. */
    retries: integer("retries").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.runId, t.position] }), uniqueIndex("bulk_items_once").on(t.runId, t.bookingId), index("bulk_items_state").on(t.runId, t.state, t.position)],
);
