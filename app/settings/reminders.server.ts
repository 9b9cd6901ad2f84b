import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { settings } from "#db/schema/records.ts";
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

const statements = prepared((db) => ({
  offsets: db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY)).prepare(),
}));
