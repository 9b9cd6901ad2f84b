import { and, asc, eq, lte } from "drizzle-orm";
import { giveWay } from "#app/lib/give-way.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { writing } from "#db/client.ts";
import { engineBookings, engineDeliveries, engineWebhooks } from "#db/schema/engine.ts";
import type { Engine, EngineLog } from "#app/engine/context.ts";
import { signatureOf } from "./signature.server.ts";
import type { Webhook } from "./store.server.ts";
import { contentTypeOf } from "./template.ts";
import { isMeetingTrigger } from "./triggers.ts";

type Delivery = typeof engineDeliveries.$inferSelect;

/** How a request is sent. Redirects are not followed. */
export type Send = (request: Request) => Promise<Response>;

export interface DeliveryOptions {
  send: Send;
  /** Attempts per delivery. Cal.com tries an ordinary event once. */
  attempts: number;
  log?: EngineLog;
}

/** The wait between two attempts, and until a delivery claimed by a dead process is retried. */
const RETRY_AFTER_MS = 5 * MINUTE_MS;
const AT_ONCE = 50;

/**
 * Send due deliveries, oldest first, and return how many were sent. Safe with several processes: each claims a row
 * before sending it. A row is deleted once it was answered with 2xx or has used up its attempts.
 */
export async function deliverWebhooks(engine: Engine, options: DeliveryOptions): Promise<number> {
  let sent = 0;
  for (;;) {
    const due = engine.db.select().from(engineDeliveries).where(lte(engineDeliveries.dueAt, engine.clock())).orderBy(asc(engineDeliveries.id)).limit(AT_ONCE).all();
    if (due.length === 0) return sent;
    for (const delivery of due) {
      const webhook = takeUp(engine, delivery);
      if (!webhook) continue;
      await deliver(engine, delivery, webhook, options);
      sent += 1;
      await giveWay();
    }
  }
}

/** undefined: another process was faster, or the webhook is gone. */
function takeUp({ db, clock }: Engine, delivery: Delivery): Webhook | undefined {
  const nowMs = clock();
  return writing(db, (tx) => {
    const unchanged = and(eq(engineDeliveries.id, delivery.id), eq(engineDeliveries.attempts, delivery.attempts), eq(engineDeliveries.dueAt, delivery.dueAt));
    const { changes } = tx.update(engineDeliveries).set({ attempts: delivery.attempts + 1, dueAt: nowMs + RETRY_AFTER_MS }).where(unchanged).run();
    if (changes !== 1) return undefined;
    const webhook = tx.select().from(engineWebhooks).where(eq(engineWebhooks.id, delivery.webhookId)).get();
    if (webhook?.active && stillTold(delivery, nowMs, () => statusOf(tx, delivery))) return webhook;
    tx.delete(engineDeliveries).where(eq(engineDeliveries.id, delivery.id)).run();
    return undefined;
  });
}

/** Cancelled meetings are not reported, nor events more than a day late. */
function stillTold({ trigger, dueAt }: Delivery, nowMs: number, status: () => string | undefined): boolean {
  return !isMeetingTrigger(trigger) || (nowMs - dueAt <= DAY_MS && status() === "accepted");
}

function statusOf(tx: Pick<Engine["db"], "select">, { bookingId }: Delivery): string | undefined {
  return bookingId === null ? undefined : tx.select({ status: engineBookings.status }).from(engineBookings).where(eq(engineBookings.id, bookingId)).get()?.status;
}

async function deliver({ db }: Engine, delivery: Delivery, webhook: Webhook, { send, attempts, log }: DeliveryOptions): Promise<void> {
  const { id, trigger } = delivery;
  const outcome = await attempt(send, requestOf(delivery, webhook));
  if (outcome !== "delivered") log?.error({ webhookId: webhook.id, trigger, outcome, attempt: delivery.attempts + 1 }, "webhook was not taken");
  if (outcome === "delivered" || delivery.attempts + 1 >= attempts) db.delete(engineDeliveries).where(eq(engineDeliveries.id, id)).run();
}

async function attempt(send: Send, request: Request): Promise<number | "delivered" | "unreachable"> {
  try {
    const response = await send(request);
    await response.body?.cancel();
    return response.ok ? "delivered" : response.status;
  } catch {
    return "unreachable";
  }
}

/** Meeting events carry no version. */
function requestOf({ trigger, body }: Delivery, webhook: Webhook): Request {
  const headers = new Headers({ "content-type": contentTypeOf(webhook, trigger), "x-cal-signature-256": signatureOf(webhook.secret, body) });
  if (!isMeetingTrigger(trigger)) headers.set("x-cal-webhook-version", "2021-10-20");
  return new Request(webhook.subscriberUrl, { method: "POST", headers, body, redirect: "manual" });
}
