import { createHash, randomBytes } from "node:crypto";

/** A source of random bytes. A parameter, so that simulations are repeatable. */
export type Random = (bytes: number) => Buffer;

export const systemRandom: Random = (bytes) => randomBytes(bytes);

/** 256 random bits, base64url: 43 characters that cannot be guessed. */
export function newToken(random: Random = systemRandom): string {
  return random(32).toString("base64url");
}

/** 128 random bits, base64url: 22 characters. For ids that are shown and looked up. */
export function newId(random: Random = systemRandom): string {
  return random(16).toString("base64url");
}

/** A number in [0, 1), as `Math.random` gives it: for waits that must not coincide. */
export function chance(random: Random): number {
  return random(4).readUInt32BE() / 2 ** 32;
}

/** What is stored of a token: hex SHA-256. A token has 256 bits of its own, so no salt and no slow hash is needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
