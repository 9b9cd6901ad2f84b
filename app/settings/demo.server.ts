import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { settings } from "#db/schema/records.ts";
import { writeSetting } from "./store.server.ts";

const KEY = "demo";

/** Whether this database was filled with invented people: a demo starts on no other, production never on this one. */
export function isDemo(db: Db | Tx): boolean {
  return db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY)).get()?.value === "true";
}

export function markDemo(tx: Tx, nowMs: number): void {
  writeSetting(tx, KEY, "true", nowMs);
}
