import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";

/** What the desk writes to itself about an appointment: for nobody else, on no page and in no letter. */
export const deskNotes = sqliteTable(
  "desk_notes",
  {
    id: text("id").primaryKey(),
    /** Gone with its booking: db/triggers.sql. */
    bookingId: text("booking_id").notNull(),
    text: text("text").notNull(),
    /** As the history names them: "admin:<id>", "staff:<id>". */
    author: text("author").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("desk_notes_booking").on(t.bookingId, t.createdAt)],
);
