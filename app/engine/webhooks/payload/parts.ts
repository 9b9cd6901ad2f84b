import { MINUTE_MS, toIso } from "#app/lib/time.ts";
import type { AttendeeRow, Booking } from "#app/engine/bookings/store.server.ts";
import { recurrenceOf, seatsOf } from "#app/engine/event-types/input.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { customAnswers, labelledAnswers } from "./answers.ts";
import type { Facts } from "./facts.server.ts";
import { teamMember } from "./people.ts";

/** Pieces several payloads share. */

/** The same instant in the three formats used: for a new booking, a decision, a cancellation. */
export const spelled = {
  short: (instantMs: number) => toIso(instantMs).replace(".000Z", "Z"),
  long: toIso,
  offset: (instantMs: number) => toIso(instantMs).replace(".000Z", "+00:00"),
};

export function when({ startsAt, endsAt }: { startsAt: number; endsAt: number }, spelling: (instantMs: number) => string) {
  return { startTime: spelling(startsAt), endTime: spelling(endsAt) };
}

export const lengthOf = ({ startsAt, endsAt }: Booking) => (endsAt - startsAt) / MINUTE_MS;

/** The type's own fields. A deleted type leaves its slug's place empty. */
export function typeOf({ booking, eventType }: Facts) {
  return { type: booking.eventTypeSlug ?? "", eventTypeId: booking.eventTypeId, eventTitle: eventType?.title ?? booking.title };
}

export function switchesOf(eventType: EventType | undefined) {
  const { settings } = eventType ?? {};
  return {
    hideCalendarNotes: settings?.hideCalendarNotes ?? false,
    hideCalendarEventDetails: settings?.hideCalendarEventDetails ?? false,
    hideOrganizerEmail: settings?.hideOrganizerEmail ?? false,
  };
}

const schedulingTypes = { collective: "COLLECTIVE", roundRobin: "ROUND_ROBIN" } as const;

export function schedulingOf({ booking, eventType }: Facts) {
  const seats = eventType ? seatsOf(eventType.settings) : null;
  return {
    schedulingType: eventType?.schedulingType ? schedulingTypes[eventType.schedulingType] : null,
    seatsPerTimeSlot: booking.seatsPerTimeSlot,
    seatsShowAttendees: booking.seatsPerTimeSlot === null ? true : (seats?.showAttendeeInfo ?? false),
    seatsShowAvailabilityCount: seats?.showAvailabilityCount ?? true,
  };
}

export function teamOf({ booking, team }: Facts): { team?: object } {
  return team ? { team: { ...team, members: booking.hosts.slice(1).map((user) => teamMember(user, booking.startsAt)) } } : {};
}

/** The answers of the booker, or of the one who holds the seat. */
export function answersOf({ booking, eventType }: Facts, seat?: AttendeeRow) {
  const given = seat ? { name: seat.name, email: seat.email, attendeePhoneNumber: seat.phoneNumber, ...seat.seatResponses } : booking.responses;
  const guests = seat ? [] : booking.attendees.filter(({ guest }) => guest).map(({ email }) => email);
  const responses = labelledAnswers(booking, eventType, given, guests);
  return { customInputs: {}, responses, userFieldsResponses: customAnswers(responses, eventType) };
}

/** Adds the meeting link to the metadata, as Cal.com does. */
export function metadataWith(own: Record<string, string>, { location }: Booking): Record<string, string> {
  return /^https?:\/\//.test(location) ? { ...own, videoCallUrl: location } : own;
}

const frequencies = { yearly: 0, monthly: 1, weekly: 2 } as const;

/** The series an occurrence belongs to; its id is not sent. */
export function seriesOf({ booking, eventType }: Facts): { recurringEvent?: object } {
  const rule = eventType ? recurrenceOf(eventType.settings) : null;
  if (booking.recurringBookingUid === null || !rule) return {};
  return { recurringEvent: { freq: frequencies[rule.frequency], count: rule.occurrences, interval: rule.interval } };
}
