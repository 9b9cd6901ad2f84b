import type { Db } from "#db/client.ts";
import type { Send } from "./engine/webhooks/deliver.server.ts";
import { ensureWebhook } from "./engine/webhooks/own.server.ts";
import { signatureOf } from "./engine/webhooks/signature.server.ts";
import type { Trigger } from "./engine/webhooks/triggers.ts";
import type { Clock } from "./lib/time.ts";
import type { Random } from "./lib/tokens.server.ts";

/** The triggers the product subscribes to at its own engine. Meeting start and end are not needed. */
const wanted: Trigger[] = [
  "BOOKING_CREATED",
  "BOOKING_REQUESTED",
  "BOOKING_RESCHEDULED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
  "BOOKING_NO_SHOW_UPDATED",
  "BOOKING_LOCATION_UPDATED",
  "BOOKING_REASSIGNED",
];

const OWN_URL = "http://frontdesk.local/api/webhooks/calcom";

export function ensureOwnWebhook(deps: { db: Db; clock: Clock; random: Random }): void {
  ensureWebhook(deps, { subscriberUrl: OWN_URL, triggers: wanted });
}

/** Hands webhooks to `receive` in this process, signed with a secret that lives as long as the process does and is stored nowhere. */
export function sendToSelf(secret: string, receive: (request: Request) => Promise<Response>): Send {
  return async (request) => {
    const body = await request.text();
    const headers = new Headers(request.headers);
    headers.set("x-cal-signature-256", signatureOf(secret, body));
    return receive(new Request(request.url, { method: "POST", headers, body }));
  };
}
