import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { absences } from "#db/schema/absences.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { enqueueRow } from "./do-row.server.ts";
import { getAbsence, rowsOf } from "./queries.server.ts";

/** Skip the rest of the undo period. @throws AppError not_found; conflict when it was undone */
export function sendNow(app: App, viewer: Viewer, id: string, { correlationId }: { correlationId: string }): void {
  writing(app.db, (tx) => {
    const { effectsAt, undoneAt, staffId } = getAbsence(app, viewer, id);
    if (undoneAt !== null) throw new AppError("conflict", "This was undone already.");
    const nowMs = app.clock();
    if (effectsAt <= nowMs) return;
    tx.update(absences).set({ effectsAt: nowMs }).where(eq(absences.id, id)).run();
    for (const { id: rowId, state } of rowsOf(app, id)) if (state === "waiting") enqueueRow(tx, app, rowId, nowMs);
    recordEvent(tx, app, { subjectType: "staff", subjectId: staffId, actor: actorOf(viewer), source: "admin", action: "away sent at once", correlationId, data: {} });
  });
}
