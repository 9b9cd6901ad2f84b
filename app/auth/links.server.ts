import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { tokens, users } from "#db/schema/people.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { hashToken, newId, newToken, type Random } from "#app/lib/tokens.server.ts";

/** `verify` proves an address (subject: the e-mail), `reset` replaces a password (subject: the user's id). */
type LinkPurpose = "verify" | "reset";

export const VERIFY_MS = DAY_MS;
export const RESET_MS = HOUR_MS;

interface NewLink {
  purpose: LinkPurpose;
  subject: string;
  lifeMs: number;
  data?: Record<string, string>;
}

/** Create a link and return its token; only its hash is stored. */
export function issueLink(tx: Tx, { purpose, subject, lifeMs, data }: NewLink, now: number, random: Random): string {
  const token = newToken(random);
  const row = { id: newId(random), purpose, subject, data, hash: hashToken(token), createdAt: now, expiresAt: now + lifeMs };
  tx.insert(tokens).values(row).run();
  return token;
}

/** What an unused link is for. `name` and `next` are what was typed when it was asked for. */
export interface Link {
  purpose: LinkPurpose;
  email: string;
  /** Null until the address has a row. */
  userId: string | null;
  name: string | null;
  next: string | null;
}

/** Read without using: opening a link changes nothing. Null if it is unknown, used, revoked or expired. */
export function findLink(db: Db | Tx, token: string, now: number): Link | null {
  const row = db.select().from(tokens).where(and(eq(tokens.hash, hashToken(token)), usable(now))).get();
  if (!row) return null;
  const person = db.select().from(users).where(row.purpose === "verify" ? eq(users.email, row.subject) : eq(users.id, row.subject)).get();
  const email = row.purpose === "verify" ? row.subject : person?.email;
  if (!email || person?.blockedAt) return null;
  return { purpose: row.purpose as LinkPurpose, email, userId: person?.id ?? null, name: row.data?.["name"] ?? null, next: row.data?.["next"] ?? null };
}

/** Use it up. A single statement decides, so only one of two users of the same link succeeds. */
export function takeLink(tx: Tx, token: string, now: number): Link | null {
  const link = findLink(tx, token, now);
  const { changes } = tx.update(tokens).set({ usedAt: now }).where(and(eq(tokens.hash, hashToken(token)), usable(now))).run();
  return changes === 1 ? link : null;
}

/** Links in older mails end with the password they would replace. */
export function revokeLinks(tx: Tx, of: { userId: string; email: string | null }, now: number): void {
  const theirs = or(
    and(eq(tokens.purpose, "reset"), eq(tokens.subject, of.userId)),
    and(eq(tokens.purpose, "verify"), eq(tokens.subject, of.email ?? "")),
  );
  tx.update(tokens).set({ revokedAt: now }).where(and(theirs, isNull(tokens.usedAt), isNull(tokens.revokedAt))).run();
}

function usable(now: number) {
  return and(inArray(tokens.purpose, ["verify", "reset"]), isNull(tokens.usedAt), isNull(tokens.revokedAt), gt(tokens.expiresAt, now));
}
