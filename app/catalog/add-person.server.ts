import { count, eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing, type Tx } from "#db/client.ts";
import { calcomHostMappings, staff } from "#db/schema/catalog.ts";
import type { By, CatalogGround, RowGround } from "./change.ts";
import { writableHosts, type Hours } from "./hosts.ts";
import type { Person } from "./model.ts";
import { PersonInput } from "./schema.ts";
import { freeSlug } from "./slugs.ts";

/**
 * Somebody who takes appointments: their account and hours at the far end first, then the row. A far end that
 * knows the e-mail already answers with the same account, so a repetition goes on where the first attempt ended.
 *
 * @throws AppError "invalid" where people are made at the far end's own pages only.
 */
export async function addPerson(ground: CatalogGround, by: By, input: PersonInput, hours: Hours): Promise<Person> {
  const person = PersonInput.parse(input);
  const write = writableHosts(ground.hosts);
  const host = await write.create({ name: person.name, email: person.email, timeZone: hours.timeZone });
  write.writeHours(host.calcomUserId, hours);
  return writing(ground.db, (tx) => storePerson(tx, ground, by, person, host));
}

/** The local half: joins the caller's transaction. */
export function storePerson(tx: Tx, ground: RowGround, by: By, input: PersonInput, host: { calcomUserId: number; calcomUsername?: string }): Person {
  const slug = freeSlug(input.name, "person", (taken) => tx.select().from(staff).where(eq(staff.slug, taken)).get() !== undefined);
  const person = tx
    .insert(staff)
    .values({ ...input, id: newId(ground.random), slug, position: tx.select({ n: count() }).from(staff).get()!.n, createdAt: ground.clock() })
    .returning()
    .get();
  tx.insert(calcomHostMappings).values({ staffId: person.id, calcomUserId: host.calcomUserId, calcomUsername: host.calcomUsername }).run();
  recordEvent(tx, ground, { ...by, subjectType: "staff", subjectId: person.id, action: "added", data: { name: person.name } });
  return person;
}
