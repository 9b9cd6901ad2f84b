import type { App } from "#app/app.server.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import type { Effort } from "#app/calcom/gateway.ts";
import { AppError } from "#app/lib/errors.ts";
import { cancelBooking, isToCancel } from "../cancel.server.ts";
import { confirmBooking, isToDecide } from "../decide.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { isToReassign, reassignBooking, reassignWay } from "../reassign.server.ts";
import { isToRemind } from "../reminders/remind-now.server.ts";
import { atWork } from "../within-notice.server.ts";
import type { Run } from "./run.ts";

type Terms = Pick<Run, "verb" | "reason" | "staffId">;

/**
 * Whether a run would change a booking as it is now, by the same check as the booking's own page. Appointments that
 * have begun are left alone, even where a single one could be changed: nobody who selects everything means last year.
 *
 * @throws AppError why it cannot
 */
export function isToDo(app: App, viewer: Viewer, { verb, staffId }: Terms, details: BookingDetails): boolean {
  if (details.startsAt <= app.clock()) throw new AppError("conflict", "It has begun, or is over.", { cause: { code: "begun" } });
  switch (verb) {
    case "confirm":
      return isToDecide(app, viewer, details, "confirm");
    case "cancel":
      return isToCancel(app, viewer, details);
    case "reassign":
      return isToReassign(app, viewer, details, staffId ?? "");
    case "remind":
      return isToRemind(app, viewer, details);
  }
}

/**
 * Why the calendar would refuse a change that passes our own checks. Hours kept here can be checked; Cal.com decides
 * about its own when it is asked.
 */
export async function hoursAgainst(app: App, { verb, staffId }: Terms, details: BookingDetails): Promise<string | null> {
  if (verb !== "reassign" || staffId === null || app.farEnd.name === "calcom" || reassignWay(app, details, staffId).way === "host") return null;
  return (await atWork(app, [staffId], details)).length > 0 ? null : "It lies outside the hours of this person.";
}

/** Visitors' calls go first, and a far end that is down is asked later. */
const effort: Effort = "job";

/** The change itself, by the verb for a single booking. Reminders need no far end: see `remindNow`. */
export async function carryOutOne(app: App, viewer: Viewer, { verb, staffId, reason }: Terms, bookingId: string, correlationId: string): Promise<void> {
  const request = { reason: reason ?? undefined, correlationId, effort };
  switch (verb) {
    case "confirm":
      return void (await confirmBooking(app, viewer, bookingId, request));
    case "cancel":
      return void (await cancelBooking(app, viewer, bookingId, request));
    case "reassign":
      return void (await reassignBooking(app, viewer, bookingId, { ...request, staffId: staffId ?? "" }));
    case "remind":
      throw new Error("A reminder is written in the transaction of its row");
  }
}
