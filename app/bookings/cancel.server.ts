import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { askedBy, type Viewer } from "#app/auth/viewer.ts";
import type { Effort } from "#app/calcom/gateway.ts";
import { assertChangeable, carryOut } from "./change.server.ts";
import { isBookingOn } from "./settling/booking-switch.server.ts";
import { findCancelling, queueOperation, type Operation } from "./settling/operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";

interface CancelRequest {
  reason?: string;
  correlationId: string;
  effort?: Effort;
}

/**
 * Cancel a booking. Idempotent: cancelling a cancelled booking succeeds. While another change is under way, or the
 * calendar is switched off, the cancellation waits and the booking is returned unchanged.
 *
 * @throws AppError not_found; conflict when it is too late; upstream_down
 */
export async function cancelBooking(app: App, viewer: Viewer, bookingId: string, request: CancelRequest): Promise<BookingDetails> {
  const { details, operation } = intend(app, viewer, bookingId, request);
  return operation?.state === "open" ? carryOut(app, viewer, operation, details, request.effort) : getBooking(app, viewer, bookingId);
}

function intend(app: App, viewer: Viewer, bookingId: string, { reason, correlationId }: CancelRequest): { details: BookingDetails; operation: Operation | null } {
  return writing(app.db, (tx) => {
    const details = getBooking(app, viewer, bookingId);
    if (!isToCancel(app, viewer, details)) return { details, operation: null };
    const payload = { reason: reason?.trim() || null };
    const operation = queueOperation(tx, app, { bookingId: details.id, kind: "cancel", ...askedBy(viewer), correlationId, expectedVersion: details.version, payload }, isBookingOn(app));
    return { details, operation };
  });
}

/**
 * Whether there is anything to do: false when it is cancelled, or about to be.
 *
 * @throws AppError conflict when it is too late
 */
export function isToCancel(app: App, viewer: Viewer, details: BookingDetails): boolean {
  if (details.status === "cancelled" || findCancelling(app.db, details.id)) return false;
  assertChangeable(app, viewer, details, "cancelled");
  return true;
}
