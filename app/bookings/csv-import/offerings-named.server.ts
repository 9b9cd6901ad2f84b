import type { Db } from "#db/client.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import type { Offering } from "#app/catalog/model.ts";
import { offeringsAt } from "#app/catalog/queries.server.ts";

type Cells = Record<string, string>;

/** Whom a row can be booked with; an error sentence if nobody. */
export type OfferingsNamed = (cells: Cells) => Offering[] | string;

/** Rows keep naming the same few things: each is looked up once. */
export function offeringsNamed(db: Db): OfferingsNamed {
  const known = new Map<string, Offering[] | string>();
  const catalogue = {
    services: db.select().from(services).all().filter(({ active }) => active),
    branches: db.select().from(branches).all().filter(({ active }) => active),
    people: db.select().from(staff).all(),
  };
  return (cells) => {
    const key = JSON.stringify([cells.service, cells.branch, cells.staff]);
    const found = known.get(key) ?? lookUp(db, catalogue, cells);
    known.set(key, found);
    return found;
  };
}

interface Catalogue {
  services: Offering["service"][];
  branches: Offering["branch"][];
  people: Offering["staff"][];
}

function lookUp(db: Db, { services, branches, people }: Catalogue, cells: Cells): Offering[] | string {
  const service = services.find((one) => same(cells.service, one));
  if (!service) return `Unknown service: ${cells.service || "none"}`;
  const asked = cells.branch ? branches.filter((one) => same(cells.branch, one)) : branches;
  if (cells.branch && asked.length === 0) return `Unknown branch: ${cells.branch}`;
  if (cells.staff && !people.some((one) => same(cells.staff, one))) return `Unknown person: ${cells.staff}`;
  const able = asked
    .map((branch) => offeringsAt(db, branch, service).filter(({ staff }) => !cells.staff || same(cells.staff, staff)))
    .filter((some) => some.length > 0);
  if (able.length > 1) return "It does not say at which branch";
  return able[0] ?? `${cells.staff || "Nobody"} ${cells.staff ? "does not do" : "does"} ${service.name}${cells.branch ? ` at ${cells.branch}` : ""}`;
}

/** By name or slug. */
function same(said: string | undefined, { name, slug }: { name: string; slug: string }): boolean {
  return [name.toLowerCase(), slug].includes(said?.toLowerCase() ?? "");
}
