import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";

/** Whose booking it is: the signed-in person's, else that of whoever has the e-mail. */
export function customerId(tx: Tx, app: Pick<App, "clock" | "random">, viewer: Viewer | null, attendee: { name: string; email: string; phone?: string }): string {
  if (viewer?.kind === "user" || viewer?.kind === "admin") return viewer.userId;
  return findOrCreateGuest(tx, attendee, app.clock(), app.random);
}
