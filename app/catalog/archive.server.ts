import { eq } from "drizzle-orm";
import { recordEvent } from "#app/audit/record.server.ts";
import type { Tx } from "#db/client.ts";
import { branches, services, staff } from "#db/schema/catalog.ts";
import type { By, RowDeps } from "./change.ts";

/** What can be archived and restored, by its word in the URL. */
const TABLES = { services, staff, branches };
export type Kind = keyof typeof TABLES;
export const KINDS = ["services", "staff", "branches"] as const satisfies Kind[];

const SUBJECTS = { services: "service", staff: "staff", branches: "branch" } as const;

/** null if it does not exist. */
export function findEntry(tx: Pick<Tx, "select">, kind: Kind, id: string): { id: string; name: string; active: boolean } | null {
  const table = TABLES[kind];
  return tx.select({ id: table.id, name: table.name, active: table.active }).from(table).where(eq(table.id, id)).get() ?? null;
}

/** Archived entries cannot be booked; earlier appointments keep their names. Nothing in the catalogue is ever deleted. */
export function setArchived(tx: Tx, deps: RowDeps, by: By, kind: Kind, id: string, isArchived: boolean): void {
  const table = TABLES[kind];
  tx.update(table).set({ active: !isArchived }).where(eq(table.id, id)).run();
  recordEvent(tx, deps, { ...by, subjectType: SUBJECTS[kind], subjectId: id, action: isArchived ? "archived" : "brought back" });
}
