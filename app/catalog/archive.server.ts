import { eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import type { Tx } from "#db/client.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import type { By, RowDeps } from "./change.ts";

/** What can be taken out of the catalogue and brought back, by the word its address has. */
const TABLES = { services, staff, branches };
export type Kind = keyof typeof TABLES;
export const KINDS = ["services", "staff", "branches"] as const satisfies Kind[];

const SUBJECTS = { services: "service", staff: "staff", branches: "branch" } as const;

/** null: there is no such thing. */
export function findEntry(tx: Pick<Tx, "select">, kind: Kind, id: string): { id: string; name: string; active: boolean } | null {
  const table = TABLES[kind];
  return tx.select({ id: table.id, name: table.name, active: table.active }).from(table).where(eq(table.id, id)).get() ?? null;
}

/** What is archived cannot be booked; appointments made before keep its name. Nothing of the catalogue is ever deleted. */
export function setArchived(tx: Tx, deps: RowDeps, by: By, kind: Kind, id: string, isArchived: boolean): void {
  const table = TABLES[kind];
  tx.update(table).set({ active: !isArchived }).where(eq(table.id, id)).run();
  recordEvent(tx, deps, { ...by, subjectType: SUBJECTS[kind], subjectId: id, action: isArchived ? "archived" : "brought back" });
}
