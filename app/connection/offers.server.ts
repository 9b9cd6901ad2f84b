import { and, asc, eq, getTableColumns } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { branches, calcomHostMappings, services, serviceStaff, staff } from "#db/schema/catalog.ts";

/** Who does what where, with the event type each is booked through and who the person is at Cal.com. */
export function offersOf(db: Db) {
  return db
    .select({ ...getTableColumns(serviceStaff), service: services.name, minutes: services.durationsMinutes, person: staff.name, branch: branches.name, calcomUserId: calcomHostMappings.calcomUserId })
    .from(serviceStaff)
    .innerJoin(services, eq(services.id, serviceStaff.serviceId))
    .innerJoin(staff, eq(staff.id, serviceStaff.staffId))
    .innerJoin(branches, eq(branches.id, serviceStaff.branchId))
    .leftJoin(calcomHostMappings, eq(calcomHostMappings.staffId, serviceStaff.staffId))
    .where(and(eq(serviceStaff.active, true), eq(services.active, true), eq(staff.active, true), eq(branches.active, true)))
    .orderBy(asc(services.position), asc(staff.position), asc(branches.position))
    .all()
    .map(({ calcomEventTypeId, ...offer }) => ({ ...offer, eventTypeId: calcomEventTypeId }));
}
