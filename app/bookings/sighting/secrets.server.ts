import type { App } from "#app/app.server.ts";
import { calcomSettings } from "#app/settings/calcom.server.ts";

/** Every secret a webhook may be signed with: several, so that secrets can be rotated. */
export function webhookSecrets(app: App): string[] {
  return [...calcomSettings(app).webhookSecrets, ...(app.webhookSecret ? [app.webhookSecret] : [])];
}
