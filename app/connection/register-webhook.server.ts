import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { newToken } from "#app/lib/tokens.server.ts";
import { CALCOM_KEYS, calcomSettings } from "#app/settings/calcom.server.ts";
import { writeSecret } from "#app/settings/secrets.server.ts";
import type { Probe } from "./probe.server.ts";
import { mappedTeamTypes } from "./team-types.server.ts";
import { probeOf } from "./reach.server.ts";
import { neededTriggers, webhookAt, webhookPlaces, wishedTriggers, type WebhookPlace } from "./webhook-places.server.ts";

/** Where Cal.com's webhooks come to. */
export function webhookUrl(origin: string): string {
  return `${origin}/api/webhooks/calcom`;
}

/**
 * Register our webhook wherever it is needed, and fix wrong ones. Generates a secret if there is none.
 *
 * @returns the number of places it is registered at now
 * @throws AppError invalid, upstream_down
 */
export async function registerWebhook(app: App, origin: string): Promise<number> {
  const probe = probeOf(app);
  if (!probe) throw new AppError("invalid", "Enter an API key first.");
  const { teamId } = calcomSettings(app);
  const secret = calcomSettings(app).webhookSecrets[0] ?? makeSecret(app);
  const places = webhookPlaces(teamId, await mappedTeamTypes(app, probe));
  for (const place of places) await registerAt(probe, place, { url: webhookUrl(origin), secret });
  return places.length;
}

function makeSecret(app: App): string {
  const secret = newToken(app.random);
  writing(app.db, (tx) => writeSecret(tx, app, CALCOM_KEYS.webhookSecrets, secret));
  return secret;
}

async function registerAt(probe: Probe, place: WebhookPlace, { url, secret }: { url: string; secret: string }): Promise<void> {
  const known = await webhookAt(probe, place, url);
  if (known === "unreadable") throw new AppError("upstream_down", `Cal.com did not list the webhooks of ${place.name}. Run the connection test to see why.`);
  const write = (triggers: string[]) => {
    const body = { subscriberUrl: url, triggers, active: true, secret };
    return known ? probe({ method: "PATCH", path: `${place.path}/${encodeURIComponent(known.id)}`, body }) : probe({ method: "POST", path: place.path, body });
  };
  const answers = [await write([...neededTriggers, ...wishedTriggers])];
  // Available triggers differ between Cal.com installations.
  if (answers[0]!.answered && answers[0]!.status === 400) answers.push(await write(neededTriggers));
  const last = answers.at(-1)!;
  if (last.answered && last.isOk) return;
  throw new AppError("upstream_down", `Cal.com did not register the webhook for ${place.name}${last.answered ? ` (status ${last.status})` : ` (${last.reason})`}.`);
}
