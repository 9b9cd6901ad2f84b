import { count, eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing, type Tx } from "#db/client.ts";
import { calcomHostMappings, staff } from "#db/schema/catalog.ts";
import type { By, CatalogGround, RowGround } from "./change.ts";
import type { Hours } from "./hosts.ts";
import type { Person } from "./model.ts";
import { PersonInput } from "./schema.ts";
import { freeSlug, slugTaken } from "./slugs.ts";

/**
 * Somebody who takes appointments: their account and hours at the far end first, then the row. A far end that
 * knows the e-mail already answers with the same account, so a repetition goes on where the first attempt ended.
 * Where people are made at the far end's own pages, the row alone: who they are there is said afterwards.
 *
 * @throws AppError conflict on `email` for somebody who is in the catalogue, or on `slug`
 */
export async function addPerson(ground: CatalogGround, by: By, input: PersonInput, hours: Hours): Promise<Person> {
  const person = PersonInput.parse(input);
  const { write } = ground.hosts;
  if (write === null) return writing(ground.db, (tx) => storePerson(tx, ground, by, person, null));
  const host = await write.create({ name: person.name, email: person.email, timeZone: hours.timeZone });
  return writing(ground.db, (tx) => {
    if (tx.select().from(calcomHostMappings).where(eq(calcomHostMappings.calcomUserId, host.calcomUserId)).get())
      throw new AppError("conflict", "Somebody in the catalogue has this address.", { fields: { email: "Somebody in the catalogue has this address." } });
    write.writeHours(host.calcomUserId, hours);
    return storePerson(tx, ground, by, person, host);
  });
}

/** The local half: joins the caller's transaction. */
export function storePerson(tx: Tx, ground: RowGround, by: By, input: PersonInput, host: { calcomUserId: number; calcomUsername?: string } | null): Person {
  const isTaken = (slug: string) => tx.select().from(staff).where(eq(staff.slug, slug)).get() !== undefined;
  if (input.slug !== undefined && isTaken(input.slug)) throw slugTaken();
  const slug = input.slug ?? freeSlug(input.name, "person", isTaken);
  const person = tx
    .insert(staff)
    .values({ ...input, id: newId(ground.random), slug, position: tx.select({ n: count() }).from(staff).get()!.n, createdAt: ground.clock() })
    .returning()
    .get();
  if (host) tx.insert(calcomHostMappings).values({ staffId: person.id, calcomUserId: host.calcomUserId, calcomUsername: host.calcomUsername }).run();
  recordEvent(tx, ground, { ...by, subjectType: "staff", subjectId: person.id, action: "added", data: { name: person.name } });
  return person;
}
