import type { App } from "#app/app.server.ts";
import { AppError } from "#app/lib/errors.ts";
import type { Booking } from "../booking.ts";
import { askedIn } from "./ask-edit.server.ts";
import { asKnownHere, liveLink, type FarBooking } from "./link.server.ts";
import type { Operation } from "./operation.server.ts";

/**
 * The answer to a change of a booking that belongs to another far end than the one in use; null when it belongs to that
 * one. Bookings the embedded engine held before Cal.com took over are now only ours, so the change is simply made. The
 * other way round Cal.com still holds it, and cannot be asked.
 *
 * @throws AppError conflict: it was made in Cal.com, which is not connected
 */
export function answerOfFormer(app: App, operation: Operation, booking: Booking): FarBooking | null {
  const link = operation.kind === "create" ? null : liveLink(app.db, booking.id);
  if (link === null || link.farEnd === app.farEnd.name) return null;
  if (link.farEnd !== "embedded")
    throw new AppError("conflict", "This appointment was made in Cal.com, which is not connected at the moment. Please call us.", {
      atDesk: "This appointment was made in Cal.com, which is not connected at the moment.",
      cause: { code: "far_end_not_connected" },
    });
  return { ...asKnownHere(booking, link.uid), ...changedBy(operation) };
}

function changedBy(operation: Operation): Partial<FarBooking> {
  switch (operation.kind) {
    case "move":
      return { startMs: operation.targetStartsAt as number, endMs: operation.targetEndsAt as number };
    case "cancel":
      return { status: "cancelled" };
    case "confirm":
      return { status: "accepted" };
    case "decline":
      return { status: "rejected" };
    case "edit":
      return placeOf(askedIn(operation).location);
    default:
      return {};
  }
}

function placeOf(location: string | undefined): Partial<FarBooking> {
  if (location === undefined) return {};
  return { location, meetingUrl: /^https?:\/\//.test(location) ? location : null };
}
