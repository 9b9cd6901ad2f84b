import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { settings } from "#db/schema/records.ts";

export function readSetting(db: Db | Tx, key: string): string | null {
  return db.select({ value: settings.value }).from(settings).where(eq(settings.key, key)).get()?.value ?? null;
}

export function writeSetting(tx: Tx, key: string, value: string, nowMs: number): void {
  tx.insert(settings)
    .values({ key, value, updatedAt: nowMs })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: nowMs } })
    .run();
}

export function removeSetting(tx: Tx, key: string): void {
  tx.delete(settings).where(eq(settings.key, key)).run();
}
