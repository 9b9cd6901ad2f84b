import type { z } from "zod";
import type { App } from "#app/app.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { named } from "./booking-json.server.ts";
import type { BranchJson, PersonJson, ServiceJson } from "./catalog-schema.ts";
import { chosenOfferings, type Chosen } from "./choice.server.ts";

/** What can be booked, in the order of the pages. Always a single page. */
const whole = <T>(data: T[]) => ({ data, nextCursor: null });

export function listServices(app: App, chosen: Chosen) {
  const { currency } = readCompany(app.db);
  return whole(grouped(chosenOfferings(app.db, chosen), "service").map((offerings): z.output<typeof ServiceJson> => {
    const { id, slug, name, description, durationsMinutes, priceCents, place, requiresConfirmation, questions } = offerings[0]!.service;
    const asked = questions.map(({ slug, label, type, required, hint = null, options = [] }) => ({ slug, label, type, required, hint, options }));
    return {
      id,
      slug,
      name,
      description,
      durationsMinutes,
      priceCents,
      currency,
      place,
      requiresConfirmation,
      questions: asked,
      branches: names(offerings, "branch"),
      staff: names(offerings, "staff"),
    };
  }));
}

/** E-mail addresses of staff are not shown to customers. */
export function listStaff(app: App, chosen: Chosen) {
  return whole(grouped(chosenOfferings(app.db, chosen), "staff").map((offerings): z.output<typeof PersonJson> => {
    const { id, slug, name, about } = offerings[0]!.staff;
    return { id, slug, name, about, services: names(offerings, "service"), branches: names(offerings, "branch") };
  }));
}

export function listBranches(app: App, chosen: Chosen) {
  return whole(grouped(chosenOfferings(app.db, chosen), "branch").map((offerings): z.output<typeof BranchJson> => {
    const { id, slug, name, address, timeZone, arrivalNotes, phone, email } = offerings[0]!.branch;
    return { id, slug, name, address, timeZone, arrivalNotes, phone, email, services: names(offerings, "service"), staff: names(offerings, "staff") };
  }));
}

type Kind = "service" | "branch" | "staff";

/** Each service, branch or person once, sorted by position and name, with all its offerings. */
function grouped(offerings: Offering[], kind: Kind): Offering[][] {
  const groups = new Map<string, Offering[]>();
  for (const offering of offerings) groups.set(offering[kind].id, [...(groups.get(offering[kind].id) ?? []), offering]);
  return [...groups.values()].sort(([a], [b]) => a![kind].position - b![kind].position || a![kind].name.localeCompare(b![kind].name, "en"));
}

function names(offerings: Offering[], kind: Kind) {
  return grouped(offerings, kind).map(([first]) => named(first![kind])!);
}
