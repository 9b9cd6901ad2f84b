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
 * Columns of an appointment made here: when, whether and with whom are the far end's; what it is called, what was
 * answered and how the customer is reached are ours, since the far end has them from us.
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
    // Guests are added at the far end and never taken away.
    guests: eachOnce([...before.guests, ...others]),
    attendees: people.some(({ absent }) => absent) || before.attendees.length > 0 ? people.map((person, place) => asWritten(before.attendees, person, place)) : before.attendees,
    paid: paid || before.paid,
    rescheduleRequested,
    ...(status !== before.status && isOver && { cancellationReason, cancelledBy }),
    ...(!isOver && { cancellationReason: null, cancelledBy: null }),
  };
}

/** Ours stands until the far end names another one; a phone number is written there without its spaces. */
function placeOf({ location }: Booking, { facts }: Projection): string | null {
  const there = changedPlace(facts);
  const isOurs = there === null || (location !== null && placeThere(location) === there);
  return isOurs ? location : there;
}

/** What is over here is over, whatever an old message says; only a uid that came after the cancelled one begins anew. */
function ownStatus({ status }: Booking, projection: Projection): Booking["status"] {
  const there = statusOf(projection);
  const isOver = status === "cancelled" || status === "rejected";
  if (isOver && !projection.isMoved) return status;
  return status === "rescheduled" && there === "confirmed" ? status : there;
}

/** Somebody known here stays as they were written here, a phone number with its spaces; whether they came is the far end's to say. */
function asWritten(known: Attendee[], person: Attendee, place: number): Attendee {
  const here = known.find(({ email }) => email !== null && email.toLowerCase() === person.email) ?? (place === 0 ? known[0] : undefined);
  if (!here) return person;
  const { absent: _, ...written } = here;
  return { ...written, ...(person.absent && { absent: true }) };
}
