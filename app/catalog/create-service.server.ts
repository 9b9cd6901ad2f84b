import { count, eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { Tx } from "#db/client.ts";
import { services } from "#db/schema/catalog.ts";
import type { By, RowDeps } from "./change.ts";
import type { Service } from "./model.ts";
import { ServiceInput } from "./schema.ts";
import { freeSlug, slugTaken } from "./slugs.ts";

export function createService(tx: Tx, deps: RowDeps, by: By, input: ServiceInput): Service {
  const fields = ServiceInput.parse(input);
  const isTaken = (slug: string) => tx.select().from(services).where(eq(services.slug, slug)).get() !== undefined;
  if (fields.slug !== undefined && isTaken(fields.slug)) throw slugTaken();
  const slug = fields.slug ?? freeSlug(fields.name, "service", isTaken);
  const service = tx
    .insert(services)
    .values({ ...fields, id: newId(deps.random), slug, position: tx.select({ n: count() }).from(services).get()!.n, createdAt: deps.clock() })
    .returning()
    .get();
  recordEvent(tx, deps, { ...by, subjectType: "service", subjectId: service.id, action: "created", data: { name: service.name } });
  return service;
}
