import type { CalcomAttendee, CalcomBooking } from "./model.ts";
import { answersIn, isPlaceholder, zoneIn } from "./seen-values.ts";
import { NOTHING_SEEN, type SeenAttendee, type SeenState, type Sighting } from "./sighting.ts";

/**
 * An API booking in the same terms as a webhook.
 *
 * @param readAtMs when it was read: used if the answer has no update time, and for attendance, which Cal.com changes without
 *   updating the booking. Before it begins nobody is absent, so a later read says nothing new
 * @param hostAddresses of whoever may host: see customersOf
 */
export function sightingOfBooking(booking: CalcomBooking, readAtMs: number, hostAddresses?: ReadonlySet<string>): Sighting {
  const { videoCallUrl: _, ...metadata } = booking.metadata;
  return {
    ...NOTHING_SEEN,
    kind: "read",
    uid: booking.uid,
    atMs: booking.updatedAtMs ?? readAtMs,
    attendanceAtMs: booking.startMs <= readAtMs ? readAtMs : null,
    state: stateOf(booking),
    predecessorUid: booking.rescheduledFromUid,
    successorUid: booking.rescheduledToUid,
    icsUid: booking.icsUid,
    startMs: booking.startMs,
    endMs: booking.endMs,
    title: booking.title || null,
    eventTypeId: booking.eventTypeId,
    hosts: booking.hosts.length > 0 ? booking.hosts.map((host) => ({ ...host, timeZone: zoneIn(host.timeZone) })) : null,
    attendees: attendeesSeen(booking, hostAddresses),
    answers: answersIn(booking.responses),
    notes: booking.description,
    location: booking.location,
    meetingUrl: booking.meetingUrl,
    metadata,
    reason: booking.status === "cancelled" || booking.status === "rejected" ? booking.cancellationReason : null,
    cancelledBy: booking.cancelledByEmail,
  };
}

function stateOf({ status, rescheduledToUid }: CalcomBooking): SeenState {
  if (status === "cancelled" && rescheduledToUid) return "superseded";
  return status === "awaiting_host" ? "pending" : status;
}

type Invited = Pick<CalcomBooking, "attendees" | "guests"> & Partial<Pick<CalcomBooking, "hosts">>;

/** The booker first; guests, who have only an address, last. null if the answer names nobody. */
export function attendeesSeen(booking: Invited, hostAddresses?: ReadonlySet<string>): SeenAttendee[] | null {
  if (booking.attendees.length === 0) return null;
  const named = new Set(booking.attendees.map(({ email }) => email?.toLowerCase()));
  const others = booking.guests.map((email) => email.toLowerCase()).filter((email) => !named.has(email)).map((email) => ({ name: "", email, phone: null, timeZone: null, absent: null }));
  return [...customersOf(booking, hostAddresses).map(seenAttendee), ...others];
}

/** The API also lists a team's other hosts as attendees: they are left out, unless they were invited as guests. */
export function customersOf({ attendees, guests, hosts = [] }: Invited, hostAddresses: ReadonlySet<string> = new Set()): CalcomAttendee[] {
  const asked = new Set(guests.map((email) => email.toLowerCase()));
  const hosting = new Set([...hostAddresses, ...hosts.map(({ email }) => email.toLowerCase())]);
  return attendees.filter(({ email }, place) => place === 0 || email === null || asked.has(email.toLowerCase()) || !hosting.has(email.toLowerCase()));
}

function seenAttendee({ name, email, phoneNumber, timeZone, absent }: CalcomBooking["attendees"][number]): SeenAttendee {
  const isReal = email !== null && !isPlaceholder(email);
  return { name, email: isReal ? email.toLowerCase() : null, phone: phoneNumber, timeZone: zoneIn(timeZone), absent };
}
