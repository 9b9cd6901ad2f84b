import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { askedBy, type Viewer } from "#app/auth/viewer.ts";
import { AppError, reasonOf } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { blockedTime, isLive } from "./booking.ts";
import { assertOffered } from "./absences/offer.server.ts";
import { assertChangeable, carryOut } from "./change.server.ts";
import { assertFree, isOverlap, timeTaken } from "./guard.server.ts";
import { offeredStaff } from "./offered.server.ts";
import { liveTip } from "./settling/link.server.ts";
import { movingOf, NOT_OFFERED, offeringsOf } from "./offerings.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";
import { findOpen, openOperation, type Operation } from "./settling/operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";

export interface MoveRequest {
  startMs: number;
  reason?: string;
  /** The visitor, hashed: their own hold does not block them. */
  holder?: string | null;
  /** The offer it accepts, if any: it must still be open, and its times are held for it. */
  offerId?: string;
  correlationId: string;
}

/**
 * Move a booking to another time with the same person. Moving it to its current time, or to where it is already being
 * moved, succeeds at once.
 *
 * @throws AppError not_found; conflict on `start` when the time is gone, or when it is too late; upstream_down
 */
export async function moveBooking(app: App, viewer: Viewer, bookingId: string, request: MoveRequest): Promise<BookingDetails> {
  const details = getBooking(app, viewer, bookingId);
  if (isGoingTo(app, details, request.startMs)) return details;
  assertBookingOn(app);
  assertChangeable(app, viewer, details, "moved");
  const offerings = offeringsOf(app, details);
  if (offerings.length === 0) throw new AppError("conflict", NOT_OFFERED.message, NOT_OFFERED);
  try {
    const asked = { offerings, durationMinutes: (details.endsAt - details.startsAt) / MINUTE_MS, startMs: request.startMs, holder: holderOf(request), correlationId: request.correlationId };
    await offeredStaff(app, { ...asked, moving: movingOf(app, details) });
    return await carryOut(app, viewer, intend(app, viewer, details, request), details);
  } catch (error) {
    // Somebody was faster while the calendar was asked, perhaps the same form sent twice: check again.
    const now = getBooking(app, viewer, bookingId);
    if (now.version !== details.version || (error instanceof AppError && isGoingTo(app, now, request.startMs))) return moveBooking(app, viewer, bookingId, request);
    if (isOverlap(error) || (error instanceof AppError && reasonOf(error) === "slot_unavailable")) throw timeTaken(error);
    throw error;
  }
}

/** Where it will be once the far end has answered. */
function isGoingTo(app: App, { id, status, startsAt }: BookingDetails, startMs: number): boolean {
  const open = findOpen(app.db, id);
  return isLive(status) && startMs === (open?.kind === "move" ? open.targetStartsAt : startsAt);
}

/** Both the old and the new time are blocked while the move is open. Refused when the booking has changed meanwhile. */
function intend(app: App, viewer: Viewer, details: BookingDetails, request: MoveRequest): Operation {
  const { startMs, reason, offerId, correlationId } = request;
  const endsAt = startMs + details.endsAt - details.startsAt;
  const { blockedFrom, blockedUntil } = blockedTime(startMs, endsAt, details.service ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 });
  const staffId = details.staffId as string;
  return writing(app.db, (tx) => {
    if (getBooking(app, viewer, details.id).version !== details.version) throw timeTaken();
    if (offerId !== undefined) assertOffered(app, offerId, startMs);
    assertFree(app.db, { staffId, from: blockedFrom, until: blockedUntil, holder: holderOf(request), nowMs: app.clock(), exceptBookingId: details.id });
    return openOperation(tx, app, {
      bookingId: details.id,
      kind: "move",
      ...askedBy(viewer),
      correlationId,
      expectedVersion: details.version,
      payload: { reason: reason || null, fromUid: liveTip(app.db, details.id) },
      targetStaffId: staffId,
      targetStartsAt: startMs,
      targetEndsAt: endsAt,
      blockedFrom,
      blockedUntil,
    });
  });
}

const holderOf = ({ offerId, holder }: MoveRequest) => offerId ?? holder ?? null;
