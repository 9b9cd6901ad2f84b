import { index, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, instant, json } from "./columns.ts";

/** A guest is a user without a password. E-mails are stored lower-cased. */
export const users = sqliteTable("users", {
  id: text("id").primaryKey(),
  email: text("email").unique(),
  name: text("name").notNull(),
  phone: text("phone"),
  passwordHash: text("password_hash"),
  role: text("role", { enum: ["user", "admin", "staff"] }).notNull().default("user"),
  timeZone: text("time_zone"),
  blockedAt: instant("blocked_at"),
  /** A duplicate: whoever has this address is that person, and nobody signs in with it. */
  mergedIntoId: text("merged_into_id"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** The cookie holds the id, the row only its hash: a copied database opens no session. */
export const sessions = sqliteTable(
  "sessions",
  {
    idHash: text("id_hash").primaryKey(),
    userId: text("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expiry").on(t.expiresAt)],
);

export const apiTokens = sqliteTable("api_tokens", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  hash: text("hash").notNull().unique(),
  scopes: json<("read" | "write")[]>("scopes").notNull(),
  createdAt: instant("created_at").notNull(),
  lastUsedAt: instant("last_used_at"),
  revokedAt: instant("revoked_at"),
});

/** Links that stand for a right. Only the hash is kept. */
export const tokens = sqliteTable(
  "tokens",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose", { enum: ["verify", "reset", "booking", "feed", "setup", "offer"] }).notNull(),
    /** A user's, booking's or offer's id, or the e-mail to be verified. */
    subject: text("subject").notNull(),
    hash: text("hash").notNull(),
    data: json<Record<string, string>>("data"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [uniqueIndex("tokens_hash").on(t.hash), index("tokens_subject").on(t.purpose, t.subject)],
);

export const notificationPreferences = sqliteTable(
  "notification_preferences",
  {
    userId: text("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    mail: flag("mail").notNull().default(true),
    sms: flag("sms").notNull().default(false),
    reminderOffsetsMinutes: json<number[]>("reminder_offsets_minutes"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);
