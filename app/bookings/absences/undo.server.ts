import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { absences } from "#db/schema/absences.ts";
import { blocks } from "#db/schema/blocks.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { unblockTime } from "../blocks/unblock-time.server.ts";
import { findOpen } from "../settling/operation.server.ts";
import type { Absence, AbsenceRow } from "./absence.ts";
import { endRow } from "./end-row.server.ts";
import { withdrawOffer } from "./offer.server.ts";
import { getAbsence, rowsOf } from "./queries.server.ts";

/**
 * Undo an absence: the time can be booked again, what has not been done yet is dropped, and unanswered offers are
 * withdrawn. What was reassigned, cancelled or accepted stays.
 *
 * @throws AppError not_found; conflict when there is nothing left to undo
 */
export function undoAbsence(app: App, viewer: Viewer, id: string, { correlationId }: { correlationId: string }): void {
  writing(app.db, (tx) => {
    const absence = getAbsence(app, viewer, id);
    if (absence.undoneAt !== null) return;
    const rows = rowsOf(app, id);
    if (!mayUndo(app, absence, rows)) throw new AppError("conflict", "Everything has been done by now: there is nothing left to undo.");
    const takenBack = rows.filter((row) => takeBack(tx, app, row, actorOf(viewer))).length;
    tx.update(absences).set({ undoneAt: app.clock() }).where(eq(absences.id, id)).run();
    if (tx.select({ id: blocks.id }).from(blocks).where(eq(blocks.id, absence.blockId)).get()) unblockTime(app, viewer, absence.blockId, { which: "one", correlationId });
    recordEvent(tx, app, { subjectType: "staff", subjectId: absence.staffId, actor: actorOf(viewer), source: "admin", action: "away taken back", correlationId, data: { appointments: takenBack } });
  });
}

/** While nothing has happened, and for as long as an offer waits for its answer. */
export function mayUndo(app: App, { effectsAt, undoneAt }: Absence, rows: AbsenceRow[]): boolean {
  if (undoneAt !== null) return false;
  return app.clock() < effectsAt || rows.some(({ state, bookingId }) => state === "waiting" || (state === "offered" && !findOpen(app.db, bookingId)));
}

function takeBack(tx: Tx, app: App, row: AbsenceRow, actor: string): boolean {
  if (row.state === "offered") return withdrawOffer(tx, app, row, actor);
  return row.state === "waiting" && endRow(tx, app, row, { state: "undone" });
}
