import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Random } from "./tokens.server.ts";

/** What an encrypted text is for: each purpose has its own derived key, as APP_SECRET is text of any length and serves several. */
export interface SealKey {
  appSecret: string;
  end: "frontdesk settings" | "frontdesk one-time links";
  /** Can only be decrypted with the same name. */
  boundTo?: string;
}

const FORMAT = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: "v1." and base64url of nonce, tag and text. */
export function seal({ appSecret, end, boundTo = "" }: SealKey, text: string, random: Random): string {
  const iv = random(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFrom(appSecret, end), iv).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [FORMAT, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")].join(".");
}

/** @returns null if it was encrypted under another APP_SECRET or name, or is damaged */
export function unseal({ appSecret, end, boundTo = "" }: SealKey, sealed: string): string | null {
  const [format, text = ""] = sealed.split(".");
  const bytes = Buffer.from(text, "base64url");
  if (format !== FORMAT || bytes.length < IV_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFrom(appSecret, end), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyFrom(appSecret: string, end: SealKey["end"]): Buffer {
  return Buffer.from(hkdfSync("sha256", appSecret, "", end, 32));
}
