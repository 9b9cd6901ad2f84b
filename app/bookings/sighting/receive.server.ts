import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { objectIn } from "#app/calcom/seen-values.ts";
import { shallow } from "#app/calcom/shallow.ts";
import { parseWebhook } from "#app/calcom/webhook-parse.ts";
import { redacted } from "#app/calcom/webhook-redact.ts";
import { isSigned } from "#app/calcom/webhook-signature.ts";
import { readUpTo } from "#app/lib/read-up-to.ts";
import { countRefusal, type RefusalReason } from "./refusals.server.ts";
import { applyWebhook, type WebhookSource } from "./apply-webhook.server.ts";
import { webhookSecrets } from "./secrets.server.ts";

const MAX_BYTES = 1024 * 1024;

/**
 * Receive one webhook from Cal.com: verify the signature of the bytes, then store the delivery and its effect in one
 * transaction. The response only says that it is stored; anything slower is a job.
 *
 * 200 applied, already known or irrelevant; 400 not a JSON object; 401 not signed with one of our secrets; 405; 413.
 */
export async function receiveWebhook(app: App, request: Request, correlationId: string | null = null): Promise<Response> {
  if (request.method !== "POST") return answer(405, "Webhooks are sent with POST.", { allow: "POST" });
  const bytes = await readUpTo(request, MAX_BYTES);
  if (bytes === null) return answer(413, "A webhook may have at most 1 MiB.");
  const refusal = refusalOf(app, request, bytes);
  if (refusal) {
    countRefusal(app, refusal);
    app.log.warn({ refusal, correlationId }, "a webhook was refused");
    return answer(401, SENTENCES[refusal]);
  }
  const body = readJson(bytes);
  if (body === null) return answer(400, "The body is not a JSON object. Remove the custom payload from the webhook at Cal.com.");
  const { event, outcome, eventTypeId } = takeIn(app, bytes, body, { correlationId, isOwn: isFromOwnFarEnd(app, request, bytes) });
  if (outcome === "added" || outcome === "changed") app.gateway.forget(eventTypeId ?? undefined);
  app.log.info({ event, outcome, correlationId }, "webhook");
  return answer(200, outcome);
}

function takeIn(app: App, bytes: Uint8Array, body: object, told: WebhookSource) {
  const bodyHash = createHash("sha256").update(bytes).digest("hex");
  return writing(app.db, (tx) => {
    const known = tx.select({ event: webhookDeliveries.event }).from(webhookDeliveries).where(eq(webhookDeliveries.bodyHash, bodyHash)).get();
    if (known) return { event: known.event, outcome: "repeated", eventTypeId: null };
    const nowMs = app.clock();
    const delivery = parseWebhook(body, nowMs);
    const outcome = outcomeOf(delivery, () => applyWebhook(tx, app, delivery!.sighting!, told));
    const { event = "none", uid = null } = delivery ?? {};
    tx.insert(webhookDeliveries).values({ bodyHash, event, uid, receivedAt: nowMs, outcome, body: JSON.stringify(redacted(body)) }).run();
    return { event, outcome, eventTypeId: delivery?.sighting?.eventTypeId ?? null };
  });
}

function isFromOwnFarEnd({ farEnd, webhookSecret }: App, request: Request, bytes: Uint8Array): boolean {
  return farEnd.name === "calcom" || (webhookSecret !== null && isSigned(bytes, request.headers.get("x-cal-signature-256"), [webhookSecret]));
}

/** "unusable": no event in it, as with a custom payload, or no uid. "ignored": an event that changes nothing here, or an unknown one. */
export function outcomeOf(delivery: ReturnType<typeof parseWebhook>, apply: () => string): string {
  if (!delivery || delivery.isIncomplete) return "unusable";
  if (!delivery.sighting) return "ignored";
  return apply();
}

const SENTENCES: Record<RefusalReason, string> = {
  no_secret: "This server has no webhook secret yet, so it takes in no webhooks.",
  unsigned: "The webhook is not signed. Enter the same secret at Cal.com as here.",
  wrong_signature: "The webhook is signed with another secret.",
};

function refusalOf(app: App, request: Request, bytes: Uint8Array): RefusalReason | null {
  const secrets = webhookSecrets(app);
  const signature = request.headers.get("x-cal-signature-256");
  if (secrets.length === 0) return "no_secret";
  if (isSigned(bytes, signature, secrets)) return null;
  return signature === null || signature === "no-secret-provided" ? "unsigned" : "wrong_signature";
}

function readJson(bytes: Uint8Array): object | null {
  try {
    return objectIn(shallow(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))));
  } catch {
    return null;
  }
}

function answer(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers: { "Cache-Control": "no-store", ...headers } });
}
