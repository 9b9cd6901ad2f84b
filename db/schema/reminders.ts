import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";

/**
 * Appointments of which somebody may still have to be reminded: a row each, kept by the triggers on bookings in the
 * transaction of every change. Who is reminded when is decided when it is due.
 */
export const reminders = sqliteTable(
  "reminders",
  {
    bookingId: text("booking_id").primaryKey(),
    startsAt: instant("starts_at").notNull(),
    /** What was due up to here is done with, or was due before this time was made. */
    doneUntil: instant("done_until").notNull(),
    dueAt: instant("due_at").notNull(),
  },
  (t) => [index("reminders_due").on(t.dueAt)],
);
