import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { accountMail } from "#app/auth/account-mails.server.ts";
import { closeSessionsOf } from "#app/auth/sessions.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { findPerson } from "./find.server.ts";
import { assertOtherAdministrator } from "./last-administrator.server.ts";

export interface By {
  viewer: Viewer;
  correlationId: string;
}

/**
 * Block or unblock a person. Blocked people are signed out everywhere and cannot sign in, book online or use a token;
 * their appointments stay.
 *
 * @throws AppError not_found; conflict for the only administrator
 */
export function setBlocked(app: App, by: By, id: string, isBlocked: boolean): void {
  writing(app.db, (tx) => {
    const person = findPerson(tx, id);
    if ((person.blockedAt !== null) === isBlocked) return;
    if (isBlocked && person.role === "admin") assertOtherAdministrator(tx, id);
    const nowMs = app.clock();
    tx.update(users).set({ blockedAt: isBlocked ? nowMs : null, updatedAt: nowMs }).where(eq(users.id, id)).run();
    if (isBlocked) closeSessionsOf(tx, id);
    if (isBlocked && person.passwordHash) enqueueMail(tx, app, { recipient: person.email, userId: id, ...accountMail(app, "blocked") });
    recordEvent(tx, app, { subjectType: "user", subjectId: id, actor: actorOf(by.viewer), source: "admin", action: isBlocked ? "blocked" : "unblocked", correlationId: by.correlationId });
  });
}
