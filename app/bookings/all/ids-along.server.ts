import type { Db } from "#db/client.ts";
import type { AllCursor } from "./cursor.ts";
import type { Sort } from "./filters.ts";
import { idsOfFoundNames } from "./found-names.server.ts";
import type { Plan } from "./plan.server.ts";
import { idsOf, queryAlong } from "./walk.server.ts";

/** Ids in the list's order, from behind the cursor on. */
export function idsAlong(db: Db, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): string[] {
  if (plan.way === "found names") return idsOfFoundNames(db, plan, sort, size, cursor);
  return idsNear(db, plan, sort, size, cursor) ?? idsOf(db, queryAlong(plan, sort, size, cursor));
}

/** For each that is wanted so many along the names are asked about; should they not be enough, the search is made as a whole instead. */
const NEAR = 3;

/** The same where it is a walk along names that looks for words, and enough of them are near; otherwise null. */
export function idsNear(db: Db, plan: Plan, sort: Sort, size: number, cursor: AllCursor | null): string[] | null {
  if (plan.way !== "names" || plan.asked.words === null) return null;
  const near = idsOf(db, queryAlong(plan, sort, size, cursor, NEAR * size));
  return near.length === size ? near : null;
}

/** The rows of all of them. */
export function rowsAlong(db: Db, plan: Plan, sort: Sort, cursor: AllCursor | null): number[] {
  return db.all<{ seq: number }>(queryAlong(plan, sort, -1, cursor)).map(({ seq }) => seq);
}
