import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { absenceRows } from "#db/schema/absences.ts";
import { holds } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { AbsenceRow } from "./absence.ts";

type End = Exclude<AbsenceRow["state"], "waiting" | "doing" | "offered">;

/**
 * End a row and release the times held for it. A change of the appointment itself ends its row through the triggers on
 * bookings.
 *
 * @returns whether this call ended it; false when it already had another state
 */
export function endRow(tx: Tx, { clock }: Pick<App, "clock">, { id, state: from }: Pick<AbsenceRow, "id" | "state">, how: { state: End; failure?: string }): boolean {
  const ended = tx.update(absenceRows).set({ ...how, settledAt: clock() }).where(and(eq(absenceRows.id, id), eq(absenceRows.state, from))).run().changes > 0;
  if (ended) tx.delete(holds).where(and(eq(holds.purpose, "offer"), eq(holds.holder, id))).run();
  return ended;
}
