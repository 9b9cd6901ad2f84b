import { and, asc, eq } from "drizzle-orm";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { branches, services, serviceStaff, staff } from "#db/schema/catalog.ts";
import { WEEKDAYS } from "./hosts.ts";
import type { Hours } from "./hosts.ts";
import { hoursOf } from "./hours-of.server.ts";
import { staffById } from "./queries.server.ts";
import { personValues } from "./person-form.ts";
import { versionOf } from "./version.server.ts";

/** Everybody who takes appointments, with what they do and when. */
export async function staffPage(app: App) {
  const { db } = app;
  const rows = db.select().from(staff).orderBy(asc(staff.position), asc(staff.name)).all();
  const hours = await hoursOf(app, rows.filter(({ active }) => active).map(({ id }) => id));
  const does = db
    .select({ staffId: serviceStaff.staffId, service: services.name, branch: branches.name })
    .from(serviceStaff)
    .innerJoin(services, eq(services.id, serviceStaff.serviceId))
    .innerJoin(branches, eq(branches.id, serviceStaff.branchId))
    .where(and(eq(serviceStaff.active, true), eq(services.active, true), eq(branches.active, true)))
    .orderBy(asc(services.position), asc(services.name))
    .all();
  const listed = rows.map(({ id, name, active }) => {
    const own = does.filter(({ staffId }) => staffId === id);
    return { id, name, active, week: weekText(hours.get(id) ?? null), services: [...new Set(own.map(({ service }) => service))], branches: [...new Set(own.map(({ branch }) => branch))] };
  });
  return { isWithCalcom: app.hosts.write === null, people: listed.filter(({ active }) => active), archived: listed.filter(({ active }) => !active) };
}

/** "Mon, Tue, Thu" */
function weekText(hours: Hours | null): string {
  return hours ? WEEKDAYS.filter((day) => hours.availability.some(({ days }) => days.includes(day))).map((day) => day.slice(0, 3)).join(", ") || "Not at all" : "";
}

/** One person as their form shows them. @throws AppError not_found */
export function personPage({ db, hosts }: Pick<App, "db" | "hosts">, id: string) {
  const person = staffById(db, id);
  if (!person) throw new AppError("not_found", "There is no such person.");
  const now = personValues(person);
  return { id, name: person.name, isActive: person.active, now, version: versionOf(now), isWithCalcom: hosts.write === null };
}
