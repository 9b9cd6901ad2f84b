import type { App } from "#app/app.server.ts";
import { readSecret } from "#app/settings/secrets.server.ts";

export const WEBHOOK_SECRETS = "calcom_webhook_secrets";

/** Every secret a webhook may be signed with: several, so that a new one can be brought in before the old one goes. */
export function webhookSecrets(app: App): string[] {
  const lists = [app.env.calcom.webhookSecret, readSecret(app, WEBHOOK_SECRETS)];
  const given = lists.flatMap((list) => list?.split(",") ?? []).map((each) => each.trim()).filter((each) => each !== "");
  return [...given, ...(app.webhookSecret ? [app.webhookSecret] : [])];
}
