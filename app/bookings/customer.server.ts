import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import type { BookRequest } from "./book.server.ts";

/** Whose booking it is: the signed-in person's, else that of whoever has the e-mail. Administrators book for whom they name. */
export function customerId(tx: Tx, app: Pick<App, "clock" | "random">, viewer: Viewer | null, { attendee }: Pick<BookRequest, "attendee">): string {
  if (viewer?.kind === "user" || viewer?.kind === "staff") return viewer.userId;
  const id = findOrCreateGuest(tx, attendee, app.clock(), app.random);
  if (viewer === null) assertWelcome(tx, id);
  return id;
}

/** Whoever is blocked cannot book under their address without signing in either; the desk still can for them. */
function assertWelcome(tx: Tx, id: string): void {
  const person = tx.select({ blockedAt: users.blockedAt }).from(users).where(eq(users.id, id)).get();
  if (person?.blockedAt) throw new AppError("conflict", "We cannot take this booking online. Please call us.", { cause: { code: "blocked" } });
}
