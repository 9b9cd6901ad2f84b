import type { Facts } from "./facts.server.ts";
import { answersOf, spelled, typeOf, when } from "./parts.ts";
import { attendeeOf, organizerOf } from "./people.ts";

/** Small payloads: a no-show, or a new host. */

export function noShowPayload({ booking }: Facts, attendees: { email: string; noShow: boolean }[]): Record<string, unknown> {
  const named = (noShow: boolean) => attendees.filter((attendee) => attendee.noShow === noShow).map(({ email }) => email);
  const parts = [
    [named(true), "marked as no-show"],
    [named(false), "unmarked as no-show"],
  ] as const;
  const message = parts.filter(([emails]) => emails.length > 0).map(([emails, what]) => `${emails.join(", ")} ${what}`);
  return { message: message.join(", "), attendees, bookingUid: booking.uid, bookingId: booking.id };
}

export function reassignedPayload(facts: Facts, hosts: { addedHostUserIds: number[]; removedHostUserIds: number[] }): Record<string, unknown> {
  const { booking } = facts;
  return {
    bookerUrl: facts.bookerUrl,
    title: booking.title,
    ...when(booking, spelled.short),
    ...typeOf(facts),
    organizer: organizerOf(booking.hosts[0], booking.startsAt),
    attendees: booking.attendees.map((attendee) => attendeeOf(attendee, booking.startsAt)),
    responses: answersOf(facts).responses,
    location: booking.location,
    destinationCalendar: null,
    iCalUID: booking.icsUid,
    iCalSequence: facts.moves + 1,
    uid: booking.uid,
    bookingId: booking.id,
    status: "ACCEPTED",
    ...hosts,
  };
}
