import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { closeSession } from "./sessions.server.ts";

/** The row goes, so a copy of the cookie opens nothing either. */
export function signOut(app: App, sessionId: string | null): void {
  if (sessionId !== null) writing(app.db, (tx) => closeSession(tx, sessionId));
}
