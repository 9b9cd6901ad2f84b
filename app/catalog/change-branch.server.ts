import { and, eq, isNotNull, ne } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { writing, type Tx } from "#db/client.ts";
import { branches, services, serviceStaff } from "#db/schema/catalog.ts";
import { branchValues } from "./branch-form.ts";
import { changedFields } from "./changed-fields.ts";
import type { By, CatalogGround } from "./change.ts";
import type { Branch } from "./model.ts";
import { eventTypeFor } from "./offer-service.server.ts";
import { branchById } from "./queries.server.ts";
import { slugTaken } from "./slugs.ts";
import { assertVersion } from "./version.server.ts";

export type BranchChange = Partial<Omit<Branch, "id" | "createdAt">>;

/** Update a branch; event types that take place there get its new address. @throws AppError not_found; conflict on `version` or `slug` */
export function changeBranch(deps: CatalogGround, by: By, id: string, { change, version }: { change: BranchChange; version: string }): void {
  const { db } = deps;
  writing(db, (tx) => {
    const branch = branchById(db, id);
    if (!branch) throw new AppError("not_found", "There is no such branch.");
    assertVersion(branchValues(branch), version);
    const data = changedFields(branch, change);
    if (data === null) return;
    if (change.slug !== undefined && tx.select({ id: branches.id }).from(branches).where(and(eq(branches.slug, change.slug), ne(branches.id, id))).get()) throw slugTaken();
    tx.update(branches).set(change).where(eq(branches.id, id)).run();
    if (data.after.address !== undefined) writeEventTypes(tx, deps, { ...branch, ...change });
    recordEvent(tx, deps, { ...by, subjectType: "branch", subjectId: id, action: "changed", data });
  });
}

function writeEventTypes(tx: Tx, { hosts }: CatalogGround, branch: Branch): void {
  const { write } = hosts;
  if (write === null) return;
  const types = tx
    .select({ id: serviceStaff.calcomEventTypeId, service: services })
    .from(serviceStaff)
    .innerJoin(services, eq(services.id, serviceStaff.serviceId))
    .where(and(eq(serviceStaff.branchId, branch.id), eq(services.place, "branch"), isNotNull(serviceStaff.calcomEventTypeId)))
    .all();
  for (const { id, service } of types) write.changeEventType(id as number, eventTypeFor(service, branch, service.slug));
}
