import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { actorOf, type Viewer } from "#app/auth/viewer.ts";
import { AppError, reasonOf } from "#app/lib/errors.ts";
import { blockedTime, isLive } from "./booking.ts";
import { assertChangeable, carryOut } from "./change.server.ts";
import { assertFree, isOverlap, timeTaken } from "./guard.server.ts";
import { offeredStaff } from "./offered.server.ts";
import { movingOf, offeringsOf } from "./offerings.server.ts";
import { assertTaking } from "./open.server.ts";
import { openOperation, type Operation } from "./operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";

export interface MoveRequest {
  startMs: number;
  reason?: string;
  correlationId: string;
}

/**
 * Move a booking to another time with the same person. Moving it to where it is already is done at once.
 *
 * @throws AppError not_found; conflict on `start` when the time is gone, or when it is too late; upstream_down
 */
export async function moveBooking(app: App, viewer: Viewer, bookingId: string, request: MoveRequest): Promise<BookingDetails> {
  const details = getBooking(app, viewer, bookingId);
  if (details.startsAt === request.startMs && isLive(details.status)) return details;
  assertTaking(app);
  assertChangeable(app, viewer, details, "moved");
  const offerings = offeringsOf(app, details);
  if (offerings.length === 0) throw new AppError("conflict", "This appointment can no longer be moved here. Please call us.");
  const durationMs = details.endsAt - details.startsAt;
  await offeredStaff(app, { offerings, durationMinutes: durationMs / 60_000, startMs: request.startMs, holder: null, moving: movingOf(app, details) });
  try {
    const operation = intend(app, viewer, details, request);
    // Somebody was faster while the calendar was asked: look again.
    if (operation === null) return await moveBooking(app, viewer, bookingId, request);
    return await carryOut(app, viewer, operation, details);
  } catch (error) {
    if (isOverlap(error) || (error instanceof AppError && reasonOf(error) === "slot_unavailable")) throw timeTaken(error);
    throw error;
  }
}

/** Old and new time are both kept while the move is open. null when the booking is not what it was any more. */
function intend(app: App, viewer: Viewer, details: BookingDetails, { startMs, reason, correlationId }: MoveRequest): Operation | null {
  const endsAt = startMs + details.endsAt - details.startsAt;
  const { blockedFrom, blockedUntil } = blockedTime(startMs, endsAt, details.service ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 });
  const staffId = details.staffId as string;
  return writing(app.db, (tx) => {
    if (getBooking(app, viewer, details.id).version !== details.version) return null;
    assertFree(app.db, { staffId, from: blockedFrom, until: blockedUntil, holder: null, nowMs: app.clock(), exceptBookingId: details.id });
    return openOperation(tx, app, {
      bookingId: details.id,
      kind: "move",
      actor: actorOf(viewer),
      correlationId,
      expectedVersion: details.version,
      payload: { reason: reason || null },
      targetStaffId: staffId,
      targetStartsAt: startMs,
      targetEndsAt: endsAt,
      blockedFrom,
      blockedUntil,
    });
  });
}
