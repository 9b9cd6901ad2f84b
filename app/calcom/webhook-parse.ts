import { NOTHING_SEEN, type SeenState, type Sighting, type SightingKind } from "./sighting.ts";
import { answersIn, attendeeIn, hostIn, instantIn, isLink, listIn, metadataIn, numberIn, objectIn, textIn, type Wire } from "./seen-values.ts";

/** A parsed webhook body. `sighting` is null for events that change nothing here. */
export interface Delivery {
  /** "BOOKING_CREATED"; as sent, even if unknown. */
  event: string;
  uid: string | null;
  sighting: Sighting | null;
  /** The event should name a booking, but does not. */
  isIncomplete?: boolean;
}

const EVENTS: Record<string, { kind: SightingKind; state: SeenState | null }> = {
  BOOKING_CREATED: { kind: "created", state: "accepted" },
  BOOKING_REQUESTED: { kind: "requested", state: "pending" },
  BOOKING_RESCHEDULED: { kind: "rescheduled", state: "accepted" },
  BOOKING_CANCELLED: { kind: "cancelled", state: "cancelled" },
  BOOKING_REJECTED: { kind: "rejected", state: "rejected" },
  // Claims ACCEPTED, but is not.
  BOOKING_PAYMENT_INITIATED: { kind: "payment_initiated", state: "pending" },
  BOOKING_PAID: { kind: "paid", state: "accepted" },
  BOOKING_NO_SHOW_UPDATED: { kind: "no_show", state: null },
  BOOKING_LOCATION_UPDATED: { kind: "location_updated", state: null },
  BOOKING_REASSIGNED: { kind: "reassigned", state: null },
};

/**
 * Read a webhook's body. The event's name decides what happened, never `status`.
 *
 * @param nowMs stands in for a missing time of the event
 * @returns null for a body without an event: not an object, or made by a custom template
 */
export function parseWebhook(body: unknown, nowMs: number): Delivery | null {
  const root = objectIn(body);
  const event = textIn(root?.triggerEvent);
  if (!root || !event) return null;
  const payload = objectIn(root.payload);
  const uid = textIn((payload ?? root).uid) ?? textIn((payload ?? root).bookingUid);
  const known = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
  if (!known) return { event: event.slice(0, 100), uid, sighting: null };
  if (!payload || uid === null) return { event, uid, sighting: null, isIncomplete: true };
  return { event, uid, sighting: { ...NOTHING_SEEN, ...known, uid, atMs: instantIn(root.createdAt) ?? nowMs, ...detailsOf(payload, known.kind) } };
}

function detailsOf(payload: Wire, kind: SightingKind): Partial<Sighting> {
  const attendees = listIn(payload.attendees).map(attendeeIn).filter((each) => each !== null);
  if (kind === "no_show") return { attendees };
  const metadata = metadataIn(payload.metadata);
  const { videoCallUrl = null, ...ours } = metadata;
  const hosts = [payload.organizer, ...listIn(objectIn(payload.team)?.members)].map(hostIn).filter((each) => each !== null);
  const isClient = ({ email }: { email: string | null }) => !hosts.slice(1).some((host) => host.email !== "" && host.email === email);
  const reason = textIn(payload.rejectionReason) ?? textIn(payload.cancellationReason);
  return {
    ...chainOf(payload),
    seats: seatsIn(payload, kind),
    startMs: instantIn(payload.startTime),
    endMs: instantIn(payload.endTime),
    title: textIn(payload.title),
    eventTypeId: numberIn(payload.eventTypeId),
    hosts: hosts.length > 0 ? hosts : null,
    attendees: attendees.length > 0 ? attendees.filter(isClient) : null,
    answers: { ...answersIn(payload.responses), ...answersIn(payload.userFieldsResponses) },
    notes: textIn(payload.additionalNotes) ?? textIn(objectIn(objectIn(payload.responses)?.notes)?.value),
    location: textIn(payload.location),
    meetingUrl: [videoCallUrl, textIn(objectIn(payload.videoCallData)?.url), textIn(payload.location)].find(isLink) ?? null,
    // On a payment, metadata belongs to the payment.
    metadata: kind === "paid" ? metadataIn({ externalId: ours.externalId }) : ours,
    // On a move it is the reason of the move.
    reason: kind === "cancelled" || kind === "rejected" ? withoutPrefix(reason) : null,
    cancelledBy: kind === "cancelled" ? textIn(payload.cancelledBy) : null,
    requestReschedule: kind === "cancelled" && (payload.requestReschedule === true || (reason?.startsWith(PREFIX) ?? false)),
    endsSeries: kind === "cancelled" && objectIn(payload.recurringEvent) !== null,
    paid: kind === "paid",
  };
}

function chainOf(payload: Wire): Pick<Sighting, "predecessorUid" | "rootUid" | "icsUid"> {
  const icsUid = textIn(payload.iCalUID);
  const first = /^([A-Za-z0-9]{10,})@Cal\.com$/i.exec(icsUid ?? "")?.[1];
  return { predecessorUid: textIn(payload.rescheduleUid), rootUid: textIn(payload.rootBookingUid) ?? first ?? null, icsUid };
}

/** A number of seats marks a group booking; when a whole group moves, the old booking's id and time are sent as well. */
function seatsIn(payload: Wire, kind: SightingKind): Sighting["seats"] {
  if (typeof payload.seatsPerTimeSlot !== "number") return null;
  if (kind === "cancelled") return "released";
  return kind === "rescheduled" && numberIn(payload.rescheduleId) === null ? "moved" : "taken";
}

/** Put before the host's words, in English, whatever the language. */
const PREFIX = "Please reschedule. ";

function withoutPrefix(reason: string | null): string | null {
  const text = reason?.startsWith(PREFIX) ? reason.slice(PREFIX.length) : reason;
  return text === "undefined" ? null : text;
}
