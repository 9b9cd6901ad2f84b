import { and, desc, eq, lt } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Sighting } from "#app/calcom/sighting.ts";
import { parseWebhook } from "#app/calcom/webhook-parse.ts";
import { REMOVED } from "#app/calcom/webhook-redact.ts";
import { AppError } from "#app/lib/errors.ts";
import { findLink } from "./links.server.ts";
import { outcomeOf } from "./receive.server.ts";
import { applyWebhook } from "./apply-webhook.server.ts";

export type WebhookDelivery = typeof webhookDeliveries.$inferSelect;

/** Newest first. `before`: the id a page ended with. */
export function listDeliveries(app: App, { outcome, before, limit = 50 }: { outcome?: string; before?: number; limit?: number } = {}): WebhookDelivery[] {
  const where = and(outcome ? eq(webhookDeliveries.outcome, outcome) : undefined, before === undefined ? undefined : lt(webhookDeliveries.id, before));
  return app.db.select().from(webhookDeliveries).where(where).orderBy(desc(webhookDeliveries.id)).limit(limit).all();
}

/**
 * Apply a stored delivery again. Idempotent.
 *
 * @throws AppError not_found
 */
export function applyAgain(app: App, id: number, correlationId: string | null): string {
  return writing(app.db, (tx) => {
    const row = tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id)).get();
    if (!row) throw new AppError("not_found", "There is no such delivery.");
    const delivery = parseWebhook(JSON.parse(row.body), row.receivedAt);
    const outcome = outcomeOf(delivery, () => applyWebhook(tx, app, asKept(delivery!.sighting!), { correlationId, isOwn: isOwn(tx, app, row.uid) }));
    tx.update(webhookDeliveries).set({ outcome }).where(eq(webhookDeliveries.id, id)).run();
    return outcome;
  });
}

/** Stored links are redacted and must not replace working ones, so they are ignored. */
function asKept(sighting: Sighting): Sighting {
  const whole = (text: string | null) => (text?.includes(REMOVED) ? null : text);
  const { location, meetingUrl, notes, answers, metadata } = sighting;
  return {
    ...sighting,
    location: whole(location),
    meetingUrl: whole(meetingUrl),
    notes: whole(notes),
    answers: Object.fromEntries(Object.entries(answers).filter(([, { value }]) => !value.includes(REMOVED))),
    metadata: Object.fromEntries(Object.entries(metadata).filter(([, value]) => !value.includes(REMOVED))),
  };
}

function isOwn(tx: Tx, { farEnd }: App, uid: string | null): boolean {
  const known = uid === null ? null : findLink(tx, uid);
  return (known?.farEnd ?? "calcom") === farEnd.name;
}
