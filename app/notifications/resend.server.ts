import { and, eq, sql } from "drizzle-orm";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { mayResend } from "./shown-message.ts";

/**
 * Send a message now: a waiting or failed one starts over, a sent one is sent again as a new message.
 *
 * @returns the id of the message that is sent; null if none is: it was never to be sent, had a single-use link, or is
 *   on its way already
 */
export function resend(app: Pick<App, "db" | "clock" | "log">, id: string, newId: string): string | null {
  const row = app.db.select().from(notifications).where(eq(notifications.id, id)).get();
  if (!row || !mayResend(row)) return null;
  const nowMs = app.clock();
  if (row.state !== "sent") {
    const anew = { state: "queued" as const, attempts: 0, nextTryAt: nowMs, settledAt: null };
    return app.db.update(notifications).set(anew).where(and(eq(notifications.id, id), eq(notifications.state, row.state))).run().changes > 0 ? id : null;
  }
  const isUnderWay = sql`EXISTS (SELECT 1 FROM notifications WHERE payload ->> 'repeats' = ${id} AND state IN ('queued', 'sending', 'retrying'))`;
  if (app.db.select({ id: notifications.id }).from(notifications).where(and(eq(notifications.id, id), isUnderWay)).get()) return null;
  const again = {
    ...row,
    id: newId,
    state: "queued" as const,
    payload: { ...row.payload, repeats: id },
    attempts: 0,
    answer: null,
    reason: null,
    providerId: null,
    providerStatus: null,
    nextTryAt: nowMs,
    createdAt: nowMs,
    settledAt: null,
  };
  app.db.insert(notifications).values(again).run();
  app.log.info({ notification: newId, repeats: id }, "a message is sent again");
  return newId;
}
