import type { Tx } from "#db/client.ts";
import type { Attendee } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { eachOnce } from "#app/auth/email.ts";
import { serviceById } from "#app/catalog/queries.server.ts";
import type { Booking } from "../booking.ts";
import { placeThere } from "../settling/ask-edit.server.ts";
import type { Projection } from "./chain.ts";
import { attendeesOf, endOf, staffOf, statusOf, timesOf } from "./columns.server.ts";
import { changedPlace } from "./facts.ts";

/**
 * Columns of an appointment made here: the far end decides when, whether and with whom; title, answers and contact
 * details stay ours, since the far end got them from us.
 */
export function ownColumns(tx: Tx, app: App, before: Booking, projection: Projection): Partial<Booking> {
  const { facts: { scalars } } = projection;
  const times = timesOf(projection, before.serviceId ? serviceById(app.db, before.serviceId) : null);
  const isTimed = times !== null && (times.startsAt !== before.startsAt || times.endsAt !== before.endsAt);
  const people = attendeesOf(projection);
  const named = before.attendees.map(({ email }) => email?.toLowerCase());
  const others = people.slice(1).flatMap(({ email }) => (email !== null && !named.includes(email) ? [email] : []));
  const { paid, rescheduleRequested, cancellationReason, cancelledBy } = endOf(projection);
  const status = ownStatus(before, projection);
  const isOver = status === "cancelled" || status === "rejected";
  return {
    ...(isTimed && times),
    status,
    staffId: staffOf(tx, scalars.hosts?.[1][0]) ?? before.staffId,
    meetingUrl: scalars.meetingUrl?.[1] ?? before.meetingUrl,
    location: placeOf(before, projection),
    // Guests can be added at the far end, but never removed.
    guests: eachOnce([...before.guests, ...others]),
    attendees: people.some(({ absent }) => absent) || before.attendees.length > 0 ? people.map((person, place) => asWritten(before.attendees, person, place)) : before.attendees,
    paid: paid || before.paid,
    rescheduleRequested,
    ...(status !== before.status && isOver && { cancellationReason, cancelledBy }),
    ...(!isOver && { cancellationReason: null, cancelledBy: null }),
  };
}

/** Ours is kept until the far end names another one; it stores phone numbers without spaces. */
function placeOf({ location }: Booking, { facts }: Projection): string | null {
  const there = changedPlace(facts);
  const isOurs = there === null || (location !== null && placeThere(location) === there);
  return isOurs ? location : there;
}

/** An appointment that ended here stays ended, whatever an old message says; only a successor uid revives it. */
function ownStatus({ status }: Booking, projection: Projection): Booking["status"] {
  const there = statusOf(projection);
  const isOver = status === "cancelled" || status === "rejected";
  if (isOver && !projection.isMoved) return status;
  return status === "rescheduled" && there === "confirmed" ? status : there;
}

/** A person known here keeps our spelling, such as spaces in a phone number; attendance follows the far end. */
function asWritten(known: Attendee[], person: Attendee, place: number): Attendee {
  const here = known.find(({ email }) => email !== null && email.toLowerCase() === person.email) ?? (place === 0 ? known[0] : undefined);
  if (!here) return person;
  const { absent: _, ...written } = here;
  return { ...written, ...(person.absent && { absent: true }) };
}
