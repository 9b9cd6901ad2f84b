import { z } from "zod";
import { boolean, list, oneOf, optional, string, url } from "#app/engine/http/fields.ts";
import { triggers } from "./triggers.ts";

const Triggers = list(oneOf(triggers)).min(1, "triggers should not be empty");

const subscriberUrl = () => url().refine(isPublic, { error: "subscriberUrl must be a URL address", params: { rule: "isUrl" } });

/** Link-local addresses are cloud metadata services: nothing is ever sent there. */
function isPublic(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return /^https?:$/.test(protocol) && !/^(169\.254\.|\[fe[89ab])/i.test(hostname);
}

const secret = () => optional(string());
const payloadTemplate = () => optional(string());
const version = () => optional(oneOf(["2021-10-20"]));

export const NewWebhook = z.object({ subscriberUrl: subscriberUrl(), triggers: Triggers, active: boolean(), secret: secret(), payloadTemplate: payloadTemplate(), version: version() });

/** null clears a secret or a template. */
export const WebhookChange = z.object({
  subscriberUrl: optional(subscriberUrl()),
  triggers: optional(Triggers),
  active: optional(boolean()),
  secret: string().nullable().optional(),
  payloadTemplate: string().nullable().optional(),
  version: version(),
});

export type NewWebhook = z.output<typeof NewWebhook>;
