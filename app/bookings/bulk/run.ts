import type { bulkItems, bulkRuns } from "#db/schema/bulk.ts";

export type Run = typeof bulkRuns.$inferSelect;
export type Item = typeof bulkItems.$inferSelect;
export type ItemState = Item["state"];

/** The correlation id of one attempt at one row: in its operation, in the history and to the far end. */
export function correlationOf({ runId, position, retries }: Pick<Item, "runId" | "position" | "retries">): string {
  return `bulk:${runId}:${position}:${retries}`;
}
