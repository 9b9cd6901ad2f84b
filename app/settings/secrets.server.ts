import type { Db, Tx } from "#db/client.ts";
import { settings } from "#db/schema/records.ts";
import { seal, unseal, type SealKey } from "#app/lib/seal.server.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { readSetting, removeSetting } from "./store.server.ts";

/** What reading a secret needs; the app satisfies it. */
export interface SecretDeps {
  db: Db;
  env: { appSecret: string };
}

/**
 * Reads a decrypted secret of the settings.
 *
 * @returns null when there is none, and when it was stored under another APP_SECRET: see secretState
 */
export function readSecret({ db, env }: SecretDeps, key: string): string | null {
  const stored = readSetting(db, key);
  return stored === null ? null : unseal(sealKey(env.appSecret, key), stored);
}

/** Whether there is something to read; "unreadable": it was stored under another APP_SECRET, and has to be entered again. */
export function secretState(deps: SecretDeps, key: string): "absent" | "readable" | "unreadable" {
  if (readSetting(deps.db, key) === null) return "absent";
  return readSecret(deps, key) === null ? "unreadable" : "readable";
}

/** Stores the secret encrypted (AES-256-GCM under APP_SECRET), bound to its key; null removes it. */
export function writeSecret(tx: Tx, { env, clock, random }: Omit<SecretDeps, "db"> & { clock: Clock; random: Random }, key: string, secret: string | null): void {
  if (secret === null) return removeSetting(tx, key);
  const set = { value: seal(sealKey(env.appSecret, key), secret, random), secret: true, updatedAt: clock() };
  tx.insert(settings).values({ key, ...set }).onConflictDoUpdate({ target: settings.key, set }).run();
}

const sealKey = (appSecret: string, key: string): SealKey => ({ appSecret, end: "frontdesk settings", boundTo: key });
