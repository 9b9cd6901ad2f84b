import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { letters } from "#app/auth/letters.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import type { By } from "./block.server.ts";
import { findPerson, type PersonRow } from "./find.server.ts";
import { assertOtherAdministrator } from "./last-administrator.server.ts";

/**
 * What somebody may do here; it holds from their next click on. They are written to, since it may not have been meant.
 *
 * @throws AppError not_found; conflict for a guest, who has no account, and for the only administrator
 */
export function changeRole(app: App, by: By, id: string, role: PersonRow["role"]): void {
  writing(app.db, (tx) => {
    const person = findPerson(tx, id);
    if (person.role === role) return;
    if (role !== "user" && !person.passwordHash) throw new AppError("conflict", "A guest has no account. Invite them instead.");
    if (person.role === "admin") assertOtherAdministrator(tx, id);
    tx.update(users).set({ role, updatedAt: app.clock() }).where(eq(users.id, id)).run();
    recordEvent(tx, app, { subjectType: "user", subjectId: id, actor: actorOf(by.viewer), source: "admin", action: "role changed", correlationId: by.correlationId, data: { before: { role: person.role }, after: { role } } });
    enqueueMail(tx, app, { kind: "role-changed", recipient: person.email, userId: id, payload: letters["role-changed"]() });
  });
}
