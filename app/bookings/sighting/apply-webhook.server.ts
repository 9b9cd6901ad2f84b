import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import type { Sighting } from "#app/calcom/sighting.ts";
import { applySighting } from "./apply.server.ts";

export interface WebhookSource {
  correlationId: string | null;
  /** Whether it came from the far end in use. */
  isOwn: boolean;
}

/**
 * Apply a webhook. While bookings are made in the embedded engine, a webhook of a Cal.com account concerns another far
 * end, whose ids mean other people and event types: names and addresses are used, ids are not, and its uids are stored
 * as Cal.com's.
 */
export function applyWebhook(tx: Tx, app: App, sighting: Sighting, { isOwn, correlationId }: WebhookSource): string {
  const origin = { source: "calcom", correlationId } as const;
  if (isOwn) return applySighting(tx, app, sighting, origin).outcome;
  const there: App = { ...app, farEnd: { ...app.farEnd, name: "calcom" } };
  const hosts = sighting.hosts?.map((host) => ({ ...host, id: null })) ?? null;
  return applySighting(tx, there, { ...sighting, eventTypeId: null, hosts }, origin).outcome;
}
