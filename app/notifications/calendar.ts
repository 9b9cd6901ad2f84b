import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

/** One appointment as a calendar knows it (RFC 5545). Its UID stays while it moves; SEQUENCE counts the changes. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** UTC milliseconds, as are the others. */
  startsAt: number;
  endsAt: number;
  /** When it last changed. */
  stamp: number;
  summary: string;
  description: string;
  location: string;
  url: string | null;
  status: "tentative" | "confirmed" | "cancelled";
}

/** Who invites whom (RFC 5546). */
export interface Invitation {
  organizer: { name: string; email: string };
  attendee: { name: string; email: string };
}

const STATUS = { tentative: ICalEventStatus.TENTATIVE, confirmed: ICalEventStatus.CONFIRMED, cancelled: ICalEventStatus.CANCELLED };

/** How an invitation is to be taken: a mail program updates the entry with this UID, or takes it out. */
export function methodOf({ status }: CalendarEvent): "REQUEST" | "CANCEL" {
  return status === "cancelled" ? "CANCEL" : "REQUEST";
}

/** A file to keep, or with an invitation one to answer to. When to be reminded is for its owner to say: it carries no alarm. */
export function calendarText(event: CalendarEvent, companyName: string, invitation?: Invitation): string {
  const method = invitation ? ICalCalendarMethod[methodOf(event)] : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ name: companyName, prodId: { company: "Frontdesk", product: "Frontdesk", language: "EN" }, method });
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    stamp: new Date(event.stamp),
    summary: event.summary,
    description: event.description,
    location: event.location,
    url: event.url,
    status: STATUS[event.status],
    ...(invitation && {
      organizer: invitation.organizer,
      attendees: [{ ...invitation.attendee, role: ICalAttendeeRole.REQ, status: event.status === "cancelled" ? undefined : ICalAttendeeStatus.ACCEPTED, rsvp: false }],
    }),
  });
  return calendar.toString();
}
