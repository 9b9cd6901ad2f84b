import type { App } from "#app/app.server.ts";
import { isBookingOn } from "#app/bookings/settling/booking-switch.server.ts";
import { CALCOM_KEYS, calcomSettings } from "#app/settings/calcom.server.ts";
import { secretState } from "#app/settings/secrets.server.ts";
import { webhookUrl } from "./register-webhook.server.ts";
import { testConnection } from "./test-connection.server.ts";

/** What the settings page shows; of secrets only whether they are set. With `isTesting` Cal.com is called. */
export async function connectionPage(app: App, origin: string, isTesting: boolean) {
  const { apiKeyFrom, webhookSecrets, teamId, defaultEventTypeId, bufferMinutes, customerMail } = calcomSettings(app);
  return {
    isAtCalcom: app.farEnd.name === "calcom",
    apiUrl: app.env.calcom.apiUrl,
    apiKeyFrom,
    isKeyUnreadable: secretState(app, CALCOM_KEYS.apiKey) === "unreadable",
    /** The far end is chosen at the start. */
    needsRestart: (app.farEnd.name === "calcom") !== (apiKeyFrom !== null),
    /** Values set by the environment cannot be edited. */
    isGiven: { teamId: app.env.calcom.teamId !== undefined, defaultEventTypeId: app.env.calcom.defaultEventTypeId !== undefined },
    secretsHere: webhookSecrets.length,
    webhookUrl: webhookUrl(origin),
    isOn: isBookingOn(app),
    switchedBy: app.env.calcom.enabled === undefined ? ("page" as const) : ("environment" as const),
    settings: { teamId: text(teamId), defaultEventTypeId: text(defaultEventTypeId), bufferMinutes: text(bufferMinutes), customerMail },
    checks: isTesting ? await testConnection(app, origin) : null,
  };
}

function text(value: number | null): string {
  return value === null ? "" : String(value);
}
