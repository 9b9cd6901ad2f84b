import type { Db } from "#db/client.ts";
import { ANYONE } from "#app/availability/choice.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { activeBranches, offeringsAt, servicesAt } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";

/** What a client may choose, each by slug or id. */
export interface Chosen {
  service?: string;
  branch?: string;
  staff?: string;
}

/** Everything that can be booked: who does what where. */
function everyOffering(db: Db): Offering[] {
  return activeBranches(db).flatMap((branch) => servicesAt(db, branch.id).flatMap((service) => offeringsAt(db, branch, service)));
}

/**
 * The offerings that match; what was not named is left open.
 *
 * @throws AppError invalid on a name that is unknown or does not fit the others
 */
export function chosenOfferings(db: Db, chosen: Chosen): Offering[] {
  let left = everyOffering(db);
  for (const kind of ["service", "branch", "staff"] as const) {
    const asked = chosen[kind];
    if (asked === undefined || (kind === "staff" && asked === ANYONE)) continue;
    const found = left.filter(({ [kind]: { id, slug } }) => slug === asked || id === asked);
    if (found.length === 0) throw unknown(kind, chosen);
    left = found;
  }
  return left;
}

function unknown(kind: keyof Chosen, { service, branch }: Chosen): AppError {
  const sentence = {
    service: "There is no such service to book.",
    branch: service === undefined ? "There is no such branch." : "There is no such branch, or it does not offer this service.",
    staff: service === undefined && branch === undefined ? "There is nobody of that name." : "There is nobody of that name who does this here.",
  }[kind];
  return new AppError("invalid", sentence, { fields: { [kind]: sentence } });
}
