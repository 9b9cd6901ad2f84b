import type { CalcomHost } from "./model.ts";

/** What happened, by the webhook's event name; `read`: an API response. */
export type SightingKind = "created" | "requested" | "rescheduled" | "cancelled" | "rejected" | "payment_initiated" | "paid" | "no_show" | "location_updated" | "reassigned" | "read";

/** Of one uid. The API calls a superseded booking cancelled, and names its successor. */
export type SeenState = "pending" | "accepted" | "rejected" | "cancelled" | "superseded";

export interface SeenAttendee {
  /** "" when not given, as a guest's is. */
  name: string;
  /** null for the placeholder Cal.com makes up for a phone number. */
  email: string | null;
  phone: string | null;
  timeZone: string | null;
  absent: boolean | null;
}

/** Answers are strings here; several are joined by line breaks. */
export interface SeenAnswer {
  label: string | null;
  value: string;
}

/** What one webhook or API response says about a booking. null: it says nothing about that field, and overwrites nothing. */
export interface Sighting {
  kind: SightingKind;
  uid: string;
  /** When it happened by the far end's clock, UTC milliseconds. */
  atMs: number;
  /** When attendance was read, if not at `atMs`. */
  attendanceAtMs: number | null;
  /** null if the message is about something else (absence, location, host). */
  state: SeenState | null;
  /** The uid this one replaced in a move, and the first uid of the chain. */
  predecessorUid: string | null;
  rootUid: string | null;
  successorUid: string | null;
  icsUid: string | null;
  /** For a group booking: the attendees are only the seats this message is about. */
  seats: "taken" | "released" | "moved" | null;
  startMs: number | null;
  endMs: number | null;
  title: string | null;
  eventTypeId: number | null;
  /** The organiser first. */
  hosts: CalcomHost[] | null;
  /** The booker first. */
  attendees: SeenAttendee[] | null;
  /** By booking-field slug. */
  answers: Record<string, SeenAnswer>;
  notes: string | null;
  location: string | null;
  meetingUrl: string | null;
  metadata: Record<string, string>;
  reason: string | null;
  cancelledBy: string | null;
  /** The host asks the client to choose another time. */
  requestReschedule: boolean;
  /** All later ones of its series were cancelled with it, without messages of their own. */
  endsSeries: boolean;
  paid: boolean;
}

export const NOTHING_SEEN = {
  attendanceAtMs: null, state: null, predecessorUid: null, rootUid: null, successorUid: null, icsUid: null, seats: null, startMs: null, endMs: null, title: null, eventTypeId: null, hosts: null,
  attendees: null, answers: {}, notes: null, location: null, meetingUrl: null, metadata: {}, reason: null, cancelledBy: null, requestReschedule: false, endsSeries: false, paid: false,
} as const satisfies Omit<Sighting, "kind" | "uid" | "atMs">;
