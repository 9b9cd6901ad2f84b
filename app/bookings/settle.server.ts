import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { serviceById } from "#app/catalog/queries.server.ts";
import { reasonOf } from "#app/lib/errors.ts";
import { blockedTime, type Booking, type BookingStatus } from "./booking.ts";
import { linkUid } from "./link.server.ts";
import { closeOperation, type Operation } from "./operation.server.ts";
import type { FarAnswer } from "./perform.server.ts";

/**
 * Write down what became of an operation: status, link and history at once. The answer to the visitor and the
 * settling loop call the same function; the first one writes, the others find nothing to do. An unknown
 * outcome leaves everything open.
 */
export function settle(app: App, operation: Operation, booking: Booking, answer: FarAnswer): void {
  if (answer.outcome === "unknown") return;
  writing(app.db, (tx) => {
    if (answer.outcome === "confirmed") settleConfirmed(tx, app, operation, booking, answer.far);
    else settleRefused(tx, app, operation, reasonOf(answer.error));
  });
}

function settleConfirmed(tx: Tx, app: App, operation: Operation, booking: Booking, far: CalcomBooking): void {
  if (!closeOperation(tx, app, operation, "done")) return;
  linkUid(tx, app, booking.id, far);
  const nowMs = app.clock();
  const common = { version: booking.version + 1, updatedAt: nowMs, ...(far.icsUid && { icsUid: far.icsUid }) };
  switch (operation.kind) {
    case "create":
      // A branch has an address of its own; Cal.com's word for the place counts where we have none.
      tx.update(bookings).set({ ...common, status: statusOf(far, "confirmed"), meetingUrl: far.meetingUrl, location: booking.location ?? far.location }).where(eq(bookings.id, booking.id)).run();
      record(tx, app, operation, statusOf(far, "confirmed") === "pending" ? "requested" : "booked", { startsAt: booking.startsAt, endsAt: booking.endsAt });
      break;
    case "move":
      tx.update(bookings)
        .set({ ...common, ...movedTime(app, booking, far), status: statusOf(far, "rescheduled"), meetingUrl: far.meetingUrl ?? booking.meetingUrl, icsSequence: booking.icsSequence + 1, guarded: true })
        .where(eq(bookings.id, booking.id))
        .run();
      record(tx, app, operation, "moved", { from: booking.startsAt, to: far.startMs, reason: operation.payload.reason ?? null });
      break;
    case "cancel":
      tx.update(bookings)
        .set({ ...common, status: "cancelled", cancellationReason: (operation.payload.reason as string | undefined) || null, cancelledBy: operation.actor, cancelledAt: nowMs, icsSequence: booking.icsSequence + 1 })
        .where(eq(bookings.id, booking.id))
        .run();
      record(tx, app, operation, "cancelled", { reason: operation.payload.reason ?? null });
      break;
  }
}

/** The far end has the last word on the time. */
function movedTime(app: App, booking: Booking, far: CalcomBooking) {
  const service = booking.serviceId ? serviceById(app.db, booking.serviceId) : null;
  const buffers = service ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
  return { startsAt: far.startMs, endsAt: far.endMs, ...blockedTime(far.startMs, far.endMs, buffers) };
}

function statusOf(far: CalcomBooking, accepted: BookingStatus): BookingStatus {
  switch (far.status) {
    case "accepted":
      return accepted;
    case "pending":
    case "awaiting_host":
      return "pending";
    default:
      return far.status;
  }
}

/** A refused create leaves no appointment behind; the operation and the history stay. */
function settleRefused(tx: Tx, app: App, operation: Operation, reason: string): void {
  if (!closeOperation(tx, app, operation, "refused", reason)) return;
  if (operation.kind === "create") tx.delete(bookings).where(eq(bookings.id, operation.bookingId)).run();
  record(tx, app, operation, `${operation.kind} refused`, { reason });
}

function record(tx: Tx, app: App, operation: Operation, action: string, data: Record<string, unknown>): void {
  const { bookingId, actor, correlationId } = operation;
  recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, actor, action, source: actor.startsWith("system:") ? "job" : "web", correlationId, data });
}
