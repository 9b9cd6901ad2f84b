import { and, asc, eq, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import { tellOfRole } from "#app/auth/role-notice.server.ts";
import { linkStaffAccount, unlinkStaffAccount } from "#app/auth/staff-link.server.ts";
import { actorOf } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import type { By } from "./block.server.ts";
import { findPerson } from "./find.server.ts";

/** Whom in the catalogue somebody is; empty for nobody. */
export const WorksAsForm = z.object({ staff: z.string().max(60).default("") });

/** Who they are in the catalogue, and who they could be: whoever has no sign-in yet. */
export function worksAs(app: App, userId: string): { chosen: string; slug: string | null; options: { value: string; label: string }[] } {
  const found = app.db
    .select({ id: staff.id, slug: staff.slug, name: staff.name, userId: staff.userId })
    .from(staff)
    .where(or(eq(staff.userId, userId), and(isNull(staff.userId), eq(staff.active, true))))
    .orderBy(asc(staff.position), asc(staff.name))
    .all();
  const own = found.find((one) => one.userId === userId);
  return { chosen: own?.id ?? "", slug: own?.slug ?? null, options: [{ value: "", label: "Nobody who takes appointments" }, ...found.map(({ id, name }) => ({ value: id, label: name }))] };
}

/**
 * Link an account to a catalogue person, who can then see and manage their own appointments from the next request on.
 *
 * @throws AppError not_found; conflict for a guest, who has no account, somebody who is blocked, and a person who has a
 *   sign-in already
 */
export function setWorksAs(app: App, { viewer, correlationId }: By, userId: string, staffId: string): void {
  const by = { actor: actorOf(viewer), source: "admin" as const, correlationId };
  writing(app.db, (tx) => {
    const person = findPerson(tx, userId);
    const current = tx.select({ id: staff.id }).from(staff).where(eq(staff.userId, userId)).get();
    if ((current?.id ?? "") === staffId) return;
    if (!person.passwordHash) throw new AppError("conflict", "A guest has no account. Invite them first.");
    const target = staffId === "" ? undefined : tx.select({ userId: staff.userId, name: staff.name }).from(staff).where(eq(staff.id, staffId)).get();
    if (target?.userId) throw new AppError("conflict", `${target.name} has a sign-in already.`);
    if (current) unlinkStaffAccount(tx, app, by, current.id);
    if (staffId !== "") linkStaffAccount(tx, app, by, { staffId, userId });
    const { role } = findPerson(tx, userId);
    if (role !== person.role) tellOfRole(tx, app, { id: userId, email: person.email, role });
  });
}
