import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { absenceRows } from "#db/schema/absences.ts";
import { holds } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { AbsenceRow } from "./absence.ts";

type End = Exclude<AbsenceRow["state"], "waiting" | "doing" | "offered">;

/**
 * A row ends, and the times held for it are free. What changes an appointment ends its row by itself: the triggers on
 * bookings do the same.
 *
 * @returns whether it was this call that ended it: not when it stands otherwise by now
 */
export function endRow(tx: Tx, { clock }: Pick<App, "clock">, { id, state: from }: Pick<AbsenceRow, "id" | "state">, how: { state: End; failure?: string }): boolean {
  const ended = tx.update(absenceRows).set({ ...how, settledAt: clock() }).where(and(eq(absenceRows.id, id), eq(absenceRows.state, from))).run().changes > 0;
  if (ended) tx.delete(holds).where(and(eq(holds.purpose, "offer"), eq(holds.holder, id))).run();
  return ended;
}
