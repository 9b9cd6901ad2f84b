import type { App } from "#app/app.server.ts";
import { serviceById, staffById } from "#app/catalog/queries.server.ts";
import { withAttendance } from "../attendance.ts";
import { blockedTime, type Booking, type BookingStatus } from "../booking.ts";
import { predecessorOf, type FarBooking } from "./link.server.ts";
import { editedColumns, editedFields, type AskedOfFarEnd, type BookingEdit } from "../edit-changes.ts";
import { meetsAnother } from "../guard.server.ts";
import type { Operation } from "./operation.server.ts";

/** What a confirmed operation writes: booking columns and a history entry. */
export interface Outcome {
  change: Partial<Booking>;
  action: string;
  data: Record<string, unknown>;
}

/** Per kind of operation: what the far end's confirmation means for the booking as it is now. */
export const OUTCOMES = {
  create: created,
  move: moved,
  cancel: ended("cancelled", "cancelled"),
  confirm: confirmed,
  decline: ended("rejected", "declined"),
  edit: edited,
  reassign: reassigned,
  attendance: attended,
};

/** The branch's own address wins; Cal.com's location is used if we have none. */
function created(app: App, { payload }: Operation, booking: Booking, far: FarBooking): Outcome {
  const status = statusOf(far, far.rescheduledFromUid === null ? "confirmed" : "rescheduled");
  const isElsewhere = far.startMs !== booking.startsAt || far.endMs !== booking.endsAt;
  return {
    change: { ...(isElsewhere && timeThere(app, booking, far)), status, meetingUrl: far.meetingUrl, location: booking.location ?? far.location },
    action: status === "pending" ? "requested" : "booked",
    data: { startsAt: far.startMs, endsAt: far.endMs, ...(typeof payload.override === "string" && { override: payload.override }) },
  };
}

function moved(app: App, operation: Operation, booking: Booking, far: FarBooking): Outcome {
  return {
    change: { ...timeThere(app, booking, far), status: statusOf(far, "rescheduled"), meetingUrl: far.meetingUrl ?? booking.meetingUrl, icsSequence: booking.icsSequence + 1 },
    action: "moved",
    data: { from: booking.startsAt, to: far.startMs, reason: operation.payload.reason ?? null },
  };
}

/** The far end decides the time, even if it overlaps another appointment of ours. */
function timeThere(app: App, booking: Booking, { startMs, endMs }: FarBooking) {
  const service = booking.serviceId ? serviceById(app.db, booking.serviceId) : null;
  const blocked = blockedTime(startMs, endMs, service ?? { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 });
  return { startsAt: startMs, endsAt: endMs, ...blocked, guarded: !meetsAnother(app.db, { ...booking, ...blocked }) };
}

/** If confirmed after a move, it still has a predecessor. */
function confirmed(app: App, _: Operation, booking: Booking, far: FarBooking): Outcome {
  const status = statusOf(far, predecessorOf(app.db, far.uid) === null ? "confirmed" : "rescheduled");
  return { change: { status, meetingUrl: far.meetingUrl ?? booking.meetingUrl, icsSequence: booking.icsSequence + 1 }, action: "confirmed", data: { startsAt: booking.startsAt } };
}

function ended(status: "cancelled" | "rejected", action: string) {
  return (app: App, operation: Operation, booking: Booking): Outcome => {
    const reason = (operation.payload.reason as string | undefined) || null;
    return {
      change: { status, cancellationReason: reason, cancelledBy: operation.actor, cancelledAt: app.clock(), icsSequence: booking.icsSequence + 1 },
      action,
      data: { reason },
    };
  };
}

/** Applied to the current booking: other fields may have been edited meanwhile. */
function edited(_: App, { payload }: Operation, booking: Booking, far: FarBooking): Outcome {
  const [changes, asked] = [payload.changes as BookingEdit, payload.asked as AskedOfFarEnd];
  const place = asked.location === undefined ? {} : { meetingUrl: far.meetingUrl };
  return { change: { ...editedColumns(booking, changes, asked), ...place }, action: "edited", data: { ...editedFields(booking, changes) } };
}

/** A new booking has a predecessor. The title names the person, unless somebody changed it. */
function reassigned(app: App, operation: Operation, booking: Booking, far: FarBooking): Outcome {
  const [from, to] = [staffById(app.db, booking.staffId ?? ""), staffById(app.db, operation.targetStaffId ?? "")];
  const namesPerson = from !== null && to !== null && !booking.ownFields.includes("title") && booking.title.endsWith(` with ${from.name}`);
  return {
    change: {
      staffId: operation.targetStaffId,
      ...(namesPerson && { title: `${booking.title.slice(0, -from.name.length)}${to.name}` }),
      status: statusOf(far, booking.status === "rescheduled" || predecessorOf(app.db, far.uid) !== null ? "rescheduled" : "confirmed"),
      meetingUrl: far.meetingUrl ?? booking.meetingUrl,
      icsSequence: booking.icsSequence + 1,
      guarded: !meetsAnother(app.db, { ...booking, staffId: operation.targetStaffId }),
    },
    action: "reassigned",
    data: { from: booking.staffId, to: operation.targetStaffId, fromName: from?.name ?? null, toName: to?.name ?? null, reason: operation.payload.reason ?? null },
  };
}

/** Calendar entries are not affected. */
function attended(_: App, { payload }: Operation, booking: Booking): Outcome {
  const absent = payload.absent === true;
  return { change: { attendees: withAttendance(booking, absent) }, action: absent ? "marked absent" : "absence taken back", data: {} };
}

function statusOf(far: FarBooking, accepted: BookingStatus): BookingStatus {
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
