import { count, eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing, type Tx } from "#db/client.ts";
import { calcomHostMappings, staff } from "#db/schema/catalog.ts";
import type { By, CatalogGround, RowDeps } from "./change.ts";
import type { Hours } from "./hosts.ts";
import type { Person } from "./model.ts";
import { PersonInput } from "./schema.ts";
import { freeSlug, slugTaken } from "./slugs.ts";

/**
 * Add somebody who takes appointments: their account and hours at the far end first, then the row. A far end that
 * already knows the e-mail returns the same account, so a retry continues where the first attempt ended. With Cal.com,
 * where people are created on its own pages, only the row: they are matched afterwards.
 *
 * @throws AppError conflict on `email` for somebody who is in the catalogue, or on `slug`
 */
export async function addPerson(deps: CatalogGround, by: By, input: PersonInput, hours: Hours): Promise<Person> {
  const person = PersonInput.parse(input);
  const { write } = deps.hosts;
  if (write === null) return writing(deps.db, (tx) => storePerson(tx, deps, by, person, null));
  const host = await write.create({ name: person.name, email: person.email, timeZone: hours.timeZone });
  return writing(deps.db, (tx) => {
    if (tx.select().from(calcomHostMappings).where(eq(calcomHostMappings.calcomUserId, host.calcomUserId)).get())
      throw new AppError("conflict", "Somebody in the catalogue has this address.", { fields: { email: "Somebody in the catalogue has this address." } });
    write.writeHours(host.calcomUserId, hours);
    return storePerson(tx, deps, by, person, host);
  });
}

/** The local part: joins the caller's transaction. */
export function storePerson(tx: Tx, deps: RowDeps, by: By, input: PersonInput, host: { calcomUserId: number; calcomUsername?: string } | null): Person {
  const isTaken = (slug: string) => tx.select().from(staff).where(eq(staff.slug, slug)).get() !== undefined;
  if (input.slug !== undefined && isTaken(input.slug)) throw slugTaken();
  const slug = input.slug ?? freeSlug(input.name, "person", isTaken);
  const person = tx
    .insert(staff)
    .values({ ...input, id: newId(deps.random), slug, position: tx.select({ n: count() }).from(staff).get()!.n, createdAt: deps.clock() })
    .returning()
    .get();
  if (host) tx.insert(calcomHostMappings).values({ staffId: person.id, calcomUserId: host.calcomUserId, calcomUsername: host.calcomUsername }).run();
  recordEvent(tx, deps, { ...by, subjectType: "staff", subjectId: person.id, action: "added", data: { name: person.name } });
  return person;
}
