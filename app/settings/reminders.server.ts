import { eq, isNotNull, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { services } from "#db/schema/catalog.ts";
import { notificationPreferences } from "#db/schema/people.ts";
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

/**
 * Every time before an appointment at which somebody may be reminded, the earliest first: the usual ones, the company's, each
 * service's, and those people chose for themselves.
 */
export function reminderGrid(db: Db): number[] {
  const { ofServices, ofPeople } = statements(db);
  const own = [...ofServices.all(), ...ofPeople.all()].map(({ minutes }) => minutes);
  return [...new Set([...OFFSETS, ...(readReminderOffsets(db) ?? []), ...own])].sort((a, b) => b - a);
}

const statements = prepared((db) => ({
  ofServices: db
    .select({ minutes: sql<number>`DISTINCT o.value` })
    .from(sql`${services}, json_each(${services.reminderOffsetsMinutes}) o`)
    .prepare(),
  ofPeople: db
    .select({ minutes: sql<number>`DISTINCT o.value` })
    .from(sql`${notificationPreferences}, json_each(${notificationPreferences.reminderOffsetsMinutes}) o`)
    .where(isNotNull(notificationPreferences.reminderOffsetsMinutes))
    .prepare(),
  offsets: db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY)).prepare(),
}));
