import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { askedBy, type Viewer } from "#app/auth/viewer.ts";
import type { Effort } from "#app/calcom/gateway.ts";
import type { BookablePerson } from "#app/catalog/model.ts";
import { hostOf, offering, staffFor } from "#app/catalog/queries.server.ts";
import { AppError, reasonOf } from "#app/lib/errors.ts";
import type { ReassignWay } from "./settling/ask-reassign.server.ts";
import { isLive, type Booking } from "./booking.ts";
import { carryOut } from "./change.server.ts";
import { assertFree, isOverlap } from "./guard.server.ts";
import { liveTip } from "./settling/link.server.ts";
import { assertBookingOn } from "./settling/booking-switch.server.ts";
import { assertUnchanging, openOperation, type Operation } from "./settling/operation.server.ts";
import { getBooking, type BookingDetails } from "./queries.server.ts";
import { assertAdministrator } from "./scope.server.ts";
import { atWork, isWithinNotice } from "./within-notice.server.ts";

export interface ReassignRequest {
  /** Who takes it over: somebody who does the same service at the same branch. */
  staffId: string;
  reason?: string;
  /** The holder of the other person's time meanwhile: that hold does not block this change. */
  holder?: string;
  correlationId: string;
  effort?: Effort;
}

/**
 * Reassign a booking to another person at the same time. Cal.com supports that for round robin only; otherwise a new
 * booking is made with the other person and the old one cancelled, under one operation (`reassignWay` says which).
 *
 * @throws AppError not_found; forbidden to customers; invalid on `staff` when that person does not do it; conflict on
 * `staff` when they are not free then; upstream_down
 */
export async function reassignBooking(app: App, viewer: Viewer, bookingId: string, request: ReassignRequest): Promise<BookingDetails> {
  try {
    const override = await exception(app, getBooking(app, viewer, bookingId), request);
    const { details, operation } = intend(app, viewer, bookingId, { ...request, override });
    return operation ? await carryOut(app, viewer, operation, details, request.effort) : details;
  } catch (error) {
    if (isOverlap(error) || (error instanceof AppError && reasonOf(error) === "slot_unavailable")) throw notFree(error);
    throw error;
  }
}

/** Notice is no reason to refuse an appointment already agreed on, but the colleague should be at work then. */
async function exception(app: App, details: BookingDetails, { staffId }: ReassignRequest): Promise<string | undefined> {
  return isWithinNotice(app, details) && (await atWork(app, [staffId], details)).length > 0 ? "Reassigned within the notice" : undefined;
}

function intend(
  app: App,
  viewer: Viewer,
  bookingId: string,
  { staffId, reason, holder, correlationId, override }: ReassignRequest & { override?: string },
): { details: BookingDetails; operation: Operation | null } {
  return writing(app.db, (tx) => {
    const details = getBooking(app, viewer, bookingId);
    if (!isToReassign(app, viewer, details, staffId, holder)) return { details, operation: null };
    const { way, userId } = reassignWay(app, details, staffId);
    const { blockedFrom, blockedUntil, startsAt, endsAt, version } = details;
    const operation = openOperation(tx, app, {
      bookingId,
      kind: "reassign",
      ...askedBy(viewer),
      correlationId,
      expectedVersion: version,
      payload: {
        reason: reason?.trim() || null,
        ...(override !== undefined && way === "replace" && { override }),
        way,
        userId,
        fromUid: liveTip(app.db, bookingId),
      },
      targetStaffId: staffId,
      targetStartsAt: startsAt,
      targetEndsAt: endsAt,
      blockedFrom,
      blockedUntil,
    });
    return { details, operation };
  });
}

/**
 * Whether there is anything to do: false when it is already with that person.
 *
 * @throws as `reassignBooking`
 */
export function isToReassign(app: App, viewer: Viewer, details: BookingDetails, staffId: string, holder: string | null = null): boolean {
  assertAdministrator(viewer);
  if (details.staffId === staffId && isLive(details.status)) return false;
  assertBookingOn(app);
  if (!isLive(details.status)) throw new AppError("conflict", "This appointment was called off, so it can no longer be reassigned.", { cause: { code: "not_live" } });
  reassignWay(app, details, staffId);
  assertUnchanging(app.db, details.id);
  assertFree(app.db, { staffId, from: details.blockedFrom, until: details.blockedUntil, holder, nowMs: app.clock(), exceptBookingId: details.id });
  return true;
}

function notFree(cause: unknown): AppError {
  return new AppError("conflict", "This person is not free at that time. Please choose somebody else, or move the appointment first.", { fields: { staff: "Not free at that time." }, cause });
}

/** Who else does the same service at the same branch. */
export function colleaguesOf(app: App, { serviceId, branchId, staffId }: Booking): BookablePerson[] {
  if (serviceId === null || branchId === null) return [];
  return staffFor(app.db, { serviceId, branchId }).filter(({ id }) => id !== staffId);
}

/**
 * How the far end will do it: `host` changes the host of the booking, `replace` makes a new one and cancels the old.
 *
 * @throws AppError invalid on `staff`
 */
export function reassignWay(app: App, { serviceId, branchId, staffId: fromId }: Booking, staffId: string): { way: ReassignWay; userId: number | null } {
  const at = { serviceId: serviceId ?? "", branchId: branchId ?? "" };
  const target = offering(app.db, { ...at, staffId });
  if (!target) throw new AppError("invalid", "This person does not do this there.", { fields: { staff: "Choose somebody who does this service there." } });
  const userId = hostOf(app.db, staffId)?.calcomUserId ?? null;
  const isShared = offering(app.db, { ...at, staffId: fromId ?? "" })?.eventTypeId === target.eventTypeId;
  return { way: isShared && userId !== null ? "host" : "replace", userId };
}
