import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { askedBy, type Viewer } from "#app/auth/viewer.ts";
import type { Effort } from "#app/calcom/gateway.ts";
import { AppError } from "#app/lib/errors.ts";
import { carryOut } from "./change.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";
import { assertUnchanging, findOpen, openOperation, type Operation } from "./settling/operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";
import { assertDesk } from "./scope.server.ts";

interface Decision {
  /** Told to the customer with a decline. */
  reason?: string;
  correlationId: string;
  effort?: Effort;
}

/**
 * Confirm a request. Idempotent. While the far end has not answered, the booking is returned unchanged.
 *
 * @throws AppError not_found; forbidden to customers; conflict when it is over or its time was taken; upstream_down
 */
export async function confirmBooking(app: App, viewer: Viewer, bookingId: string, decision: Decision): Promise<BookingDetails> {
  return decide(app, viewer, bookingId, "confirm", decision);
}

/** Decline a request: it becomes rejected, and its time is free again. Otherwise as `confirmBooking`. */
export async function declineBooking(app: App, viewer: Viewer, bookingId: string, decision: Decision): Promise<BookingDetails> {
  return decide(app, viewer, bookingId, "decline", decision);
}

const DECIDED = { confirm: ["confirmed", "rescheduled"], decline: ["rejected"] };

async function decide(app: App, viewer: Viewer, bookingId: string, kind: "confirm" | "decline", decision: Decision): Promise<BookingDetails> {
  const { details, operation } = intend(app, viewer, bookingId, kind, decision);
  return operation ? carryOut(app, viewer, operation, details, decision.effort) : getBooking(app, viewer, bookingId);
}

function intend(app: App, viewer: Viewer, bookingId: string, kind: "confirm" | "decline", { reason, correlationId }: Decision): { details: BookingDetails; operation: Operation | null } {
  return writing(app.db, (tx) => {
    const details = getBooking(app, viewer, bookingId);
    if (!isToDecide(app, viewer, details, kind)) return { details, operation: null };
    const payload = { reason: reason?.trim() || null };
    return { details, operation: openOperation(tx, app, { bookingId, kind, ...askedBy(viewer), correlationId, expectedVersion: details.version, payload }) };
  });
}

/**
 * Whether there is anything to do: false when it was already decided this way, or is about to be.
 *
 * @throws as `confirmBooking`
 */
export function isToDecide(app: App, viewer: Viewer, details: BookingDetails, kind: "confirm" | "decline"): boolean {
  assertDesk(viewer, details);
  if (DECIDED[kind].includes(details.status) || findOpen(app.db, details.id)?.kind === kind) return false;
  assertBookingOn(app);
  if (details.status !== "pending") throw new AppError("conflict", "This appointment is no longer waiting for an answer.", { cause: { code: "not_pending" } });
  assertUnchanging(app.db, details.id);
  return true;
}
