import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { absenceRows, absences } from "#db/schema/absences.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { enqueueJob } from "#app/jobs/enqueue.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { SECOND_MS, toIso } from "#app/lib/time.ts";
import { guestLink } from "../guest-link.server.ts";
import { findOpen } from "../settling/operation.server.ts";
import type { AbsenceRow } from "./absence.ts";
import { endRow } from "./end-row.server.ts";
import { issueOfferLink } from "./offer-link.server.ts";
import { findRow } from "./queries.server.ts";
import { tellOfOffer } from "./tell-offer.server.ts";

const KIND = "absence-offer-end";
const LOOK_AGAIN_MS = 10 * SECOND_MS;

/** Write to the customer, with a link of their own; the times are already held. */
export function sendOffer(tx: Tx, app: App, row: AbsenceRow): void {
  const { id, bookingId, offerEndsAt, times } = row;
  // The server was down for so long that there is nothing left to offer.
  if (app.clock() > offerEndsAt!) return void endRow(tx, app, row, { state: "failed", failure: "The time to answer was over before it could be sent." });
  tellOfOffer(tx, app, row, "offered", issueOfferLink(tx, app, id));
  // A customer whom none of the times suits can move or cancel it there.
  guestLink(app, bookingId);
  record(tx, app, row, "times offered", { times: times.map(toIso), until: toIso(offerEndsAt!) });
  enqueueEnd(tx, app, { id, dueAt: offerEndsAt! + 1 });
  app.log.info({ row: id, booking: bookingId }, "times were offered");
  tx.update(absenceRows).set({ state: "offered" }).where(eq(absenceRows.id, id)).run();
}

/** Inside the transaction that takes one of them. @throws AppError conflict when the offer is over */
export function assertOffered(app: App, rowId: string, startMs: number): void {
  const row = findRow(app, rowId);
  if (row && isOpenOffer(app, row) && row.times.includes(startMs)) return;
  throw offerOver();
}

export function offerOver(): AppError {
  return new AppError("conflict", "This offer is over. Please look at your appointment.", { cause: { code: "offer_over" } });
}

export function isOpenOffer({ clock }: Pick<App, "clock">, { state, offerEndsAt }: AbsenceRow): boolean {
  return state === "offered" && clock() <= offerEndsAt!;
}

/** The job at an offer's end. It waits for somebody who took a time in the last second. */
export async function endOffer(app: App, { rowId }: { rowId: string }): Promise<void> {
  writing(app.db, (tx) => {
    const row = findRow(app, rowId);
    if (row?.state !== "offered") return;
    if (app.clock() <= row.offerEndsAt!) return enqueueEnd(tx, app, { id: rowId, dueAt: row.offerEndsAt! + 1 });
    if (findOpen(app.db, row.bookingId)) return enqueueEnd(tx, app, { id: rowId, dueAt: app.clock() + LOOK_AGAIN_MS });
    endRow(tx, app, row, { state: "unanswered" });
    record(tx, app, row, "offer ended", {}, "system:no answer");
  });
}

/** Before anybody answered. @returns whether there was anything to withdraw */
export function withdrawOffer(tx: Tx, app: App, row: AbsenceRow, actor: string): boolean {
  if (row.state !== "offered" || findOpen(app.db, row.bookingId)) return false;
  endRow(tx, app, row, { state: "withdrawn" });
  tellOfOffer(tx, app, row, "offer-withdrawn", null);
  record(tx, app, row, "offer taken back", {}, actor);
  return true;
}

function enqueueEnd(tx: Tx, app: App, { id, dueAt }: { id: string; dueAt: number }): void {
  enqueueJob(tx, app, { kind: KIND, uniqueKey: `${KIND}:${id}`, payload: { rowId: id }, dueAt });
}

function record(tx: Tx, app: App, { bookingId, absenceId }: AbsenceRow, action: string, data: Record<string, unknown>, by?: string): void {
  const actor = by ?? tx.select({ actor: absences.actor }).from(absences).where(eq(absences.id, absenceId)).get()!.actor;
  recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, actor, source: actor.startsWith("system:") ? "job" : "admin", action, correlationId: `absence:${absenceId}`, data });
}
