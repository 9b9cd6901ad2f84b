import { toIso } from "#app/lib/time.ts";
import type { Tx } from "#db/client.ts";
import { engineDeliveries } from "#db/schema/engine.ts";
import type { Told } from "#app/engine/bookings/tell.server.ts";
import type { Engine } from "#app/engine/context.ts";
import { audienceOf } from "./audience.ts";
import { planMeetings } from "./meetings.server.ts";
import { factsOf } from "./payload/facts.server.ts";
import { payloadOf } from "./payload/payload.server.ts";
import { webhooksFor, type Webhook } from "./store.server.ts";
import { bodyOf } from "./template.ts";
import type { Trigger } from "./triggers.ts";

/** Write one outbox row per subscribed webhook, in the transaction of the change. */
export function announce(tx: Tx, engine: Engine, told: Told): void {
  const facts = factsOf(tx, engine, told.bookingId);
  planMeetings(tx, engine, facts);
  const webhooks = webhooksFor(tx, told.trigger, audienceOf(facts));
  if (webhooks.length === 0) return;
  writeDeliveries(tx, engine, webhooks, told.trigger, payloadOf(tx, engine, facts, told), told.bookingId);
}

export function writeDeliveries(tx: Tx, { clock }: Engine, webhooks: Webhook[], trigger: Trigger, payload: object, bookingId: number | null): void {
  const nowMs = clock();
  for (const webhook of webhooks) {
    const body = bodyOf(webhook, trigger, toIso(nowMs), payload);
    tx.insert(engineDeliveries).values({ webhookId: webhook.id, trigger, bookingId, body, dueAt: nowMs }).run();
  }
}
