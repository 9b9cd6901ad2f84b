import { createHmac } from "node:crypto";

/** `X-Cal-Signature-256`: lower-case hex HMAC-SHA256 of the body's bytes. Without a secret Cal.com sends a text saying so instead. */
export function signatureOf(secret: string | null, body: string): string {
  return secret ? createHmac("sha256", secret).update(body, "utf8").digest("hex") : "no-secret-provided";
}
