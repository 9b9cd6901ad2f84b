import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "./columns.ts";

/** Requests of programs that named themselves (Idempotency-Key), so that one sent twice is done once. */
export const apiRequests = sqliteTable(
  "api_requests",
  {
    /** The token's id: the keys of two programs never meet. */
    scope: text("scope").notNull(),
    /** Hashed: nobody knows what a program puts into it. */
    keyHash: text("key_hash").notNull(),
    bodyHash: text("body_hash").notNull(),
    /** What it made or changed; null while it runs, or when it was cut off. */
    bookingId: text("booking_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.keyHash] }), index("api_requests_created").on(t.createdAt)],
);
