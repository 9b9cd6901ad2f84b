import { z } from "zod";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { CALCOM_KEYS, writeCalcomSettings, type CalcomChange } from "#app/settings/calcom.server.ts";
import { writeSecret } from "#app/settings/secrets.server.ts";

/** Cal.com ids: safe integers. */
const id = z.coerce.number("Please give its number.").int("Please give its number.").min(1, "Please give its number.").max(2 ** 53 - 1, "Please give its number.").optional();

/** Characters allowed in a header. */
const secretText = z.string().trim().max(500, "That is longer than any key.").regex(/^[\x21-\x7e]+$/, "A key has no spaces and no special letters. Copy it whole.");

export const SettingsForm = z.object({
  intent: z.literal("save"),
  /** Unset: the stored one stays. */
  apiKey: secretText.optional(),
  forgetKey: z.boolean().optional(),
  /** Separated by commas. Unset: the stored ones stay. */
  webhookSecrets: z.string().trim().max(2_000, "That is too much.").regex(/^[\x20-\x7e]+$/, "Please use plain letters, digits and signs.").optional(),
  teamId: id,
  defaultEventTypeId: id,
  customerMail: z.enum(["frontdesk", "calcom"], "Please choose who writes.").default("frontdesk"),
  bufferMinutes: z.coerce.number("Please give minutes.").int("Please give whole minutes.").min(0, "Please give 0 or more.").max(480, "At most 480 minutes.").default(0),
});

export const ConnectionForm = z.discriminatedUnion("intent", [
  SettingsForm,
  z.object({ intent: z.literal("register") }),
  z.object({ intent: z.literal("switch-on") }),
  z.object({ intent: z.literal("switch-off") }),
]);

interface By {
  viewer: Viewer;
  correlationId: string;
}

/** The history records which settings changed, but no secret values. */
export function saveSettings(app: App, by: By, form: z.output<typeof SettingsForm>): void {
  const { teamId = null, defaultEventTypeId = null, bufferMinutes, customerMail } = form;
  const secrets = { apiKey: form.forgetKey ? null : form.apiKey, webhookSecrets: form.webhookSecrets };
  writing(app.db, (tx) => {
    for (const [name, secret] of Object.entries(secrets)) {
      if (secret !== undefined) writeSecret(tx, app, CALCOM_KEYS[name as keyof typeof secrets], secret);
    }
    const { calcom } = app.env;
    // Settings from the environment are not in the form, and their stored values are kept for when the variable is unset.
    const change = { ...(calcom.teamId === undefined && { teamId }), ...(calcom.defaultEventTypeId === undefined && { defaultEventTypeId }), bufferMinutes, customerMail };
    writeCalcomSettings(tx, app, change);
    const told = Object.fromEntries(Object.entries(secrets).flatMap(([name, secret]) => (secret === undefined ? [] : [[name, secret === null ? "removed" : "replaced"]])));
    record(tx, app, by, "changed", { ...change, ...told });
  });
  app.gateway.forget();
}

/** Off: pages keep showing data, new bookings are refused, cancellations wait. On: background work sends what waited. */
export function switchCalcom(app: App, by: By, enabled: boolean): void {
  writing(app.db, (tx) => {
    writeCalcomSettings(tx, app, { enabled } satisfies CalcomChange);
    record(tx, app, by, enabled ? "switched on" : "switched off", {});
  });
}

function record(tx: Parameters<typeof recordEvent>[0], app: App, { viewer, correlationId }: By, action: string, data: object): void {
  recordEvent(tx, app, { subjectType: "settings", subjectId: "calcom", actor: actorOf(viewer), source: "admin", action, correlationId, data: data as Record<string, unknown> });
}
