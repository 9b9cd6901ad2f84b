import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { tellOfRole } from "#app/auth/role-notice.server.ts";
import { unlinkStaffAccount } from "#app/auth/staff-link.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import type { By } from "./block.server.ts";
import { findPerson, type PersonRow } from "./find.server.ts";
import { assertOtherAdministrator } from "./last-administrator.server.ts";

/**
 * Change a person's role, effective with their next request. They get a mail, since it may have been a mistake. Staff
 * are made by linking an account to a catalogue person; becoming a customer ends the link.
 *
 * @throws AppError not_found; conflict for a guest, who has no account, and for the only administrator
 */
export function changeRole(app: App, by: By, id: string, role: PersonRow["role"]): void {
  writing(app.db, (tx) => {
    const person = findPerson(tx, id);
    if (person.role === role) return;
    if (role === "staff") throw new AppError("conflict", "Choose whom of the catalogue they are instead.");
    if (role !== "user" && !person.passwordHash) throw new AppError("conflict", "A guest has no account. Invite them instead.");
    if (person.role === "admin") assertOtherAdministrator(tx, id);
    if (role === "user") unlinkAccount(tx, app, by, id);
    tx.update(users).set({ role, updatedAt: app.clock() }).where(eq(users.id, id)).run();
    recordEvent(tx, app, {
      subjectType: "user",
      subjectId: id,
      actor: actorOf(by.viewer),
      source: "admin",
      action: "role changed",
      correlationId: by.correlationId,
      data: { before: { role: person.role }, after: { role } },
    });
    tellOfRole(tx, app, { id, email: person.email, role });
  });
}

function unlinkAccount(tx: Tx, app: App, { viewer, correlationId }: By, userId: string): void {
  const linked = tx.select({ id: staff.id }).from(staff).where(eq(staff.userId, userId)).get();
  if (linked) unlinkStaffAccount(tx, app, { actor: actorOf(viewer), source: "admin", correlationId }, linked.id);
}
