import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { services } from "#db/schema/catalog.ts";
import { settings } from "#db/schema/records.ts";
import { OFFSETS } from "./reminder-times.ts";
import { writeSetting } from "./store.server.ts";

const KEY = "reminder_offsets_minutes";

/** How many minutes before customers are reminded where neither they nor the service say otherwise; null: never set. */
export function readReminderOffsets(db: Db): number[] | null {
  const stored = statements(db).offsets.get();
  return stored ? stored.value.split(",").filter(Boolean).map(Number) : null;
}

export function writeReminderOffsets(tx: Tx, offsetsMinutes: number[], nowMs: number): void {
  writeSetting(tx, KEY, offsetsMinutes.join(","), nowMs);
}

/** Every time before an appointment at which somebody may be reminded, the earliest first: those people choose from, the company's, and each service's. */
export function reminderGrid(db: Db): number[] {
  const ofServices = statements(db).ofServices.all().map(({ minutes }) => minutes);
  return [...new Set([...OFFSETS, ...(readReminderOffsets(db) ?? []), ...ofServices])].sort((a, b) => b - a);
}

const statements = prepared((db) => ({
  ofServices: db.select({ minutes: sql<number>`DISTINCT o.value` }).from(sql`${services}, json_each(${services.reminderOffsetsMinutes}) o`).prepare(),
  offsets: db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY)).prepare(),
}));
