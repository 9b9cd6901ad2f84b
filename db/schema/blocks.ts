import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { staff } from "./catalog.ts";
import { instant } from "./columns.ts";

/** Time a person is not to be booked, whatever their hours say: lunch, a dentist. One row an occurrence. */
export const blocks = sqliteTable(
  "blocks",
  {
    id: text("id").primaryKey(),
    staffId: text("staff_id").notNull().references(() => staff.id, { onDelete: "cascade" }),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    reason: text("reason").notNull().default(""),
    /** What the occurrences of a weekly one share. */
    seriesId: text("series_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("blocks_staff").on(t.staffId, t.endsAt), index("blocks_series").on(t.seriesId)],
);
