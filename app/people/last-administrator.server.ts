import { and, count, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { AppError } from "#app/lib/errors.ts";

/**
 * Make sure that an administrator remains.
 *
 * @throws AppError conflict when this person is the only administrator who can sign in
 */
export function assertOtherAdministrator(tx: Tx, exceptId: string): void {
  const others = tx.select({ n: count() }).from(users).where(and(eq(users.role, "admin"), isNull(users.blockedAt), isNotNull(users.passwordHash), ne(users.id, exceptId))).get()!.n;
  if (others === 0) throw new AppError("conflict", "This is the only administrator. Make somebody else one first.");
}
