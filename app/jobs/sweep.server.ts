import { and, eq, inArray, isNotNull, lt, lte, notInArray, or } from "drizzle-orm";
import { holds, operations } from "#db/schema/bookings.ts";
import { bulkRuns } from "#db/schema/bulk.ts";
import { driftFindings, driftRuns } from "#db/schema/drift.ts";
import { importRuns } from "#db/schema/import.ts";
import { sessions, tokens } from "#db/schema/people.ts";
import { rateLimits, webhookDeliveries } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { DAY_MS } from "#app/lib/time.ts";

/** How long a repeated form or API request is recognised. */
export const IDEMPOTENCY_MS = DAY_MS;

/** How long webhooks, settled differences, and the rows of bulk changes and imports stay for inspection. */
const KEPT_MS = 90 * DAY_MS;

/**
 * Deletes expired rows: none could be used any more, and e-mail addresses are not kept longer than needed. One
 * statement each, so that visitors hardly wait.
 *
 * @returns how many rows were deleted or cleared
 */
export function sweep({ db, clock }: Pick<App, "db" | "clock">): number {
  const nowMs = clock();
  const settled = and(inArray(operations.state, ["done", "refused", "failed"]), lt(operations.createdAt, nowMs - IDEMPOTENCY_MS));
  const swept = [
    db.delete(sessions).where(lte(sessions.expiresAt, nowMs)),
    db.delete(tokens).where(or(lte(tokens.expiresAt, nowMs), isNotNull(tokens.revokedAt), isNotNull(tokens.usedAt))),
    db.delete(holds).where(lt(holds.expiresAt, nowMs)),
    // Long enough to look into what went wrong; their content is kept with the appointment.
    db.delete(webhookDeliveries).where(lt(webhookDeliveries.receivedAt, nowMs - KEPT_MS)),
    db.delete(driftFindings).where(lt(driftFindings.settledAt, nowMs - KEPT_MS)),
    db.delete(driftRuns).where(and(lt(driftRuns.finishedAt, nowMs - KEPT_MS), notInArray(driftRuns.id, db.select({ id: driftFindings.runId }).from(driftFindings)))),
    // Drafts that were never confirmed.
    db.delete(bulkRuns).where(or(and(eq(bulkRuns.state, "draft"), lt(bulkRuns.createdAt, nowMs - DAY_MS)), lt(bulkRuns.finishedAt, nowMs - KEPT_MS))),
    db.delete(importRuns).where(or(and(eq(importRuns.state, "draft"), lt(importRuns.createdAt, nowMs - DAY_MS)), lt(importRuns.finishedAt, nowMs - KEPT_MS))),
    // Uses the machine's own clock, hence the margin.
    db.delete(rateLimits).where(lt(rateLimits.expire, nowMs - DAY_MS)),
    db.update(operations).set({ idempotencyScope: null, idempotencyKey: null }).where(and(settled, isNotNull(operations.idempotencyKey))),
  ];
  return swept.reduce((count, statement) => count + statement.run().changes, 0);
}
