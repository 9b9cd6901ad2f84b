import type { Tx } from "#db/client.ts";
import type { Engine } from "#app/engine/context.ts";
import { announce } from "#app/engine/webhooks/announce.server.ts";
import type { AttendeeRow } from "./store.server.ts";

/**
 * What happened to a booking, by webhook event, with details no longer in the row.
 * `bookingId` is the row after the change: of a move, the new booking (its `rescheduledFromUid` names the old one).
 */
export type Told = { bookingId: number } & (
  | { trigger: "BOOKING_CREATED"; seatUid?: string; confirmed?: boolean }
  | { trigger: "BOOKING_REQUESTED"; seatUid?: string }
  | { trigger: "BOOKING_RESCHEDULED"; seatUid?: string; fromBookingId: number; intoEmptySlot?: boolean }
  | { trigger: "BOOKING_CANCELLED"; released?: AttendeeRow; reason?: string; wholeSeries?: boolean; requestReschedule?: boolean }
  | { trigger: "BOOKING_REJECTED" }
  | { trigger: "BOOKING_NO_SHOW_UPDATED"; attendees: { email: string; noShow: boolean }[] }
  | { trigger: "BOOKING_LOCATION_UPDATED"; previousLocation: string }
  | { trigger: "BOOKING_REASSIGNED"; addedHostUserIds: number[]; removedHostUserIds: number[] }
);

/**
 * The one place that turns booking changes into webhooks, inside the transaction of the change and after it. As at
 * Cal.com, no webhook is sent for added guests and attendees, a host marked absent, the old booking of a move, and the
 * later occurrences of a cancelled series.
 */
export function tell(tx: Tx, engine: Engine, told: Told): void {
  announce(tx, engine, told);
}
