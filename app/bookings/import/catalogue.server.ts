import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { calcomHostMappings, services, serviceStaff, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomEventType } from "#app/calcom/model.ts";
import { storePerson } from "#app/catalog/add-person.server.ts";
import type { By } from "#app/catalog/change.ts";
import { createService } from "#app/catalog/create-service.server.ts";
import type { Branch, Person, Service } from "#app/catalog/model.ts";
import { duration } from "#app/catalog/schema.ts";
import { storeOffering } from "#app/catalog/offer-service.server.ts";
import type { KnownHost } from "./people.ts";

export interface CatalogueReport {
  services: string[];
  people: string[];
  /** Event types that can be booked here from now on. */
  offered: number;
  known: number;
  left: { title: string; why: string }[];
}

/**
 * Services, people and who does what, from the event types. Only types with one host: `/v2/slots` takes no host, so a
 * type with several cannot say whose time is free.
 */
export function importCatalogue(tx: Tx, app: App, by: By, { branch, eventTypes, hosts }: { branch: Branch; eventTypes: CalcomEventType[]; hosts: Map<number, KnownHost> }): CatalogueReport {
  const report: CatalogueReport = { services: [], people: [], offered: 0, known: 0, left: [] };
  const leave = ({ title }: CalcomEventType, why: string) => void report.left.push({ title, why });
  for (const type of eventTypes) {
    const [only, ...others] = type.hosts;
    const host = only && hosts.get(only.userId);
    if (tx.select().from(serviceStaff).where(eq(serviceStaff.calcomEventTypeId, type.id)).get()) report.known += 1;
    else if (type.hidden) leave(type, "it is hidden");
    else if (!only) leave(type, "it has no host");
    else if (others.length > 0) leave(type, `it has ${type.hosts.length} hosts: make one event type for each`);
    else if (!host) leave(type, "Cal.com does not tell its host's e-mail address");
    else if (durationsOf(type).length === 0) leave(type, "none of its lengths is between 5 minutes and a day");
    else {
      const service = serviceOf(tx, app, by, type, report);
      const person = personOf(tx, app, by, host, report);
      if (isOffered(tx, service, person, branch)) leave(type, `${person.name} does ${service.name} through another event type already`);
      else {
        storeOffering(tx, app, by, { branchId: branch.id, serviceId: service.id, staffId: person.id, eventTypeId: type.id });
        report.offered += 1;
      }
    }
  }
  return report;
}

/** Event types of one title are one service, done by several people. */
function serviceOf(tx: Tx, app: App, by: By, type: CalcomEventType, report: CatalogueReport): Service {
  const name = type.title.trim().slice(0, 80) || type.slug;
  const known = tx.select().from(services).all().find((service) => service.name.toLowerCase() === name.toLowerCase());
  if (known) return known;
  report.services.push(name);
  return createService(tx, app, by, {
    name,
    description: type.description.slice(0, 1_000),
    durationsMinutes: durationsOf(type),
    requiresConfirmation: type.requiresConfirmation,
  });
}

/** Those a service may have, its usual one first. */
function durationsOf({ lengthInMinutes, lengthInMinutesOptions }: CalcomEventType): number[] {
  return [...new Set([lengthInMinutes, ...lengthInMinutesOptions])].filter((each) => duration.safeParse(each).success).slice(0, 8);
}

function personOf(tx: Tx, app: App, by: By, host: KnownHost, report: CatalogueReport): Person {
  const mapped = tx.select({ person: staff }).from(calcomHostMappings).innerJoin(staff, eq(staff.id, calcomHostMappings.staffId)).where(eq(calcomHostMappings.calcomUserId, host.id)).get();
  if (mapped) return mapped.person;
  const email = host.email.toLowerCase();
  const known = tx.select().from(staff).all().find((person) => person.email?.toLowerCase() === email);
  if (known) {
    tx.insert(calcomHostMappings)
      .values({ staffId: known.id, calcomUserId: host.id, calcomUsername: host.username })
      .onConflictDoUpdate({ target: calcomHostMappings.staffId, set: { calcomUserId: host.id } })
      .run();
    return known;
  }
  report.people.push(host.name);
  return storePerson(tx, app, by, { name: host.name.trim().slice(0, 80) || email, email }, { calcomUserId: host.id, calcomUsername: host.username });
}

function isOffered(tx: Tx, service: Service, person: Person, branch: Branch): boolean {
  const rows = tx.select().from(serviceStaff).where(eq(serviceStaff.serviceId, service.id)).all();
  return rows.some((row) => row.staffId === person.id && row.branchId === branch.id && row.calcomEventTypeId !== null);
}
