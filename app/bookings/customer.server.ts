import type { Tx } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import type { BookRequest } from "./book.server.ts";

/** Whose booking it is: the signed-in person's, else that of whoever has the e-mail. An administrator's program books for others. */
export function customerId(tx: Tx, app: Pick<App, "clock" | "random">, viewer: Viewer | null, { attendee, source }: Pick<BookRequest, "attendee" | "source">): string {
  if (viewer?.kind === "user" || (viewer?.kind === "admin" && source !== "api")) return viewer.userId;
  return findOrCreateGuest(tx, attendee, app.clock(), app.random);
}
