import { createHash } from "node:crypto";

/**
 * A 22-character digest of a value. A form carries the digest of what it was rendered from, so that nobody overwrites
 * what they have not seen.
 */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}
