import { sql } from "drizzle-orm";
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
  /** Until when only the most important messages are sent to them. */
  messagesPausedUntil: instant("messages_paused_until"),
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

/** What somebody decided about one topic of messages; a topic without a row is as in app/notifications/topics.ts. */
export const notificationPreferences = sqliteTable(
  "notification_preferences",
  {
    userId: text("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    mail: flag("mail").notNull().default(true),
    sms: flag("sms").notNull().default(false),
    /** Only of reminders: null leaves it to the service and the company. */
    reminderOffsetsMinutes: json<number[]>("reminder_offsets_minutes"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] }), index("notification_preferences_own_times").on(t.reminderOffsetsMinutes).where(sql`${t.reminderOffsetsMinutes} IS NOT NULL`)],
);

/** Who agreed to be written to at which number ("+351912345678"). */
export const smsConsents = sqliteTable(
  "sms_consents",
  {
    userId: text("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    phone: text("phone").notNull(),
    givenAt: instant("given_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.phone] }), index("sms_consents_phone").on(t.phone)],
);

/** Numbers that answered STOP: no consent counts there until they answer START. */
export const smsStops = sqliteTable("sms_stops", {
  phone: text("phone").primaryKey(),
  stoppedAt: instant("stopped_at").notNull(),
});
