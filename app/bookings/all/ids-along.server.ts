import type { Db } from "#db/client.ts";
import type { AllCursor } from "./cursor.ts";
import type { Sort } from "./filters.ts";
import { idsOfFoundNames } from "./found-names.server.ts";
import type { Plan } from "./plan.server.ts";
import { idsOf, queryAlong } from "./walk.server.ts";

/** Ids in the list's order, from behind the cursor on. */
export function idsAlong(db: Db, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): string[] {
  if (plan.way === "found names") return idsOfFoundNames(db, plan, sort, size, cursor);
  return idsOf(db, queryAlong(plan, sort, size, cursor));
}

/** The rows of all of them. */
export function rowsAlong(db: Db, plan: Plan, sort: Sort): number[] {
  return db.all<{ seq: number }>(queryAlong(plan, sort, -1, null)).map(({ seq }) => seq);
}
