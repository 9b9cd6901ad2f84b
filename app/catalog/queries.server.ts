import { and, asc, eq, exists, getTableColumns, isNotNull, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { branches, branchServices, calcomHostMappings, services, serviceStaff, staff } from "#db/schema/catalog.ts";
import type { BookablePerson, Branch, Offering, Person, Service } from "./model.ts";

/** What a visitor may choose from: active, and done by somebody who can be booked. */

export function activeBranches(db: Db): Branch[] {
  return statements(db).activeBranches.all();
}

export function servicesAt(db: Db, branchId: string): Service[] {
  return statements(db).servicesAt.all({ branchId });
}

export function branchesWith(db: Db, serviceId: string): Branch[] {
  return statements(db).branchesWith.all({ serviceId });
}

export function staffFor(db: Db, at: { branchId: string; serviceId: string }): BookablePerson[] {
  return statements(db).staffFor.all(at).map(({ person, eventTypeId, isDefaultType }) => ({ ...person, eventTypeId: eventTypeId!, isDefaultType: isDefaultType === 1 }));
}

/** The same, as what can be booked. */
export function offeringsAt(db: Db, branch: Branch, service: Service): Offering[] {
  return staffFor(db, { branchId: branch.id, serviceId: service.id }).map(({ eventTypeId, isDefaultType, ...staff }) => ({ branch, service, staff, eventTypeId, isDefaultType }));
}

export function branchBySlug(db: Db, slug: string): Branch | null {
  return statements(db).branchBySlug.get({ slug }) ?? null;
}

export function serviceBySlug(db: Db, slug: string): Service | null {
  return statements(db).serviceBySlug.get({ slug }) ?? null;
}

export function staffBySlug(db: Db, slug: string): Person | null {
  return statements(db).staffBySlug.get({ slug }) ?? null;
}

export function offering(db: Db, of: { serviceId: string; branchId: string; staffId: string }): Offering | null {
  return asOffering(statements(db).offering.get(of));
}

/** Reads archived entries too, which bookings still refer to. */

export function branchById(db: Db, id: string): Branch | null {
  return statements(db).branchById.get({ id }) ?? null;
}

export function serviceById(db: Db, id: string): Service | null {
  return statements(db).serviceById.get({ id }) ?? null;
}

export function staffById(db: Db, id: string): Person | null {
  return statements(db).staffById.get({ id }) ?? null;
}

export function byEventTypeId(db: Db, eventTypeId: number): Offering | null {
  return asOffering(statements(db).byEventTypeId.get({ eventTypeId }));
}

/** The person's account at the far end. */
export function hostOf(db: Db, staffId: string): { calcomUserId: number; calcomUsername: string | null } | null {
  return statements(db).hostOf.get({ staffId }) ?? null;
}

const given = sql.placeholder;

/** The type set at Cal.com for services that have none of their own; its id means nothing to the embedded engine. */
const defaultType = sql`(SELECT CAST(chosen.value AS INTEGER) FROM settings chosen, settings ids WHERE chosen.key = 'calcom_default_event_type_id' AND ids.key = 'mapping.far_end' AND ids.value = 'calcom')`;
const bookedThrough = sql<number | null>`coalesce(${serviceStaff.calcomEventTypeId}, ${defaultType})`;

const bookable = (...more: SQL[]) =>
  and(
    eq(branches.active, true),
    eq(services.active, true),
    eq(staff.active, true),
    eq(serviceStaff.active, true),
    isNotNull(bookedThrough),
    sql`(${serviceStaff.branchId}, ${serviceStaff.serviceId}) IN (SELECT ${branchServices.branchId}, ${branchServices.serviceId} FROM ${branchServices})`,
    ...more,
  );

const statements = prepared((db) => {
  const offerings = () =>
    db
      .select({
        branch: getTableColumns(branches),
        service: getTableColumns(services),
        staff: getTableColumns(staff),
        eventTypeId: bookedThrough,
        isDefaultType: sql<number>`${serviceStaff.calcomEventTypeId} IS NULL`,
      })
      .from(serviceStaff)
      .innerJoin(branches, eq(branches.id, serviceStaff.branchId))
      .innerJoin(services, eq(services.id, serviceStaff.serviceId))
      .innerJoin(staff, eq(staff.id, serviceStaff.staffId));
  const somebodyDoes = (service: SQL, branch: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(serviceStaff)
        .innerJoin(staff, eq(staff.id, serviceStaff.staffId))
        .where(and(eq(serviceStaff.serviceId, service), eq(serviceStaff.branchId, branch), eq(staff.active, true), eq(serviceStaff.active, true), isNotNull(bookedThrough))),
    );
  return {
    activeBranches: db.select().from(branches).where(eq(branches.active, true)).orderBy(asc(branches.position), asc(branches.name)).prepare(),
    servicesAt: db
      .select(getTableColumns(services))
      .from(branchServices)
      .innerJoin(services, eq(services.id, branchServices.serviceId))
      .where(and(eq(branchServices.branchId, given("branchId")), eq(services.active, true), somebodyDoes(sql`${services.id}`, sql`${branchServices.branchId}`)))
      .orderBy(asc(services.position), asc(services.name))
      .prepare(),
    branchesWith: db
      .select(getTableColumns(branches))
      .from(branchServices)
      .innerJoin(branches, eq(branches.id, branchServices.branchId))
      .where(and(eq(branchServices.serviceId, given("serviceId")), eq(branches.active, true), somebodyDoes(sql`${branchServices.serviceId}`, sql`${branches.id}`)))
      .orderBy(asc(branches.position), asc(branches.name))
      .prepare(),
    staffFor: db
      .select({ person: getTableColumns(staff), eventTypeId: bookedThrough, isDefaultType: sql<number>`${serviceStaff.calcomEventTypeId} IS NULL` })
      .from(serviceStaff)
      .innerJoin(branches, eq(branches.id, serviceStaff.branchId))
      .innerJoin(services, eq(services.id, serviceStaff.serviceId))
      .innerJoin(staff, eq(staff.id, serviceStaff.staffId))
      .where(bookable(eq(serviceStaff.branchId, given("branchId")), eq(serviceStaff.serviceId, given("serviceId"))))
      .orderBy(asc(staff.position), asc(staff.name))
      .prepare(),
    branchBySlug: db.select().from(branches).where(and(eq(branches.slug, given("slug")), eq(branches.active, true))).prepare(),
    serviceBySlug: db.select().from(services).where(and(eq(services.slug, given("slug")), eq(services.active, true))).prepare(),
    staffBySlug: db.select().from(staff).where(and(eq(staff.slug, given("slug")), eq(staff.active, true))).prepare(),
    offering: offerings()
      .where(
        bookable(
          eq(serviceStaff.serviceId, given("serviceId")),
          eq(serviceStaff.branchId, given("branchId")),
          eq(serviceStaff.staffId, given("staffId")),
        ),
      )
      .prepare(),
    branchById: db.select().from(branches).where(eq(branches.id, given("id"))).prepare(),
    serviceById: db.select().from(services).where(eq(services.id, given("id"))).prepare(),
    staffById: db.select().from(staff).where(eq(staff.id, given("id"))).prepare(),
    byEventTypeId: offerings().where(eq(serviceStaff.calcomEventTypeId, given("eventTypeId"))).prepare(),
    hostOf: db
      .select({ calcomUserId: calcomHostMappings.calcomUserId, calcomUsername: calcomHostMappings.calcomUsername })
      .from(calcomHostMappings)
      .where(eq(calcomHostMappings.staffId, given("staffId")))
      .prepare(),
  };
});

type FoundOffering = Omit<Offering, "eventTypeId" | "isDefaultType"> & { eventTypeId: number | null; isDefaultType: number };

function asOffering(row: FoundOffering | undefined): Offering | null {
  return row && row.eventTypeId !== null ? { ...row, eventTypeId: row.eventTypeId, isDefaultType: row.isDefaultType === 1 } : null;
}
