import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { absenceRows, absences } from "#db/schema/absences.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { toIso } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { blockTime } from "../blocks/block-time.server.ts";
import { standingIn } from "../blocks/queries.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { offerEnd, UNDO_MS, type Absence, type AbsenceRow, type RowChoice } from "./absence.ts";
import { keepFor } from "./keep-times.server.ts";
import { enqueueRow } from "./do-row.server.ts";
import { affectedBy } from "./queries.server.ts";

export interface ChosenRow {
  bookingId: string;
  choice: RowChoice;
  /** For `reassign`. */
  toStaffId?: string;
  /** For `offer`, UTC ms. */
  times?: number[];
  /** Told to the customer. */
  note?: string;
}

export interface AbsenceRequest {
  staffId: string;
  /** UTC ms, half open. */
  startsAt: number;
  endsAt: number;
  /** Visible at the desk only. */
  reason: string;
  /** What to do with each appointment; one that has gone meanwhile is ignored. */
  rows: ChosenRow[];
  isNow: boolean;
  formKey: string;
  correlationId: string;
}

/**
 * Record that somebody is away: from now on nobody can book that time, and the times promised to others are held. What
 * was chosen for each appointment is carried out by one job per appointment, once the undo period is over.
 *
 * @throws AppError forbidden to all but administrators; conflict when an appointment is there that was not shown, or a
 *   promised time is taken by now; invalid for a choice that makes no sense. Then nothing has happened.
 */
export function beginAbsence(app: App, viewer: Viewer, request: AbsenceRequest): Absence {
  return writing(app.db, (tx) => {
    assertAdministrator(viewer);
    const { staffId, startsAt, endsAt, reason, formKey, correlationId } = request;
    const repeated = tx.select().from(absences).where(eq(absences.formKey, formKey)).get();
    if (repeated) return repeated;
    const { bookings } = affectedBy(app, staffId, request);
    const chosen = new Map(request.rows.map((row) => [row.bookingId, row]));
    if (bookings.some(({ id }) => !chosen.has(id))) throw new AppError("conflict", "There are appointments in that time you have not seen yet. Please check them first.");
    const seen = standingIn(app, staffId, [request]).map(({ id }) => id);
    const { blockIds } = blockTime(app, viewer, { staffId, occurrences: [{ startsAt, endsAt }], reason: reason || "Away", seen, correlationId });
    const nowMs = app.clock();
    const effectsAt = request.isNow ? nowMs : nowMs + UNDO_MS;
    const absence = tx
      .insert(absences)
      .values({ id: newId(app.random), staffId, startsAt, endsAt, reason, formKey, blockId: blockIds[0]!, actor: actorOf(viewer), effectsAt, createdAt: nowMs })
      .returning()
      .get();
    const rows = bookings.map((booking) => addRow(tx, app, absence, booking, chosen.get(booking.id)!));
    record(tx, app, absence, rows, correlationId);
    return absence;
  });
}

function addRow(tx: Tx, app: App, absence: Absence, booking: BookingDetails, { choice, toStaffId, times: asked = [], note = "" }: ChosenRow): AbsenceRow {
  const times = choice === "offer" ? [...new Set(asked)].sort((a, b) => a - b) : [];
  const row: AbsenceRow = {
    id: newId(app.random),
    absenceId: absence.id,
    bookingId: booking.id,
    startsAt: booking.startsAt,
    choice,
    toStaffId: choice === "reassign" ? (toStaffId ?? null) : null,
    note: note.trim(),
    times,
    offerEndsAt: choice === "offer" ? offerEnd(absence.effectsAt, booking.startsAt, times) : null,
    state: choice === "keep" ? "kept" : "waiting",
    failure: null,
    settledAt: choice === "keep" ? app.clock() : null,
  };
  keepFor(tx, app, absence, booking, row);
  tx.insert(absenceRows).values(row).run();
  if (row.state === "waiting") enqueueRow(tx, app, row.id, absence.effectsAt);
  return row;
}

function record(tx: Tx, app: App, { staffId, startsAt, endsAt, reason, actor, effectsAt }: Absence, rows: AbsenceRow[], correlationId: string): void {
  const count = (choice: RowChoice) => rows.filter((row) => row.choice === choice).length;
  const data = {
    from: toIso(startsAt),
    until: toIso(endsAt),
    reason,
    passedOn: count("reassign"),
    offered: count("offer"),
    cancelled: count("cancel"),
    left: count("keep"),
    effects: toIso(effectsAt),
  };
  recordEvent(tx, app, { subjectType: "staff", subjectId: staffId, actor, source: "admin", action: "away", correlationId, data });
}
