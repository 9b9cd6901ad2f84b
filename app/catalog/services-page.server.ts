import { and, asc, eq } from "drizzle-orm";
import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { lengthText } from "#app/lib/length.ts";
import { priceText } from "#app/lib/format.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { branches, services, serviceStaff, staff } from "#db/schema/catalog.ts";
import { serviceById } from "./queries.server.ts";
import { serviceValues } from "./service-form.server.ts";
import { versionOf } from "./version.server.ts";

/** Every service with who does it where; those of the archive are last. */
export function servicesPage({ db }: Pick<App, "db">) {
  const { currency } = readCompany(db);
  const doers = db
    .select({ serviceId: serviceStaff.serviceId, person: staff.name, branch: branches.name })
    .from(serviceStaff)
    .innerJoin(staff, eq(staff.id, serviceStaff.staffId))
    .innerJoin(branches, eq(branches.id, serviceStaff.branchId))
    .where(and(eq(serviceStaff.active, true), eq(staff.active, true), eq(branches.active, true)))
    .orderBy(asc(staff.position), asc(staff.name))
    .all();
  const rows = db.select().from(services).orderBy(asc(services.position), asc(services.name)).all();
  const listed = rows.map((service) => {
    const own = doers.filter(({ serviceId }) => serviceId === service.id);
    return {
      id: service.id,
      name: service.name,
      isActive: service.active,
      colour: service.colour,
      durations: service.durationsMinutes.map(lengthText).join(", "),
      price: service.priceCents === null ? "" : priceText(service.priceCents, currency),
      people: [...new Set(own.map(({ person }) => person))],
      branches: [...new Set(own.map(({ branch }) => branch))],
      questions: service.questions.length,
    };
  });
  return { services: listed.filter(({ isActive }) => isActive), archived: listed.filter(({ isActive }) => !isActive) };
}

/** One service as its form shows it. @throws AppError not_found */
export function servicePage({ db, hosts }: Pick<App, "db" | "hosts">, id: string) {
  const service = serviceById(db, id);
  if (!service) throw new AppError("not_found", "There is no such service.");
  const now = serviceValues(service);
  return {
    id,
    now,
    version: versionOf(now),
    name: service.name,
    isActive: service.active,
    questions: service.questions.map(({ label, required }) => ({ label, required })),
    currency: readCompany(db).currency,
    isWithCalcom: hosts.write === null,
  };
}
