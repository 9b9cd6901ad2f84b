import { and, eq, isNull } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { normaliseEmail } from "./email.ts";
import { findOrCreateGuest } from "./guests.server.ts";
import { revokeLinks } from "./links.server.ts";
import { hashPassword } from "./password.server.ts";
import { closeSessionsOf } from "./sessions.server.ts";
import type { User } from "./user.ts";

interface Person {
  email: string;
  name: string;
  role: User["role"];
}

/** An account with a password from the start, for the set-up. */
export async function createAccount(deps: { db: Db; random: Random }, person: Person & { password: string }, now: number): Promise<string> {
  const passwordHash = await hashPassword(person.password);
  return writing(deps.db, (tx) => insertAccount(tx, { ...person, passwordHash }, now, deps.random));
}

/**
 * Create the account of a person whose address is verified, and return its id. A guest's row becomes the account, so
 * the bookings made with the address are its own from then on.
 * @throws AppError `conflict` when the address has an account already.
 */
export function insertAccount(tx: Tx, person: Person & { passwordHash: string }, now: number, random: Random): string {
  const { name, role, passwordHash } = person;
  const id = findOrCreateGuest(tx, person, now, random);
  const { changes } = tx.update(users).set({ name, role, passwordHash, updatedAt: now }).where(and(eq(users.id, id), isNull(users.passwordHash), isNull(users.blockedAt))).run();
  if (changes === 0) throw new AppError("conflict", "There is an account with this e-mail address already.");
  revokeLinks(tx, { userId: id, email: normaliseEmail(person.email) }, now);
  return id;
}

/** A new password ends every session and every other link. False when the account is closed or gone. */
export function changePassword(tx: Tx, userId: string, passwordHash: string, now: number): boolean {
  const changed = tx.update(users).set({ passwordHash, updatedAt: now }).where(and(eq(users.id, userId), isNull(users.blockedAt))).returning({ email: users.email }).get();
  if (!changed) return false;
  closeSessionsOf(tx, userId);
  revokeLinks(tx, { userId, email: changed.email }, now);
  return true;
}

/** The e-mail address of a user row. */
export function emailOf(db: Db | Tx, userId: string): string | null {
  return db.select({ email: users.email }).from(users).where(eq(users.id, userId)).get()?.email ?? null;
}

export interface Account {
  id: string;
  email: string;
  passwordHash: string | null;
  blockedAt: number | null;
}

/** The row with this e-mail, guest's or account's. */
export function findByEmail(db: Db | Tx, email: string): (User & Account) | null {
  const row = db.select().from(users).where(eq(users.email, normaliseEmail(email))).get();
  return row ? { ...row, email: row.email as string } : null;
}
