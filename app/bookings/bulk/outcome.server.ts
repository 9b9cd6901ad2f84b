import { and, eq, getTableColumns } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import { bulkItems } from "#db/schema/bulk.ts";
import type { App } from "#app/app.server.ts";
import type { Operation } from "../settling/operation.server.ts";
import { correlationOf, type Item } from "./run.ts";

export type Outcome = Pick<Item, "state"> & Partial<Pick<Item, "reason" | "operationId">>;

/** The operation a row has started, if it got that far. */
export function operationOf(db: Db, item: Item): Operation | null {
  const mine = item.operationId === null ? and(eq(operations.bookingId, item.bookingId), eq(operations.correlationId, correlationOf(item))) : eq(operations.id, item.operationId);
  return db.select().from(operations).where(mine).get() ?? null;
}

/** @param why the refusal in words, if known */
export function outcomeOf({ id, state, failure }: Pick<Operation, "id" | "state" | "failure">, why?: string): Outcome {
  switch (state) {
    case "done":
      return { state: "done", operationId: id, reason: null };
    case "open":
    case "waiting":
      return { state: "confirming", operationId: id };
    case "refused":
      return { state: "failed", operationId: id, reason: why ?? REFUSALS[failure ?? ""] ?? "The calendar refused it." };
    case "failed":
      return { state: "failed", operationId: id, reason: why ?? "The calendar did not answer, and nobody knows whether it was done. Trying again looks first." };
  }
}

const REFUSALS: Record<string, string> = {
  slot_unavailable: "The person is not free at that time.",
  dismissed: "Somebody at the desk discarded it.",
};

/** Settles once: a delayed process finds the row settled by its successor. */
export function settleItem(db: Db | Tx, item: Item, outcome: Outcome): boolean {
  const asFound = and(eq(bulkItems.runId, item.runId), eq(bulkItems.position, item.position), eq(bulkItems.state, item.state), eq(bulkItems.retries, item.retries));
  return db.update(bulkItems).set(outcome).where(asFound).run().changes > 0;
}

/** Updates the rows whose calls were not answered at the time. */
export function lookAgain({ db }: Pick<App, "db">, runId: string): void {
  const open = db
    .select({ item: getTableColumns(bulkItems), operation: { id: operations.id, state: operations.state, failure: operations.failure } })
    .from(bulkItems)
    .innerJoin(operations, eq(operations.id, bulkItems.operationId))
    .where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, "confirming")))
    .all();
  for (const { item, operation } of open) {
    const outcome = outcomeOf(operation);
    if (outcome.state !== "confirming") settleItem(db, item, outcome);
  }
}
