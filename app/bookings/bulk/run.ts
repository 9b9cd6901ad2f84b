import type { bulkItems, bulkRuns } from "#db/schema/bulk.ts";

export type Run = typeof bulkRuns.$inferSelect;
export type Item = typeof bulkItems.$inferSelect;
export type ItemState = Item["state"];

/** Names what one row of a run asked for, once for each time it was asked: in its operation, in history and to the far end. */
export function correlationOf({ runId, position, retries }: Pick<Item, "runId" | "position" | "retries">): string {
  return `bulk:${runId}:${position}:${retries}`;
}
