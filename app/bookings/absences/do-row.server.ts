import { and, desc, eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { absenceRows, absences } from "#db/schema/absences.ts";
import { operations } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { AppError, reasonOf } from "#app/lib/errors.ts";
import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import { cancelBooking } from "../cancel.server.ts";
import { findOpen } from "../settling/operation.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import type { AbsenceRow } from "./absence.ts";
import { endRow } from "./end-row.server.ts";
import { sendOffer } from "./offer.server.ts";
import { findRow } from "./queries.server.ts";

const KIND = "absence-row";
const LOOK_AGAIN_MS = 10 * SECOND_MS;

export function enqueueRow(tx: Tx, app: App, rowId: string, dueAt: number): void {
  enqueueJob(tx, app, { kind: KIND, uniqueKey: `${KIND}:${rowId}`, payload: { rowId }, dueAt });
}

/**
 * The job of one row: do what was chosen, through the same operations as everything else. The row is claimed first, so
 * that undoing and doing never collide; a trigger ends it in the transaction that changes the appointment. After a
 * crash the next run finds the operation already started and waits for its end.
 */
export async function doRow(app: App, { rowId }: { rowId: string }): Promise<void> {
  const row = writing(app.db, (tx) => claim(tx, app, rowId));
  if (row?.state !== "doing") return;
  const last = lastOperation(app, row);
  const isUnderWay = last?.state === "open" || last?.state === "waiting" || (row.choice === "reassign" && findOpen(app.db, row.bookingId) !== null);
  if (isUnderWay) return lookAgain(app, row, last?.state === "waiting" ? MINUTE_MS : LOOK_AGAIN_MS);
  if (last) return fail(app, row, last.state === "failed" ? UNKNOWN : REFUSED);
  try {
    await ask(app, row);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The operation was recorded before the call, so the refusal is on the booking too; asking again would not help.
    if (lastOperation(app, row) || !MAY_PASS.includes(reasonOf(error))) return fail(app, row, error.atDesk);
    if (row.startsAt <= app.clock()) return fail(app, row, error.atDesk);
  }
  lookAgain(app, row, LOOK_AGAIN_MS);
}

const REFUSED = "The calendar refused it.";
const UNKNOWN = "The calendar has not said whether it was done. Please look at the appointment.";
/** Refusals that are temporary. */
const MAY_PASS = ["switched_off", "operation_open", "upstream_down", "rate_limited", "rate_limit_exceeded"];

/** @returns the row when the far end has to be asked for something */
function claim(tx: Tx, app: App, rowId: string): AbsenceRow | null {
  const row = findRow(app, rowId);
  if (row?.state !== "waiting") return row;
  if (row.choice === "offer") {
    sendOffer(tx, app, row);
    return null;
  }
  return tx.update(absenceRows).set({ state: "doing" }).where(eq(absenceRows.id, rowId)).returning().get();
}

async function ask(app: App, { id, absenceId, bookingId, choice, toStaffId, note }: AbsenceRow): Promise<unknown> {
  const { actor } = app.db.select({ actor: absences.actor }).from(absences).where(eq(absences.id, absenceId)).get()!;
  const viewer: Viewer = { kind: "admin", userId: actor.slice("admin:".length), name: "" };
  const common = { reason: note, correlationId: correlationOf(id), effort: "job" as const };
  return choice === "reassign" ? reassignBooking(app, viewer, bookingId, { ...common, staffId: toStaffId!, holder: id }) : cancelBooking(app, viewer, bookingId, common);
}

/** The operation this row started, in whichever process. */
function lastOperation({ db }: App, { id, bookingId }: AbsenceRow) {
  return db.select().from(operations).where(and(eq(operations.bookingId, bookingId), eq(operations.correlationId, correlationOf(id)))).orderBy(desc(operations.createdAt)).get();
}

const correlationOf = (rowId: string) => `${KIND}:${rowId}`;

/** Only while the row has not ended: whatever ended it meanwhile stands. */
function lookAgain(app: App, { id }: AbsenceRow, afterMs: number): void {
  writing(app.db, (tx) => {
    if (findRow(app, id)?.state === "doing") enqueueRow(tx, app, id, app.clock() + afterMs);
  });
}

function fail(app: App, row: AbsenceRow, failure: string): void {
  writing(app.db, (tx) => endRow(tx, app, row, { state: "failed", failure }));
}
