import { inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { settings } from "#db/schema/records.ts";
import { isTimeZone } from "#app/lib/time.ts";
import { writeSetting } from "./store.server.ts";

export interface Company {
  name: string;
  timeZone: string;
  /** ISO weekday: Monday or Sunday. */
  weekStartsOn: 1 | 7;
  hourCycle: 12 | 24;
  /** ISO 4217. */
  currency: string;
  /** 0-359. */
  brandHue: number;
}

const DEFAULTS: Company = { name: "Frontdesk", timeZone: "UTC", weekStartsOn: 1, hourCycle: 24, currency: "EUR", brandHue: 255 };
const NAMES = Object.keys(DEFAULTS) as (keyof Company)[];
const PINNED = ["name", "timeZone"] as const;

const keyOf = (name: keyof Company) => `company.${name}`;
/** Environment values are stored separately, so that unsetting a variable restores the page's value. */
const pinOf = (name: keyof Company) => `company.${name}.pinned`;

export function readCompany(db: Db): Company {
  const stored = new Map(statements(db).company.all().map((row) => [row.key, row.value]));
  const text = (name: keyof Company) => stored.get(pinOf(name)) ?? stored.get(keyOf(name));
  const timeZone = text("timeZone");
  return {
    name: text("name") ?? DEFAULTS.name,
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : DEFAULTS.timeZone,
    weekStartsOn: text("weekStartsOn") === "7" ? 7 : 1,
    hourCycle: text("hourCycle") === "12" ? 12 : 24,
    currency: text("currency") ?? DEFAULTS.currency,
    brandHue: Number(text("brandHue") ?? DEFAULTS.brandHue),
  };
}

export function writeCompany(tx: Tx, change: Partial<Company>, nowMs: number): void {
  for (const name of NAMES) {
    if (change[name] !== undefined) writeSetting(tx, keyOf(name), String(change[name]), nowMs);
  }
}

/** What the environment says at present, whatever the page does. */
export function pinnedOfCompany(db: Db): (keyof Company)[] {
  const stored = new Set(statements(db).company.all().map((row) => row.key));
  return PINNED.filter((name) => stored.has(pinOf(name)));
}

/** Once at the start: COMPANY_NAME and TIME_ZONE win over the page for as long as they are set. */
export function pinCompany(tx: Tx, env: { companyName?: string; timeZone?: string }, nowMs: number): void {
  tx.delete(settings).where(inArray(settings.key, PINNED.map(pinOf))).run();
  const pinned = { name: env.companyName, timeZone: env.timeZone };
  for (const name of PINNED) {
    if (pinned[name] !== undefined) writeSetting(tx, pinOf(name), pinned[name], nowMs);
  }
}

const statements = prepared((db) => ({
  company: db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(inArray(settings.key, [...NAMES.map(keyOf), ...PINNED.map(pinOf)]))
    .prepare(),
}));
