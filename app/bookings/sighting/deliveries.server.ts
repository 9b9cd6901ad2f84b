import { and, desc, eq, lt } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { parseWebhook } from "#app/calcom/webhook-parse.ts";
import { AppError } from "#app/lib/errors.ts";
import { applySighting } from "./apply.server.ts";
import { outcomeOf } from "./receive.server.ts";

export type WebhookDelivery = typeof webhookDeliveries.$inferSelect;

/** Newest first. `before`: the id a page ended with. */
export function listDeliveries(app: App, { outcome, before, limit = 50 }: { outcome?: string; before?: number; limit?: number } = {}): WebhookDelivery[] {
  const where = and(outcome ? eq(webhookDeliveries.outcome, outcome) : undefined, before === undefined ? undefined : lt(webhookDeliveries.id, before));
  return app.db.select().from(webhookDeliveries).where(where).orderBy(desc(webhookDeliveries.id)).limit(limit).all();
}

/**
 * Apply a stored delivery once more: what it changed already stays as it is.
 *
 * @throws AppError not_found
 */
export function applyAgain(app: App, id: number, correlationId: string | null): string {
  return writing(app.db, (tx) => {
    const row = tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id)).get();
    if (!row) throw new AppError("not_found", "There is no such delivery.");
    const delivery = parseWebhook(JSON.parse(row.body), row.receivedAt);
    const outcome = outcomeOf(delivery, () => applySighting(tx, app, delivery!.sighting!, { source: "calcom", correlationId }).outcome);
    tx.update(webhookDeliveries).set({ outcome }).where(eq(webhookDeliveries.id, id)).run();
    return outcome;
  });
}
