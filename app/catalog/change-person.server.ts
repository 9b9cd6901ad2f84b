import { and, eq, ne } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import type { By, CatalogGround } from "./change.ts";
import { changedFields } from "./changed-fields.ts";
import type { Person } from "./model.ts";
import { personValues } from "./person-form.ts";
import { staffById } from "./queries.server.ts";
import { slugTaken } from "./slugs.ts";
import { assertVersion } from "./version.server.ts";

export type PersonChange = Partial<Pick<Person, "name" | "slug" | "email" | "about">>;

/** Update a person's name, e-mail or description. @throws AppError not_found; conflict on `version` or `slug` */
export function changePerson(deps: CatalogGround, by: By, id: string, { change, version }: { change: PersonChange; version: string }): void {
  const { db } = deps;
  writing(db, (tx) => {
    const person = staffById(db, id);
    if (!person) throw new AppError("not_found", "There is no such person.");
    assertVersion(personValues(person), version);
    const data = changedFields(person, change);
    if (data === null) return;
    if (change.slug !== undefined && tx.select({ id: staff.id }).from(staff).where(and(eq(staff.slug, change.slug), ne(staff.id, id))).get()) throw slugTaken();
    tx.update(staff).set(change).where(eq(staff.id, id)).run();
    recordEvent(tx, deps, { ...by, subjectType: "staff", subjectId: id, action: "changed", data });
  });
}
