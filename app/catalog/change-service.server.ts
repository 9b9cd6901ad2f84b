import { and, eq, isNotNull, ne } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import type { Tx } from "#db/client.ts";
import { branches, services, serviceStaff } from "#db/schema/catalog.ts";
import { changedFields } from "./changed-fields.ts";
import type { By, CatalogGround } from "./change.ts";
import type { Service } from "./model.ts";
import { eventTypeFor } from "./offer-service.server.ts";
import { slugTaken } from "./slugs.ts";

export type ServiceChange = Partial<Omit<Service, "id" | "createdAt">>;

/**
 * Update a service and, if we can write them, the event types it is booked through.
 *
 * @returns whether anything changed
 * @throws AppError conflict on `slug`
 */
export function changeService(tx: Tx, deps: CatalogGround, by: By, service: Service, change: ServiceChange): boolean {
  const data = changedFields(service, change);
  if (data === null) return false;
  if (change.slug !== undefined && tx.select({ id: services.id }).from(services).where(and(eq(services.slug, change.slug), ne(services.id, service.id))).get()) throw slugTaken();
  tx.update(services).set(change).where(eq(services.id, service.id)).run();
  writeEventTypes(tx, deps, { ...service, ...change });
  recordEvent(tx, deps, { ...by, subjectType: "service", subjectId: service.id, action: "changed", data });
  return true;
}

function writeEventTypes(tx: Tx, { hosts }: CatalogGround, service: Service): void {
  const { write } = hosts;
  if (write === null) return;
  const types = tx
    .select({ id: serviceStaff.calcomEventTypeId, branch: branches })
    .from(serviceStaff)
    .innerJoin(branches, eq(branches.id, serviceStaff.branchId))
    .where(and(eq(serviceStaff.serviceId, service.id), isNotNull(serviceStaff.calcomEventTypeId)))
    .all();
  for (const { id, branch } of types) write.changeEventType(id as number, eventTypeFor(service, branch, service.slug));
}
