import type { CalcomHost } from "./model.ts";

/** What happened, as the name of a webhook tells it; `read`: the API was asked. */
export type SightingKind = "created" | "requested" | "rescheduled" | "cancelled" | "rejected" | "payment_initiated" | "paid" | "no_show" | "location_updated" | "reassigned" | "read";

/** Of one uid. The API calls a superseded booking cancelled, and names its successor. */
export type SeenState = "pending" | "accepted" | "rejected" | "cancelled" | "superseded";

export interface SeenAttendee {
  /** "" when not given, as a guest's is. */
  name: string;
  /** null for the placeholder Cal.com makes of a phone number. */
  email: string | null;
  phone: string | null;
  timeZone: string | null;
  absent: boolean | null;
}

/** A value of an answer is a text here; several are joined by line breaks. */
export interface SeenAnswer {
  label: string | null;
  value: string;
}

/** What one message, or one answer of the API, says of a booking. null: it says nothing of that, and overwrites nothing. */
export interface Sighting {
  kind: SightingKind;
  uid: string;
  /** When it happened by the far end's clock, UTC milliseconds. */
  atMs: number;
  /** null where the message tells of something else (absence, place, host). */
  state: SeenState | null;
  /** The uid a move made this one of, and the first of the chain. */
  predecessorUid: string | null;
  rootUid: string | null;
  successorUid: string | null;
  icsUid: string | null;
  /** Of a group: the attendees are the seats this is about, no others. */
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
  /** All later ones of its series went with it, without a word of their own. */
  endsSeries: boolean;
  paid: boolean;
}

export const NOTHING_SEEN = {
  state: null, predecessorUid: null, rootUid: null, successorUid: null, icsUid: null, seats: null, startMs: null, endMs: null, title: null, eventTypeId: null, hosts: null,
  attendees: null, answers: {}, notes: null, location: null, meetingUrl: null, metadata: {}, reason: null, cancelledBy: null, requestReschedule: false, endsSeries: false, paid: false,
} as const satisfies Omit<Sighting, "kind" | "uid" | "atMs">;
