import { createHash } from "node:crypto";

/**
 * Which state something is in, in 22 characters: two that differ in any value have two fingerprints. A form carries that
 * of what it was drawn from, so that nobody writes over what they have not seen.
 */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}
