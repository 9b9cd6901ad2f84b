import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { newId } from "#app/lib/tokens.server.ts";

/**
 * Whose booking it is: the signed-in person's, else that of the row with this e-mail. A guest is a row without
 * a password; it becomes an account, bookings and all, when its e-mail is verified. An account found this way
 * is never altered: whoever knows an address may book for it, and no more.
 */
export function customerId(tx: Tx, app: Pick<App, "clock" | "random">, viewer: Viewer | null, attendee: { name: string; email: string; phone?: string }): string {
  if (viewer && (viewer.kind === "user" || viewer.kind === "admin")) return viewer.userId;
  const email = attendee.email.trim().toLowerCase();
  const known = tx.select({ id: users.id }).from(users).where(eq(users.email, email)).get();
  if (known) return known.id;
  const id = newId(app.random);
  const nowMs = app.clock();
  tx.insert(users).values({ id, email, name: attendee.name, phone: attendee.phone ?? null, createdAt: nowMs, updatedAt: nowMs }).run();
  return id;
}
