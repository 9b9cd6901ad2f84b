import { recordsIn, type Probe } from "./probe.server.ts";

/** Where webhooks are registered: an account's webhooks receive only its own bookings, so each event type of other people needs one. */
export interface WebhookPlace {
  /** Below the base URL. */
  path: string;
  /** For the page. */
  name: string;
}

export interface FoundWebhook {
  id: string;
  active: boolean;
  triggers: string[];
  /** null: none. undefined: not reported by Cal.com. */
  secret: string | null | undefined;
  hasTemplate: boolean;
}

export function webhookPlaces(teamId: number | null, teamTypes: { id: number; title: string }[]): WebhookPlace[] {
  return [{ path: "/webhooks", name: "the account" }, ...teamTypes.map(({ id, title }) => ({ path: `/teams/${teamId}/event-types/${id}/webhooks`, name: `the event type "${title}"` }))];
}

/** The webhook of this place that comes to us; null when there is none, "unreadable" when Cal.com does not list them. */
export async function webhookAt(probe: Probe, place: WebhookPlace, url: string): Promise<FoundWebhook | null | "unreadable"> {
  const listed = await probe({ method: "GET", path: place.path });
  if (!listed.answered || !listed.isOk) return "unreadable";
  const ours = recordsIn(listed).find(({ subscriberUrl }) => typeof subscriberUrl === "string" && subscriberUrl.replace(/\/+$/, "") === url);
  if (!ours) return null;
  return {
    id: String(ours["id"]),
    active: ours["active"] !== false,
    triggers: Array.isArray(ours["triggers"]) ? ours["triggers"].map(String) : [],
    secret: ours["secret"] === undefined ? undefined : typeof ours["secret"] === "string" ? ours["secret"] : null,
    hasTemplate: typeof ours["payloadTemplate"] === "string" && ours["payloadTemplate"] !== "",
  };
}

/** Every change of a booking. Meeting start and end are not needed. */
export const neededTriggers = [
  "BOOKING_CREATED",
  "BOOKING_REQUESTED",
  "BOOKING_RESCHEDULED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
  "BOOKING_PAYMENT_INITIATED",
  "BOOKING_PAID",
  "BOOKING_NO_SHOW_UPDATED",
];

/** An older Cal.com refuses these. */
export const wishedTriggers = ["BOOKING_LOCATION_UPDATED", "BOOKING_REASSIGNED"];
