import { and, eq, sql } from "drizzle-orm";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { every } from "#app/lib/timer.ts";
import { MAX_TRIES, waitMs } from "./backoff.ts";
import type { Answer } from "./carrier.ts";
import { contentOf, type Message } from "./message.ts";

/** How long a killed process still holds the message it was sending. */
export const LEASE_MS = MINUTE_MS;

type Taken = Extract<Answer, { outcome: "taken" }>;
type Deps = Pick<App, "db" | "clock">;

/** A lease on a message. `untilMs` is stored in next_try_at and proves ownership: a successor's is later. */
export interface Sending {
  message: Message;
  untilMs: number;
}

/** Messages about one booking to one recipient are sent in the order of the events. */
const isFirst = sql`NOT EXISTS (SELECT 1 FROM notifications e WHERE e.booking_id = notifications.booking_id AND e.recipient = notifications.recipient
  AND e.state IN ('queued', 'sending', 'retrying') AND (e.created_at, e.rowid) < (notifications.created_at, notifications.rowid))`;

/** Takes the message that has been due longest; only one of several processes gets it. The attempt is counted here. */
export function takeNext({ db, clock }: Deps, channel: Message["channel"]): Sending | null {
  for (;;) {
    const nowMs = clock();
    const due = sql`${notifications.channel} = ${channel} AND ${notifications.state} IN ('queued', 'sending', 'retrying') AND ${notifications.nextTryAt} <= ${nowMs} AND ${isFirst}`;
    // A read first, so that polling every second does not take the write lock.
    const next = db.select({ id: notifications.id }).from(notifications).where(due).orderBy(notifications.nextTryAt, sql`rowid`).limit(1).get();
    if (!next) return null;
    const untilMs = nowMs + LEASE_MS;
    const taken = { state: "sending" as const, nextTryAt: untilMs, attempts: sql`${notifications.attempts} + 1`, providerId: null, providerStatus: null };
    const message = db.update(notifications).set(taken).where(and(eq(notifications.id, next.id), due)).returning().get();
    if (message) return { message, untilMs };
  }
}

/** Renews the lease while the provider takes its time; call the returned function once it has answered. */
export function keepTaken({ db, clock, timer }: Deps & Pick<App, "timer">, sending: Sending): () => void {
  return every(timer, LEASE_MS / 3, () => {
    const untilMs = Math.max(sending.untilMs + 1, clock() + LEASE_MS);
    if (db.update(notifications).set({ nextTryAt: untilMs }).where(held(sending)).run().changes > 0) sending.untilMs = untilMs;
  });
}

/** The provider has accepted it. A single-use link has been delivered and is removed from here. */
export function noteSent({ db, clock }: Deps, sending: Sending, { answer, providerId }: Taken): void {
  const { link: _, sealed: __, ...rest } = contentOf(sending.message);
  // Its delivery status may arrive before its acceptance is recorded.
  const isSaid = sql`${notifications.providerId} = ${providerId ?? null}`;
  const isLost = sql`${isSaid} AND ${notifications.providerStatus} IN ('undelivered', 'failed')`;
  const state = sql`CASE WHEN ${isLost} THEN 'failed' ELSE 'sent' END`;
  const reason = sql`CASE WHEN ${isLost} THEN ${notifications.reason} END`;
  db.update(notifications)
    .set({
      state,
      answer,
      reason,
      ...(rest.isOneTime && { payload: { ...rest } }),
      providerId: providerId ?? null,
      providerStatus: sql`CASE WHEN ${isSaid} THEN ${notifications.providerStatus} END`,
      nextTryAt: null,
      settledAt: clock(),
    })
    .where(held(sending))
    .run();
}

export function noteDropped({ db, clock }: Deps, sending: Sending, reason: string): void {
  db.update(notifications).set({ state: "suppressed", reason, nextTryAt: null, settledAt: clock() }).where(held(sending)).run();
}

export function noteRefused({ db, clock }: Deps, sending: Sending, reason: string, answer: string | null): void {
  db.update(notifications).set({ state: "failed", reason, answer, nextTryAt: null, settledAt: clock() }).where(held(sending)).run();
}

/** @returns "failed" when this was the last try */
export function noteLater(deps: Deps & Pick<App, "random">, sending: Sending, reason: string, answer: string | null): "retrying" | "failed" {
  const { attempts } = sending.message;
  if (attempts >= MAX_TRIES) {
    noteRefused(deps, sending, `Given up after ${attempts} tries. ${reason}`, answer);
    return "failed";
  }
  const nextTryAt = deps.clock() + waitMs(attempts, deps.random);
  deps.db.update(notifications).set({ state: "retrying", reason, answer, nextTryAt }).where(held(sending)).run();
  return "retrying";
}

const held = ({ message, untilMs }: Sending) => and(eq(notifications.id, message.id), eq(notifications.state, "sending"), eq(notifications.nextTryAt, untilMs));
