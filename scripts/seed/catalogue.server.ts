import { createBranch } from "#app/catalog/create-branch.server.ts";
import { createService } from "#app/catalog/create-service.server.ts";
import { storePerson } from "#app/catalog/add-person.server.ts";
import { eventTypeFor, storeOffering } from "#app/catalog/offer-service.server.ts";
import type { Hours } from "#app/catalog/hosts.ts";
import type { Offering } from "#app/catalog/model.ts";
import { addEventType, addMember, addUser } from "#app/engine/provision.server.ts";
import { embeddedAccount, eventTypeFields } from "#app/hosts.server.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import type { Db, Tx } from "#db/client.ts";
import { branches, people, type BranchKey } from "./practice.ts";
import { services, type ServiceKey } from "./services.ts";

export interface SeedDeps {
  db: Db;
  clock: Clock;
  random: Random;
}

/** The offerings, with what planning a booking needs to know about the person. */
export type SeedOffering = Offering & { key: ServiceKey; home: BranchKey; hours: Hours; videoLink: string };

const by = { actor: "system:demo", source: "import" } as const;

/** Branches, services and people, here and at the embedded engine. */
export function seedCatalogue(tx: Tx, deps: SeedDeps): SeedOffering[] {
  const branchRows = mapValues(branches, (input) => createBranch(tx, deps, by, input));
  const serviceRows = mapValues(services, (input) => createService(tx, deps, by, input));
  const { teamId } = embeddedAccount(deps);
  return people.flatMap(({ hours, offers, username, ...input }) => {
    const { userId } = addUser(deps, { name: input.name, email: input.email, username, timeZone: hours.timeZone, weekStart: "Monday", schedule: hours });
    addMember(deps, { teamId, userId });
    const staff = storePerson(tx, deps, by, input, { calcomUserId: userId, calcomUsername: username });
    const videoLink = `https://meet.frontdesk.test/${username}`;
    return (Object.entries(offers) as [BranchKey, ServiceKey[]][]).flatMap(([branchKey, keys]) =>
      keys.map((key): SeedOffering => {
        const branch = branchRows[branchKey];
        const service = serviceRows[key];
        const told = eventTypeFor(service, branch, `${service.slug}-${branchKey}`);
        const place = service.place === "video" ? { kind: "video" as const, link: videoLink } : told.place;
        const { eventTypeId } = addEventType(deps, userId, eventTypeFields({ ...told, place }));
        storeOffering(tx, deps, by, { branchId: branch.id, serviceId: service.id, staffId: staff.id, eventTypeId });
        return { branch, service, staff, eventTypeId, key, home: branchKey, hours, videoLink };
      }),
    );
  });
}

function mapValues<K extends string, A, B>(record: Record<K, A>, change: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([key, value]) => [key, change(value)])) as Record<K, B>;
}
