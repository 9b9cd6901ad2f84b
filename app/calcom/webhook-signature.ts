import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether one of the secrets signed these bytes: `X-Cal-Signature-256` is the lower-case hex HMAC-SHA256 of the
 * body as it came. Every secret is tried in constant time; a signature of another length is just wrong.
 */
export function isSigned(body: Uint8Array, signature: string | null, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature ?? "", "utf8");
  let isRight = false;
  for (const secret of secrets) {
    const right = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"), "utf8");
    if (given.length === right.length && timingSafeEqual(given, right)) isRight = true;
  }
  return isRight;
}
