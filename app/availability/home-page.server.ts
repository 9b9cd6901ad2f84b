import type { App } from "#app/app.server.ts";
import { activeBranches, servicesAt } from "#app/catalog/queries.server.ts";
import { mapHref } from "#app/lib/map-link.ts";
import { paths } from "#app/lib/paths.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { costText } from "./book-step.server.ts";

/** What can be booked here, and where. Does not call the far end, so the first page works even when that is down. */
export function homePage(app: App) {
  const { name, currency } = readCompany(app.db);
  const open = activeBranches(app.db).map((branch) => ({ branch, services: servicesAt(app.db, branch.id) })).filter(({ services }) => services.length > 0);
  const services = new Map(open.flatMap((at) => at.services).map((service) => [service.id, service]));
  const namesOf = (serviceId: string) => open.filter((at) => at.services.some(({ id }) => id === serviceId)).map(({ branch }) => branch.name);
  return {
    company: name,
    services: [...services.values()]
      .sort((a, b) => a.position - b.position)
      .map((service) => ({
        href: paths.bookService(service.slug),
        title: service.name,
        note: namesOf(service.id).length < open.length ? `${service.description} Only at ${only.format(namesOf(service.id))}.` : service.description,
        side: costText(service, currency),
      })),
    branches: open.map(({ branch: { slug, name: title, address, phone } }) => ({ slug, name: title, address, phone, mapHref: mapHref(address) })),
  };
}

const only = new Intl.ListFormat("en-GB", { type: "conjunction" });
