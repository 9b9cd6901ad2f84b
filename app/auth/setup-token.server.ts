import { and, eq, isNull } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { tokens, users } from "#db/schema/people.ts";
import type { Clock } from "#app/lib/time.ts";
import { hashToken, newId, newToken, type Random } from "#app/lib/tokens.server.ts";

/**
 * The token for setting up an empty database, for the link printed at each start until there is an administrator. A new
 * one replaces the previous one. Null when there is an administrator.
 */
export function ensureSetupToken(db: Db, random: Random, clock: Clock): string | null {
  return writing(db, (tx) => {
    const now = clock();
    tx.update(tokens).set({ revokedAt: now }).where(open()).run();
    if (hasAdministrator(tx)) return null;
    const token = newToken(random);
    tx.insert(tokens).values({ id: newId(random), purpose: "setup", subject: "setup", hash: hashToken(token), createdAt: now }).run();
    return token;
  });
}

/** Check without using: opening the link changes nothing. */
export function isSetupToken(db: Db | Tx, token: string): boolean {
  if (hasAdministrator(db)) return false;
  return db.select({ id: tokens.id }).from(tokens).where(and(eq(tokens.hash, hashToken(token)), open())).get() !== undefined;
}

/** Use it up; false if it is no longer valid. */
export function takeSetupToken(tx: Tx, token: string, now: number): boolean {
  if (!isSetupToken(tx, token)) return false;
  return tx.update(tokens).set({ usedAt: now }).where(and(eq(tokens.hash, hashToken(token)), open())).run().changes === 1;
}

function hasAdministrator(db: Db | Tx): boolean {
  return db.select({ id: users.id }).from(users).where(eq(users.role, "admin")).limit(1).get() !== undefined;
}

function open() {
  return and(eq(tokens.purpose, "setup"), isNull(tokens.usedAt), isNull(tokens.revokedAt));
}
