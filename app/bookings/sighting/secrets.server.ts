import type { App } from "#app/app.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";

/** Every secret a webhook may be signed with: several, so that a new one can be brought in before the old one goes. */
export function webhookSecrets(app: App): string[] {
  return [...calcomSettings(app).webhookSecrets, ...(app.webhookSecret ? [app.webhookSecret] : [])];
}
