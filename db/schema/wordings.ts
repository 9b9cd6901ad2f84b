import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";

/** What administrators made a kind of message say; without a row it says what app/notifications/wording/kinds.ts has. */
export const messageWordings = sqliteTable(
  "message_wordings",
  {
    kind: text("kind").notNull(),
    channel: text("channel", { enum: ["mail", "sms"] }).notNull(),
    /** Of a mail only. */
    subject: text("subject").notNull().default(""),
    text: text("text").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.channel] })],
);
