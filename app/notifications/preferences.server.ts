import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { notificationPreferences, users } from "#db/schema/people.ts";
import { TOPIC_NAMES, topicOf, TOPICS, type Topic } from "./topics.ts";

/** Somebody's choice about a topic, or the default. */
export interface Choice {
  mail: boolean;
  sms: boolean;
  /** For reminders: minutes before; null means the service's or company's times, an empty list means none. */
  offsetsMinutes: number[] | null;
}

export interface Preferences {
  topics: Record<Topic, Choice>;
  /** UTC ms; null if not paused. */
  pausedUntil: number | null;
}

/** A pause without an end. */
export const FOREVER = Date.UTC(9999, 0);

export function readPreferences(db: Db | Tx, userId: string): Preferences {
  const rows = new Map(db.select().from(notificationPreferences).where(eq(notificationPreferences.userId, userId)).all().map((row) => [row.kind, row]));
  const person = db.select({ pausedUntil: users.messagesPausedUntil }).from(users).where(eq(users.id, userId)).get();
  const choiceOf = (topic: Topic): Choice => {
    const row = rows.get(topic);
    return row ? { mail: row.mail, sms: row.sms, offsetsMinutes: row.reminderOffsetsMinutes } : { mail: TOPICS[topic].mail, sms: TOPICS[topic].sms, offsetsMinutes: null };
  };
  return { topics: Object.fromEntries(TOPIC_NAMES.map((topic) => [topic, choiceOf(topic)])) as Record<Topic, Choice>, pausedUntil: person?.pausedUntil ?? null };
}

export function writeChoice(tx: Tx, userId: string, topic: Topic, { mail, sms, offsetsMinutes }: Choice): void {
  const set = { mail, sms, reminderOffsetsMinutes: offsetsMinutes };
  tx.insert(notificationPreferences).values({ userId, kind: topic, ...set }).onConflictDoUpdate({ target: [notificationPreferences.userId, notificationPreferences.kind], set }).run();
}

/**
 * Why the recipient does not want this message; null if it should be sent. The owner of the address decides, not of the
 * appointment: whoever books for a friend does not choose for them.
 */
export function unwanted(db: Db | Tx, { kind, channel, reader, nowMs }: { kind: string; channel: "mail" | "sms"; reader: { email: string } | { userId: string }; nowMs: number }): string | null {
  const topic = topicOf(kind);
  if (topic === null) return null;
  const userId = "userId" in reader ? reader.userId : userIdOf(db, reader.email);
  if (userId === null) return null;
  const { topics, pausedUntil } = readPreferences(db, userId);
  if (pausedUntil !== null && pausedUntil > nowMs) return "The recipient has paused all messages.";
  return topics[topic][channel] ? null : `The recipient does not want messages of this kind by ${channel === "mail" ? "mail" : "SMS"}.`;
}

/** Whose address it is, after merging; null for somebody who never booked and has no account. */
export function userIdOf(db: Db | Tx, email: string): string | null {
  const known = db.select({ id: users.id, mergedIntoId: users.mergedIntoId }).from(users).where(eq(users.email, email.trim().toLowerCase())).get();
  return known ? (known.mergedIntoId ?? known.id) : null;
}
