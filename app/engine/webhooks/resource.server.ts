import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { engineWebhooks } from "#db/schema/engine.ts";
import type { Route, SignedCall } from "#app/engine/context.ts";
import { ownEventTypeOf } from "#app/engine/event-types/personal.server.ts";
import { administeredTypeOf } from "#app/engine/event-types/team.server.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { pageOf } from "#app/engine/http/page.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { NewWebhook, WebhookChange } from "./input.ts";
import { planForWebhook } from "./meetings.server.ts";
import { findWebhook, insertWebhook, listWebhooks, ownedBy, refuseSecond, type Webhook, type WebhookOwner } from "./store.server.ts";

/** The same calls under a person's account, a personal event type and a team's event type. */
type OwnerOf = (call: SignedCall) => WebhookOwner;

const own: OwnerOf = ({ caller }) => ({ userId: caller.user.id });
const eventTypes: OwnerOf = (call) => ({ eventTypeId: ownEventTypeOf(call).id });
const teamTypes: OwnerOf = (call) => ({ eventTypeId: administeredTypeOf(call).id });

export const webhookRoutes: readonly Route[] = [
  ...routesUnder("/v2/webhooks", own),
  ...routesUnder("/v2/event-types/:eventTypeId/webhooks", eventTypes),
  ...routesUnder("/v2/teams/:teamId/event-types/:eventTypeId/webhooks", teamTypes),
  signed("DELETE", "/v2/event-types/:eventTypeId/webhooks", (call) => removeAll(call, eventTypes(call))),
  signed("DELETE", "/v2/teams/:teamId/event-types/:eventTypeId/webhooks", (call) => removeAll(call, teamTypes(call))),
];

function routesUnder(path: string, ownerOf: OwnerOf): Route[] {
  return [
    signed("GET", path, (call) => list(call, ownerOf(call))),
    signed("POST", path, (call) => add(call, ownerOf(call))),
    signed("GET", `${path}/:webhookId`, (call) => ok(output(webhookOr404(call, ownerOf(call))))),
    signed("PATCH", `${path}/:webhookId`, (call) => change(call, ownerOf(call))),
    signed("DELETE", `${path}/:webhookId`, (call) => remove(call, ownerOf(call))),
  ];
}

function signed(method: Route["method"], path: string, handle: (call: SignedCall) => Answer): Route {
  return { method, path, versions: "any", auth: "required", handle };
}

function list({ engine, url }: SignedCall, owner: WebhookOwner): Answer {
  const { take, skip } = pageOf(url);
  return ok(listWebhooks(engine.db, owner, take, skip).map(output));
}

function add({ engine, body }: SignedCall, owner: WebhookOwner): Answer {
  const { version: _, ...webhook } = parseInput(NewWebhook, body);
  return writing(engine.db, (tx) => {
    const row = insertWebhook(engine, tx, owner, webhook);
    planForWebhook(tx, engine, row);
    return created(output(row));
  });
}

function change(call: SignedCall, owner: WebhookOwner): Answer {
  const { version: _, ...fields } = parseInput(WebhookChange, call.body);
  const { engine } = call;
  return writing(engine.db, (tx) => {
    const webhook = webhookOr404(call, owner, tx);
    if (fields.subscriberUrl !== undefined) refuseSecond(tx, owner, fields.subscriberUrl, webhook.id);
    if (Object.values(fields).some((value) => value !== undefined)) tx.update(engineWebhooks).set(fields).where(eq(engineWebhooks.id, webhook.id)).run();
    const row = webhookOr404(call, owner, tx);
    planForWebhook(tx, engine, row);
    return ok(output(row));
  });
}

function remove(call: SignedCall, owner: WebhookOwner): Answer {
  const webhook = webhookOr404(call, owner);
  call.engine.db.delete(engineWebhooks).where(eq(engineWebhooks.id, webhook.id)).run();
  return ok(output(webhook));
}

function removeAll({ engine }: SignedCall, owner: WebhookOwner): Answer {
  const { changes } = engine.db.delete(engineWebhooks).where(ownedBy(owner)).run();
  return ok(`${changes} webhooks deleted`);
}

function webhookOr404({ engine, params }: SignedCall, owner: WebhookOwner, tx?: Tx): Webhook {
  const webhook = findWebhook(tx ?? engine.db, owner, params.webhookId!);
  if (!webhook) throw notFound(`Webhook (${params.webhookId}) not found`);
  return webhook;
}

/** The document says `id` is a number and shows no `time`: the service returns a string, and null. */
function output({ id, userId, eventTypeId, subscriberUrl, active, triggers, payloadTemplate, secret }: Webhook): object {
  const owner = eventTypeId === null ? { userId } : { eventTypeId };
  return { id, ...owner, subscriberUrl, active, triggers, payloadTemplate, secret, time: null, timeUnit: null };
}
