import { sql } from "drizzle-orm";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { assertAdministrator } from "../scope.server.ts";
import { idsAlong, rowsAlong } from "./ids-along.server.ts";
import { conditionsOf } from "./conditions.server.ts";
import type { AllCursor } from "./cursor.ts";
import type { AllFilters, Sort } from "./filters.ts";
import { keyOf, load, type ListedDetails } from "./list.server.ts";
import { planOf, type Plan } from "./plan.server.ts";

/** It begins with fewer, so that it begins soon. */
const FIRST_BATCH = 25;
const BATCH = 500;

/** Everything the filters match in the list's order, read in batches. @throws AppError forbidden */
export function* exportAllBookings(app: App, viewer: Viewer, filters: AllFilters): Generator<ListedDetails> {
  assertAdministrator(viewer);
  const { sort } = filters;
  const plan = planOf(app.db, conditionsOf(app.db, filters), sort, BATCH);
  // Each batch would search for all of it and sort it anew.
  if (plan.way === "sorted names") return yield* atOnce(app, plan, sort);
  let cursor: AllCursor | null = null;
  for (let batch = FIRST_BATCH; ; batch = Math.min(2 * batch, BATCH)) {
    const ids = idsAlong(app.db, plan, sort, batch, cursor);
    const found = load(app, ids);
    yield* found;
    const last = found.at(-1);
    if (!last || ids.length < batch) return;
    cursor = { back: false, key: keyOf(last, sort), id: last.id };
  }
}

/** Searched for and put in order once: only its row numbers are held. What is gone by the time it is reached is left out. */
function* atOnce(app: App, plan: Plan, sort: Sort): Generator<ListedDetails> {
  const rows = Uint32Array.from(rowsAlong(app.db, plan, sort));
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = JSON.stringify([...rows.subarray(at, at + BATCH)]);
    const found = app.db.all<{ id: string }>(sql`select bookings.id id from json_each(${batch}) one cross join bookings on bookings.seq = one.value order by one.key`);
    yield* load(app, found.map(({ id }) => id));
  }
}
