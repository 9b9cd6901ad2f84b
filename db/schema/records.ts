import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, instant, json } from "./columns.ts";

/** Company settings; secrets are encrypted. */
export const settings = sqliteTable("settings", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
  secret: flag("secret").notNull().default(false),
  updatedAt: instant("updated_at").notNull(),
});

/**
 * Append-only and hash-chained. The chain covers a salted digest of `data`, so personal values can be
 * erased (data and salt set to null) without breaking it.
 */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    source: text("source").notNull(),
    correlationId: text("correlation_id"),
    at: instant("at").notNull(),
    data: text("data"),
    salt: text("salt"),
    digest: text("digest").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [index("audit_subject").on(t.subjectType, t.subjectId, t.seq), index("audit_actor").on(t.actor, t.seq), index("audit_at").on(t.at)],
);

export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    bodyHash: text("body_hash").notNull().unique(),
    event: text("event").notNull(),
    uid: text("uid"),
    receivedAt: instant("received_at").notNull(),
    outcome: text("outcome").notNull(),
    body: text("body").notNull(),
  },
  (t) => [index("webhook_uid").on(t.uid), index("webhook_received").on(t.receivedAt)],
);

/** Outbox and ledger of every message. */
export const notifications = sqliteTable(
  "notifications",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    channel: text("channel", { enum: ["mail", "sms"] }).notNull(),
    bookingId: text("booking_id"),
    userId: text("user_id"),
    recipient: text("recipient").notNull(),
    payload: json<Record<string, unknown>>("payload").notNull(),
    state: text("state", { enum: ["queued", "sending", "sent", "retrying", "failed", "suppressed"] }).notNull(),
    reason: text("reason"),
    answer: text("answer"),
    attempts: integer("attempts").notNull().default(0),
    nextTryAt: instant("next_try_at"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
    /** What whoever carries it calls it, and the last word on what became of it there: an SMS arrives or not long after it was taken. */
    providerId: text("provider_id"),
    providerStatus: text("provider_status"),
  },
  (t) => [uniqueIndex("notifications_provider").on(t.providerId), index("notifications_due").on(t.state, t.nextTryAt), index("notifications_booking").on(t.bookingId, t.createdAt), index("notifications_written").on(t.createdAt)],
);

export const jobs = sqliteTable(
  "jobs",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    kind: text("kind").notNull(),
    uniqueKey: text("unique_key"),
    payload: json<Record<string, unknown>>("payload").notNull(),
    dueAt: instant("due_at").notNull(),
    leasedUntil: instant("leased_until"),
    attempts: integer("attempts").notNull().default(0),
    /** Asked for again while it ran: what it read may be old, so it runs once more. */
    askedAgain: flag("asked_again").notNull().default(false),
    failure: text("failure"),
    deadAt: instant("dead_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("jobs_unique").on(t.uniqueKey), index("jobs_due").on(t.dueAt)],
);

/** Attempts counted by the rate limiter, shared by all processes on this file. */
export const rateLimits = sqliteTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull(),
  expire: integer("expire"),
});
