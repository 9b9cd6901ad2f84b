import { asc, eq, inArray, or } from "drizzle-orm";
import { branches, serviceStaff, staff } from "#db/schema/catalog.ts";
import type { App } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { readCompany } from "#app/settings/company.server.ts";

/** Somebody whose day is looked at. */
export interface DayPerson {
  id: string;
  slug: string;
  name: string;
  /** The time zone they work in: that of their first branch. */
  zone: string;
}

/** Whose days this viewer may see: staff their own, administrators everybody's, plus archived people who are named. */
export function dayPeople(app: App, viewer: PersonViewer, named: string[] = []): DayPerson[] {
  const who = viewer.kind === "admin" ? or(eq(staff.active, true), inArray(staff.id, named)) : eq(staff.id, viewer.kind === "staff" ? viewer.staffId : "");
  const zones = zonesOfPeople(app);
  const home = readCompany(app.db).timeZone;
  const people = app.db.select({ id: staff.id, slug: staff.slug, name: staff.name }).from(staff).where(who).orderBy(asc(staff.position), asc(staff.name)).all();
  return people.map((person) => ({ ...person, zone: zones.get(person.id) ?? home }));
}

function zonesOfPeople({ db }: App): Map<string, string> {
  const at = db.select({ id: serviceStaff.staffId, zone: branches.timeZone }).from(serviceStaff).innerJoin(branches, eq(branches.id, serviceStaff.branchId)).orderBy(asc(branches.position)).all();
  const zones = new Map<string, string>();
  for (const { id, zone } of at) if (!zones.has(id)) zones.set(id, zone);
  return zones;
}
