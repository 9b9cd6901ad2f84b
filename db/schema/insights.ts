import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";

/**
 * What administrators count, added up by day: a year of a million bookings is read in some thousand rows. `date` is
 * the calendar date at the venue, `utcDay` the day in whose recount the row was made (starts_at / 86400000).
 */
export const dayNumbers = sqliteTable(
  "day_numbers",
  {
    utcDay: integer("utc_day").notNull(),
    date: text("date").notNull(),
    /** `all` has the one key "". */
    dimension: text("dimension", { enum: ["all", "staff", "service", "branch", "hour"] }).notNull(),
    /** An id, or the hour at the venue: "14". "" for none. */
    key: text("key").notNull(),
    /** Live appointments and those that took place. */
    kept: integer("kept").notNull(),
    cancelled: integer("cancelled").notNull(),
    declined: integer("declined").notNull(),
    noShows: integer("no_shows").notNull(),
    /** Of the kept ones. */
    minutes: integer("minutes").notNull(),
    /** From booking to start, of the kept ones. */
    leadMinutes: integer("lead_minutes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.utcDay, t.date, t.dimension, t.key] }), index("day_numbers_date").on(t.date, t.dimension)],
);

/** Days whose numbers are to be counted anew; triggers on bookings put them here. */
export const uncountedDays = sqliteTable("uncounted_days", {
  utcDay: integer("utc_day").primaryKey(),
  /** When the change was made that has not been counted. */
  since: instant("since").notNull(),
});
