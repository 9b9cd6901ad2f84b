import { eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { blockers } from "#app/availability/blockers.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { serviceById } from "#app/catalog/queries.server.ts";
import { reasonOf } from "#app/lib/errors.ts";
import { blockedTime, type Booking, type BookingStatus } from "./booking.ts";
import { linkUid, liveTip } from "./link.server.ts";
import { closeOperation, type Operation } from "./operation.server.ts";
import type { FarAnswer } from "./perform.server.ts";

/**
 * Write down what became of an operation: status, link and history at once. The answer to the visitor and the
 * settling loop call the same function; the first one writes, the others find nothing to do. An unknown
 * outcome leaves everything open.
 */
export function settle(app: App, operation: Operation, answer: FarAnswer): void {
  if (answer.outcome === "unknown") return;
  writing(app.db, (tx) => {
    if (answer.outcome === "confirmed") settleConfirmed(tx, app, operation, answer.far);
    else settleRefused(tx, app, operation, reasonOf(answer.error));
  });
}

function settleConfirmed(tx: Tx, app: App, operation: Operation, far: CalcomBooking): void {
  if (!closeOperation(tx, app, operation, "done")) return;
  // As it stands now: it may have been edited while the far end was asked.
  const booking = tx.select().from(bookings).where(eq(bookings.id, operation.bookingId)).get();
  if (!booking) return;
  linkUid(tx, app, booking.id, operation.kind === "move" ? succeeding(app, booking, far) : far);
  const common = { version: booking.version + 1, updatedAt: app.clock(), ...(far.icsUid && { icsUid: far.icsUid }) };
  const { change, action, data } = OUTCOMES[operation.kind as keyof typeof OUTCOMES](app, operation, booking, far);
  tx.update(bookings).set({ ...common, ...change }).where(eq(bookings.id, booking.id)).run();
  record(tx, app, operation, action, data);
}

interface Outcome {
  change: Partial<Booking>;
  action: string;
  data: Record<string, unknown>;
}

const OUTCOMES = { create: created, move: moved, cancel: cancelled };

/** A branch has an address of its own; Cal.com's word for the place counts where we have none. */
function created(_: App, __: Operation, booking: Booking, far: CalcomBooking): Outcome {
  const status = statusOf(far, "confirmed");
  return {
    change: { status, meetingUrl: far.meetingUrl, location: booking.location ?? far.location },
    action: status === "pending" ? "requested" : "booked",
    data: { startsAt: booking.startsAt, endsAt: booking.endsAt },
  };
}

/** The far end has the last word on the time, even where it meets another appointment of ours. */
function moved(app: App, operation: Operation, booking: Booking, far: CalcomBooking): Outcome {
  const service = booking.serviceId ? serviceById(app.db, booking.serviceId) : null;
  const blocked = blockedTime(far.startMs, far.endMs, service ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 });
  const inTheWay = blockers(app.db, { staffId: booking.staffId ?? "", from: blocked.blockedFrom, until: blocked.blockedUntil, nowMs: Infinity, holder: null, exceptBookingId: booking.id });
  return {
    change: {
      startsAt: far.startMs,
      endsAt: far.endMs,
      ...blocked,
      status: statusOf(far, "rescheduled"),
      meetingUrl: far.meetingUrl ?? booking.meetingUrl,
      icsSequence: booking.icsSequence + 1,
      guarded: inTheWay.length === 0,
    },
    action: "moved",
    data: { from: booking.startsAt, to: far.startMs, reason: operation.payload.reason ?? null },
  };
}

function cancelled(app: App, operation: Operation, booking: Booking): Outcome {
  const reason = (operation.payload.reason as string | undefined) || null;
  return {
    change: { status: "cancelled", cancellationReason: reason, cancelledBy: operation.actor, cancelledAt: app.clock(), icsSequence: booking.icsSequence + 1 },
    action: "cancelled",
    data: { reason },
  };
}

/** The successor of a move says of whom, also where the far end forgot to. */
function succeeding(app: App, booking: Booking, far: CalcomBooking): CalcomBooking {
  const tip = liveTip(app.db, booking.id);
  return { ...far, rescheduledFromUid: far.rescheduledFromUid ?? (tip === far.uid ? null : tip) };
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
