import { isDeskActor } from "#app/auth/viewer.ts";
import type { MessageKind } from "#app/notifications/wording/kinds.ts";
import type { Booking } from "../booking.ts";
import type { Recipient } from "./recipients.server.ts";

/** A history entry that may cause messages. */
export interface Happening {
  action: string;
  data: Record<string, unknown>;
  /** "user:<id>", "admin:<id>", "staff:<id>", "guest", "system:<reason>". */
  actor: string;
}

/** The events that cause messages, the most important first. */
export const TOLD = ["cancelled", "declined", "booked", "requested", "moved", "confirmed", "reassigned", "edited"] as const;
export type Told = (typeof TOLD)[number];

export function isTold(action: string): action is Told {
  return (TOLD as readonly string[]).includes(action);
}

/** The kind of message for a recipient; null for none. */
export function kindFor({ role, isNew }: Pick<Recipient, "role" | "isNew">, told: Told, { actor, data }: Happening, booking: Pick<Booking, "rescheduleRequested">): MessageKind | null {
  switch (role) {
    case "customer":
      return customerKind(told, actor, booking);
    case "guest":
      return told === "edited" ? (isNew ? "guest-invited" : concernsGuests(data) ? "guest-changed" : null) : GUEST_KINDS[told];
    case "staff":
      return told === "reassigned" ? "staff-given" : STAFF_KINDS[told];
    case "former":
      return "staff-taken";
  }
}

function customerKind(told: Told, actor: string, { rescheduleRequested }: Pick<Booking, "rescheduleRequested">): MessageKind {
  if (told === "cancelled" && rescheduleRequested) return "new-time";
  return isDeskActor(actor) && (told === "moved" || told === "edited" || told === "cancelled") ? `${told}-by-desk` : told;
}

const GUEST_KINDS = {
  booked: "guest-invited",
  requested: "guest-invited",
  confirmed: "guest-confirmed",
  moved: "guest-changed",
  reassigned: "guest-changed",
  cancelled: "guest-cancelled",
  declined: "guest-cancelled",
} as const;
const STAFF_KINDS = {
  booked: "staff-booked",
  requested: "staff-requested",
  confirmed: "staff-confirmed",
  moved: "staff-moved",
  edited: "staff-edited",
  cancelled: "staff-cancelled",
  declined: "staff-cancelled",
} as const;

/** The customer's name, number and notes are between the customer and the desk. */
function concernsGuests({ after }: Record<string, unknown>): boolean {
  return ["title", "location", "meetingUrl"].some((field) => field in ((after ?? {}) as object));
}
