import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import type { Effort } from "#app/calcom/gateway.ts";
import { AppError } from "#app/lib/errors.ts";
import { isAskedToMove } from "./absences/queries.server.ts";
import { changeDeadline, isLive, type Booking } from "./booking.ts";
import { finish } from "./settling/finish.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";
import { isCustomer } from "./scope.server.ts";
import type { Operation } from "./settling/operation.server.ts";
import { shortMomentText } from "#app/lib/format.ts";

/** Whether this viewer may move or cancel now. `verb` completes "can no longer be …". */
export function assertChangeable(app: App, viewer: Viewer, details: BookingDetails, verb: "moved" | "cancelled"): void {
  if (!isLive(details.status)) throw new AppError("conflict", `This appointment was called off, so it can no longer be ${verb}.`, { cause: { code: "not_live" } });
  const nowMs = app.clock();
  if (!isCustomer(viewer, details)) return;
  if (details.startsAt <= nowMs) throw new AppError("conflict", `This appointment has begun, so it can no longer be ${verb} here.`, { cause: { code: "past_deadline" } });
  const deadline = changeDeadline(details, details.service);
  if (nowMs > deadline && !isAskedToMove(app, details.id)) {
    throw new AppError("conflict", `This appointment could be ${verb} here until ${shortMomentText(deadline, details.timeZone)}. Please call us.`, { cause: { code: "past_deadline" } });
  }
}

/**
 * Ask the far end, settle, and give the booking back as it stands then. Throws the far end's refusal.
 *
 * @param effort "write" while a person waits; "job" lets visitors go first, and retries later when the far end cannot
 *   be reached
 */
export async function carryOut(app: App, viewer: Viewer, operation: Operation, booking: Booking, effort: Effort = "write"): Promise<BookingDetails> {
  const answer = await finish(app, operation, booking, { effort, correlationId: operation.correlationId ?? undefined });
  if (answer.outcome === "refused") throw answer.error;
  return getBooking(app, viewer, booking.id);
}
