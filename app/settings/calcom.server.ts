import { inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { settings } from "#db/schema/records.ts";
import type { Clock } from "#app/lib/time.ts";
import { readSecret, type SecretDeps } from "./secrets.server.ts";
import { removeSetting, writeSetting } from "./store.server.ts";

/** Where each of these settings lies. The first two are secrets: readSecret, writeSecret. */
export const CALCOM_KEYS = {
  apiKey: "calcom_api_key",
  webhookSecrets: "calcom_webhook_secrets",
  teamId: "calcom_team_id",
  defaultEventTypeId: "calcom_default_event_type_id",
  bufferMinutes: "calcom_buffer_minutes",
  enabled: "calcom_enabled",
  customerMail: "customer_mail",
} as const;

/** The company's settings for Cal.com. The environment wins. */
export interface CalcomSettings {
  /** null: bookings live in the embedded engine. */
  apiKey: string | null;
  apiKeyFrom: "environment" | "settings" | null;
  /** The first signs newly registered webhooks; the others are still accepted during rotation. */
  webhookSecrets: string[];
  /** The team whose event types are read and in which new ones are made; null: those of the key's owner. */
  teamId: number | null;
  /** Books the services that have no event type of their own, each with its own length. */
  defaultEventTypeId: number | null;
  /** Minutes before and after, for services that set none themselves. */
  bufferMinutes: number;
  /** Who writes to customers about their appointments; never both. */
  customerMail: "frontdesk" | "calcom";
}

type Deps = SecretDeps & { env: { calcom: { apiKey?: string; webhookSecret?: string; teamId?: number; defaultEventTypeId?: number } } };

export function calcomSettings(app: Deps): CalcomSettings {
  const { calcom } = app.env;
  const stored = new Map(statements(app.db).all.all().map((row) => [row.key, row.value]));
  const storedKey = readSecret(app, CALCOM_KEYS.apiKey);
  const secrets = [...listed(calcom.webhookSecret), ...listed(readSecret(app, CALCOM_KEYS.webhookSecrets))];
  return {
    apiKey: calcom.apiKey ?? storedKey,
    apiKeyFrom: calcom.apiKey !== undefined ? "environment" : storedKey === null ? null : "settings",
    webhookSecrets: [...new Set(secrets)],
    teamId: calcom.teamId ?? asId(stored.get(CALCOM_KEYS.teamId)),
    defaultEventTypeId: calcom.defaultEventTypeId ?? asId(stored.get(CALCOM_KEYS.defaultEventTypeId)),
    bufferMinutes: Number(stored.get(CALCOM_KEYS.bufferMinutes) ?? 0),
    customerMail: stored.get(CALCOM_KEYS.customerMail) === "calcom" ? "calcom" : "frontdesk",
  };
}

/** The non-secret settings. null clears a setting; unnamed ones stay. */
export type CalcomChange = Partial<Pick<CalcomSettings, "teamId" | "defaultEventTypeId" | "bufferMinutes" | "customerMail"> & { enabled: boolean }>;

export function writeCalcomSettings(tx: Tx, { clock }: { clock: Clock }, change: CalcomChange): void {
  for (const [name, value] of Object.entries(change)) {
    const key = CALCOM_KEYS[name as keyof CalcomChange];
    if (value === null) removeSetting(tx, key);
    else if (value !== undefined) writeSetting(tx, key, String(value), clock());
  }
}

const CLOUD_API = "https://api.cal.com";
const CLOUD_WEB = "https://app.cal.com";

/** The URL of Cal.com's own pages; null if unknown: a self-hosted Cal.com may be anywhere. */
export function calcomWeb({ env }: { env: { calcomEmbed?: { origin: string }; calcom: { apiUrl: string } } }): string | null {
  return env.calcomEmbed?.origin ?? (env.calcom.apiUrl.startsWith(CLOUD_API) ? CLOUD_WEB : null);
}

/** Separated by commas, as in CALCOM_WEBHOOK_SECRET. */
function listed(text: string | null | undefined): string[] {
  return (text ?? "").split(",").map((each) => each.trim()).filter((each) => each !== "");
}

function asId(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

const statements = prepared((db: Db) => ({
  all: db.select({ key: settings.key, value: settings.value }).from(settings).where(inArray(settings.key, Object.values(CALCOM_KEYS))).prepare(),
}));
