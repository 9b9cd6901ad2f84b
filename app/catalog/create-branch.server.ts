import { count, eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { Tx } from "#db/client.ts";
import { branches } from "#db/schema/catalog.ts";
import type { By, RowDeps } from "./change.ts";
import type { Branch } from "./model.ts";
import { BranchInput } from "./schema.ts";
import { freeSlug, slugTaken } from "./slugs.ts";

export function createBranch(tx: Tx, deps: RowDeps, by: By, input: BranchInput): Branch {
  const fields = BranchInput.parse(input);
  const isTaken = (slug: string) => tx.select().from(branches).where(eq(branches.slug, slug)).get() !== undefined;
  if (fields.slug !== undefined && isTaken(fields.slug)) throw slugTaken();
  const slug = fields.slug ?? freeSlug(fields.name, "branch", isTaken);
  const branch = tx
    .insert(branches)
    .values({ ...fields, id: newId(deps.random), slug, position: tx.select({ n: count() }).from(branches).get()!.n, createdAt: deps.clock() })
    .returning()
    .get();
  recordEvent(tx, deps, { ...by, subjectType: "branch", subjectId: branch.id, action: "created", data: { name: branch.name } });
  return branch;
}
