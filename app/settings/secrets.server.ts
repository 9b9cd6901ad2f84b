import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { settings } from "#db/schema/records.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";

/** What reading a secret needs; the whole app will do. */
export interface SecretGround {
  db: Db;
  env: { appSecret: string };
}

const FORMAT = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A secret of the company's settings, in the clear.
 *
 * @returns null when there is none, and when it was stored under another APP_SECRET: see secretState
 */
export function readSecret({ db, env }: SecretGround, key: string): string | null {
  const stored = storedUnder(db, key);
  return stored === null ? null : open(env.appSecret, key, stored);
}

/** Whether there is something to read; "unreadable": it was stored under another APP_SECRET, and has to be entered again. */
export function secretState(ground: SecretGround, key: string): "absent" | "readable" | "unreadable" {
  if (storedUnder(ground.db, key) === null) return "absent";
  return readSecret(ground, key) === null ? "unreadable" : "readable";
}

/** Stores the secret encrypted (AES-256-GCM under APP_SECRET), bound to its key; null removes it. */
export function writeSecret(tx: Tx, { env, clock, random }: Omit<SecretGround, "db"> & { clock: Clock; random: Random }, key: string, secret: string | null): void {
  if (secret === null) {
    tx.delete(settings).where(eq(settings.key, key)).run();
    return;
  }
  const set = { value: seal(env.appSecret, key, secret, random(IV_BYTES)), secret: true, updatedAt: clock() };
  tx.insert(settings).values({ key, ...set }).onConflictDoUpdate({ target: settings.key, set }).run();
}

function storedUnder(db: Db, key: string): string | null {
  return db.select({ value: settings.value }).from(settings).where(eq(settings.key, key)).get()?.value ?? null;
}

function seal(appSecret: string, key: string, secret: string, iv: Buffer): string {
  const cipher = createCipheriv("aes-256-gcm", keyFrom(appSecret), iv).setAAD(Buffer.from(key));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return [FORMAT, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")].join(".");
}

function open(appSecret: string, key: string, stored: string): string | null {
  const [format, text = ""] = stored.split(".");
  const bytes = Buffer.from(text, "base64url");
  if (format !== FORMAT || bytes.length < IV_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFrom(appSecret), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(key)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** APP_SECRET is text of any length and may serve other ends too: this end has a key of its own. */
function keyFrom(appSecret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", appSecret, "", "frontdesk settings", 32));
}
