import { writing, type Tx } from "#db/client.ts";
import { blocks } from "#db/schema/blocks.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { toIso } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { Occurrence } from "./occurrences.ts";
import { blockablePerson, standingIn } from "./queries.server.ts";

export interface BlockRequest {
  staffId: string;
  /** In order; one alone, or those of a weekly series. */
  occurrences: Occurrence[];
  reason: string;
  /** Ids of the bookings in that time that the desk was shown before. */
  seen: string[];
  correlationId: string;
}

/**
 * Block a person's time: nobody can book it from now on. Existing appointments stay, and have to be reviewed first.
 *
 * @throws AppError not_found for a person this viewer may not block; conflict when there is an appointment that was not
 *   shown
 */
export function blockTime(app: App, viewer: Viewer, request: BlockRequest): { blockIds: string[] } {
  return writing(app.db, (tx) => {
    const { staffId, occurrences, reason } = request;
    blockablePerson(app, viewer, staffId);
    const unseen = standingIn(app, staffId, occurrences).filter(({ id }) => !request.seen.includes(id));
    if (unseen.length > 0)
      throw new AppError("conflict", "There are appointments in that time you have not seen yet. Please check them first.", {
        fields: { from: "Look at the appointments in that time first." },
      });
    const seriesId = occurrences.length > 1 ? newId(app.random) : null;
    const rows = occurrences.map((occurrence) => ({ ...occurrence, id: newId(app.random), staffId, reason, seriesId, createdAt: app.clock() }));
    for (const row of rows) tx.insert(blocks).values(row).run();
    record(tx, app, viewer, request);
    return { blockIds: rows.map(({ id }) => id) };
  });
}

function record(tx: Tx, app: App, viewer: Viewer, { staffId, occurrences, reason, correlationId }: BlockRequest): void {
  const [first, last] = [occurrences[0]!, occurrences.at(-1)!];
  const data = { from: toIso(first.startsAt), until: toIso(first.endsAt), reason, ...(occurrences.length > 1 && { weeks: occurrences.length, last: toIso(last.startsAt) }) };
  recordEvent(tx, app, { subjectType: "staff", subjectId: staffId, actor: actorOf(viewer), source: "admin", action: "time blocked", correlationId, data });
}
