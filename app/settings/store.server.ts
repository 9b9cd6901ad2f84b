import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { settings } from "#db/schema/records.ts";

export function writeSetting(tx: Tx, key: string, value: string, nowMs: number): void {
  tx.insert(settings)
    .values({ key, value, updatedAt: nowMs })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: nowMs } })
    .run();
}

export function removeSetting(tx: Tx, key: string): void {
  tx.delete(settings).where(eq(settings.key, key)).run();
}
