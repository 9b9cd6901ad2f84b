import { and, eq, gte } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { blocks } from "#db/schema/blocks.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { toIso } from "#app/lib/time.ts";
import { getBlock, type Block } from "./queries.server.ts";

/**
 * Remove a block; `later` also removes all later ones of a weekly series.
 *
 * @throws AppError not_found
 */
export function unblockTime(app: App, viewer: Viewer, id: string, { which, correlationId }: { which: "one" | "later"; correlationId: string }): Block {
  return writing(app.db, (tx) => {
    const block = getBlock(app, viewer, id);
    const { seriesId, startsAt, staffId } = block;
    const these = which === "later" && seriesId !== null ? and(eq(blocks.seriesId, seriesId), gte(blocks.startsAt, startsAt)) : eq(blocks.id, id);
    const removed = tx.delete(blocks).where(these).returning({ id: blocks.id }).all().length;
    const data = { from: toIso(startsAt), until: toIso(block.endsAt), reason: block.reason, ...(removed > 1 && { weeks: removed }) };
    recordEvent(tx, app, { subjectType: "staff", subjectId: staffId, actor: actorOf(viewer), source: "admin", action: "time unblocked", correlationId, data });
    return block;
  });
}
