import { isLoopback } from "#app/lib/env.server.ts";
import type { Check } from "./check.ts";
import type { Probe } from "./probe.server.ts";
import { neededTriggers, webhookAt, type FoundWebhook, type WebhookPlace } from "./webhook-places.server.ts";

const REGISTER = "Register it with the button below.";

/** Whether Cal.com sends us webhooks for changes, signed with a secret we know. */
export async function checkWebhook(probe: Probe, { places, url, secrets }: { places: WebhookPlace[]; url: string; secrets: string[] }): Promise<Check[]> {
  const found = await Promise.all(places.map(async (place) => ({ place, webhook: await webhookAt(probe, place, url) })));
  return [reachable(url) ?? registered(found, url), secretCheck(found.map(({ webhook }) => webhook), secrets)];
}

type Found = { place: WebhookPlace; webhook: FoundWebhook | null | "unreadable" };

/** Cal.com comes from outside. */
function reachable(url: string): Check | null {
  const { hostname } = new URL(url);
  if (!isLoopback(hostname) && !hostname.endsWith(".local") && hostname !== "[::1]") return null;
  return {
    name: "Webhook",
    state: "warn",
    text: `Cal.com cannot reach ${url}: only this computer can.`,
    remedy: "Set APP_URL to the address people reach Frontdesk at. Until then changes made at Cal.com arrive with the regular comparison only.",
  };
}

function registered(found: Found[], url: string): Check {
  const bad = (text: string, remedy: string): Check => ({ name: "Webhook", state: "bad", text, remedy });
  const named = (which: Found[]) => which.map(({ place }) => place.name).join(", ");
  const unreadable = found.filter(({ webhook }) => webhook === "unreadable");
  if (unreadable.length > 0)
    return bad(
      `Cal.com does not let the key see the webhooks of ${named(unreadable)}.`,
      "The key's owner needs to be an administrator of the team; or register the webhook by hand.",
    );
  const missing = found.filter(({ webhook }) => webhook === null);
  if (missing.length > 0) return bad(`The webhook to ${url} is not registered for ${named(missing)}.`, REGISTER);
  const among = (wrong: (webhook: FoundWebhook) => boolean) => found.filter(({ webhook }) => wrong(webhook as FoundWebhook));
  const template = among(({ hasTemplate }) => hasTemplate);
  if (template.length > 0)
    return bad(
      `The webhook of ${named(template)} has a custom payload, which Frontdesk cannot read.`,
      "Remove the custom payload at Cal.com under Settings, Developer, Webhooks.",
    );
  const off = among(({ active }) => !active);
  if (off.length > 0) return bad(`The webhook of ${named(off)} is switched off.`, REGISTER);
  const deaf = among(({ triggers }) => neededTriggers.some((trigger) => !triggers.includes(trigger)));
  if (deaf.length > 0) return bad(`The webhook of ${named(deaf)} does not report every change of a booking.`, REGISTER);
  return { name: "Webhook", state: "good", text: `The webhook is registered for ${named(found)}.` };
}

function secretCheck(webhooks: Found["webhook"][], secrets: string[]): Check {
  const bad = (text: string): Check => ({ name: "Webhook secret", state: "bad", text, remedy: REGISTER });
  if (secrets.length === 0) return bad("There is no webhook secret here, so every webhook is refused.");
  const known = webhooks.filter((webhook) => webhook !== null && webhook !== "unreadable");
  if (known.some(({ secret }) => secret === null)) return bad("A webhook at Cal.com has no secret, so what it sends is refused.");
  if (known.some(({ secret }) => secret !== undefined && !secrets.includes(secret!))) return bad("A webhook at Cal.com signs with a secret that is not known here, so what it sends is refused.");
  return { name: "Webhook secret", state: "good", text: secrets.length === 1 ? "The webhook secret is set." : `${secrets.length} webhook secrets are accepted.` };
}
