import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { newId, type Random } from "#app/lib/tokens.server.ts";
import { normaliseEmail } from "./email.ts";

export interface Guest {
  name: string;
  email: string;
  phone?: string | null;
}

/**
 * Whose booking it is: the id of the row with this e-mail, or of the one it was merged into, else of a new guest's. An
 * existing row is left as it is, since anybody can type anybody's address; the name and number typed now belong to the
 * booking. An anonymous booking belongs to the account with that address, and is visible only to whoever signs in
 * there.
 */
export function findOrCreateGuest(tx: Tx, guest: Guest, now: number, random: Random): string {
  const email = normaliseEmail(guest.email);
  const known = tx.select({ id: users.id, mergedIntoId: users.mergedIntoId }).from(users).where(eq(users.email, email)).get();
  if (known) return known.mergedIntoId ?? known.id;
  const id = newId(random);
  tx.insert(users).values({ id, email, name: guest.name, phone: guest.phone ?? null, createdAt: now, updatedAt: now }).run();
  return id;
}
