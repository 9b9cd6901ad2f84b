import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { closeSession } from "./sessions.server.ts";

/** Deletes the row, so that a copy of the cookie is worthless too. */
export function signOut(app: App, sessionId: string | null): void {
  if (sessionId === null) return;
  writing(app.db, (tx) => {
    const userId = closeSession(tx, sessionId);
    if (userId !== null) recordEvent(tx, app, { subjectType: "session", subjectId: userId, actor: `user:${userId}`, action: "signed out", source: "web" });
  });
}
