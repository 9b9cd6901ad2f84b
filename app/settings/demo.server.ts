import type { Db, Tx } from "#db/client.ts";
import { readSetting, writeSetting } from "./store.server.ts";

const KEY = "demo";

/** Whether this is a demo database: the demo starts on no other, production never on one. */
export function isDemo(db: Db | Tx): boolean {
  return readSetting(db, KEY) === "true";
}

export function markDemo(tx: Tx, nowMs: number): void {
  writeSetting(tx, KEY, "true", nowMs);
}
