import { isLive, type Booking } from "./booking.ts";

/**
 * Where an appointment stands, as its page says it. `confirming`: asked of the far end, not answered yet.
 * `requested`: answered, and somebody has to agree. `unsettled`: a person has to look into it.
 * `newTimeAsked`: cancelled, and the customer was asked to choose another time.
 */
export type Standing = "confirming" | "requested" | "unsettled" | "booked" | "over" | "cancelled" | "newTimeAsked" | "rejected";

export function standingOf(booking: Pick<Booking, "status" | "endsAt" | "rescheduleRequested"> & { syncState: "pushing" | "failed" | "synced" }, nowMs: number): Standing {
  const { status, syncState } = booking;
  if (status === "cancelled" && booking.rescheduleRequested) return "newTimeAsked";
  if (status === "cancelled" || status === "rejected") return status;
  if (isLive(status) && booking.endsAt <= nowMs) return "over";
  if (status !== "pending") return "booked";
  return syncState === "pushing" ? "confirming" : syncState === "failed" ? "unsettled" : "requested";
}
