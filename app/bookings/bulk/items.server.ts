import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { bulkItems } from "#db/schema/bulk.ts";
import type { Item, ItemState } from "./run.ts";

export type ItemCounts = Record<ItemState | "total", number>;

export function countItems(db: Db, runId: string): ItemCounts {
  const of = (state: ItemState) => sql<number>`count(*) filter (where ${bulkItems.state} = ${state})`;
  const columns = { waiting: of("waiting"), confirming: of("confirming"), done: of("done"), skipped: of("skipped"), failed: of("failed"), total: sql<number>`count(*)` };
  return db.select(columns).from(bulkItems).where(eq(bulkItems.runId, runId)).get()!;
}

/** The first rows of a run in a state, in the run's order. */
export function itemsIn(db: Db, runId: string, state: ItemState, most: number): Item[] {
  return db.select().from(bulkItems).where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, state))).orderBy(asc(bulkItems.position)).limit(most).all();
}
