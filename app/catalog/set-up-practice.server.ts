import type { CalcomGateway } from "#app/calcom/gateway.ts";
import { writeCompany } from "#app/settings/company.server.ts";
import { writing, type Tx } from "#db/client.ts";
import { storePerson } from "./add-person.server.ts";
import type { CatalogGround } from "./change.ts";
import { createBranch } from "./create-branch.server.ts";
import { createService } from "./create-service.server.ts";
import type { HostEventType, Hours } from "./hosts.ts";
import { eventTypeFor, storeOffering } from "./offer-service.server.ts";
import type { Practice } from "./practice-form.server.ts";
import { BranchInput, PersonInput, ServiceInput } from "./schema.ts";
import { slugFrom } from "./slugs.ts";

interface Deps extends CatalogGround {
  gateway: CalcomGateway;
}

/**
 * A team's first day: everything somebody needs to be able to book. The far end first, then all rows in one
 * transaction, together with what `alongside` writes for the administrator. A failure leaves nothing here, and sending
 * the form again continues with the account created at the far end.
 */
export async function setUpPractice<T extends { userId: string }>(deps: Deps, practice: Practice, administrator: { name: string; email: string }, alongside: (tx: Tx) => T): Promise<T> {
  const branchInput = BranchInput.parse({ name: practice.branchName, address: practice.address, timeZone: practice.branchTimeZone });
  const serviceInput = ServiceInput.parse({ name: practice.serviceName, durationsMinutes: [practice.minutes], priceCents: practice.price ?? null });
  const personInput = PersonInput.parse(practice.self ? administrator : { name: practice.personName, email: practice.personEmail });
  const hours: Hours = { timeZone: branchInput.timeZone, availability: [{ days: practice.days, startTime: practice.from, endTime: practice.to }], overrides: [] };
  const slug = `${slugFrom(serviceInput.name) || "service"}-${deps.random(3).toString("hex")}`;
  const host = await furnishHost(deps, personInput, hours, eventTypeFor(serviceInput, branchInput, slug));
  return writing(deps.db, (tx) => {
    const made = alongside(tx);
    const by = { actor: `admin:${made.userId}`, source: "web" } as const;
    writeCompany(tx, { name: practice.company, timeZone: practice.timeZone }, deps.clock());
    const branch = createBranch(tx, deps, by, branchInput);
    const service = createService(tx, deps, by, serviceInput);
    const person = storePerson(tx, deps, by, personInput, host);
    storeOffering(tx, deps, by, { branchId: branch.id, serviceId: service.id, staffId: person.id, eventTypeId: host.eventTypeId });
    return made;
  });
}

interface FurnishedHost {
  calcomUserId: number;
  calcomUsername?: string;
  eventTypeId: number;
}

async function furnishHost({ hosts, gateway }: Deps, person: { name: string; email: string }, hours: Hours, eventType: HostEventType): Promise<FurnishedHost> {
  if (hosts.write === null) return furnishOwnAccount(gateway, eventType);
  const { calcomUserId } = await hosts.write.create({ ...person, timeZone: hours.timeZone });
  hosts.write.writeHours(calcomUserId, hours);
  const { eventTypeId } = hosts.write.createEventType(calcomUserId, eventType);
  return { calcomUserId, eventTypeId };
}

/** Cal.com's API cannot create people: the first person is the key's account, with its hours there. */
async function furnishOwnAccount(gateway: CalcomGateway, eventType: HostEventType): Promise<FurnishedHost> {
  const me = await gateway.me({ effort: "write" });
  const place = eventType.place.kind === "branch" ? [{ type: "address", address: eventType.place.address, public: true }] : undefined;
  const { id } = await gateway.createEventType({
    title: eventType.title,
    slug: eventType.slug,
    lengthInMinutes: eventType.lengthsMinutes[0] ?? 30,
    bookingWindowDays: eventType.windowDays,
    locations: place,
  });
  return { calcomUserId: me.id, calcomUsername: me.username, eventTypeId: id };
}
