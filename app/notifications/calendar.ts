import ical, { ICalAlarmType, ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus, type ICalCalendar } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import { isTimeZone } from "#app/lib/time.ts";
import { oneLine, readable } from "./address.ts";
import { vtimezone } from "./vtimezone.ts";

/** One appointment as a calendar entry (RFC 5545). Its UID stays the same when it moves; SEQUENCE counts the changes. */
export interface CalendarEvent {
  uid: string;
  sequence: number;
  /** UTC milliseconds, as are the others. */
  startsAt: number;
  endsAt: number;
  /** The venue's zone, which stays right even if its rules change meanwhile. */
  timeZone?: string;
  /** When it last changed. */
  stamp: number;
  summary: string;
  description: string;
  location: string;
  url: string | null;
  status: "tentative" | "confirmed" | "cancelled";
  /** How long before the start the calendar shows an alarm. */
  alarmMinutes?: readonly number[];
}

/** Who invites whom (RFC 5546). The organizer is the desk, never the person: addresses Cal.com hides stay hidden. */
export interface Invitation {
  organizer: { name: string; email: string };
  attendee: { name: string; email: string };
}

const STATUS = { tentative: ICalEventStatus.TENTATIVE, confirmed: ICalEventStatus.CONFIRMED, cancelled: ICalEventStatus.CANCELLED };

/** Whether a mail program should update the entry with this UID, or remove it. */
export function methodOf({ status }: CalendarEvent): "REQUEST" | "CANCEL" {
  return status === "cancelled" ? "CANCEL" : "REQUEST";
}

/** A plain calendar file, or with an invitation one that asks for a reply. */
export function calendarText(event: CalendarEvent | readonly CalendarEvent[], companyName: string, invitation?: Invitation): string {
  const events = [event].flat() as CalendarEvent[];
  const method = invitation ? ICalCalendarMethod[methodOf(events[0] as CalendarEvent)] : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ name: nameText(companyName), prodId: { company: "Frontdesk", product: "Frontdesk", language: "EN" }, method });
  const span = [Math.min(...events.map(({ startsAt }) => startsAt)), Math.max(...events.map(({ endsAt }) => endsAt))] as const;
  calendar.timezone({ name: null, generator: (zone) => vtimezone(zone, ...span) });
  for (const one of events) addEvent(calendar, one, invitation);
  return `${alarmsLast(calendar.toString())}\r\n`;
}

function addEvent(calendar: ICalCalendar, event: CalendarEvent, invitation?: Invitation): void {
  const zone = clockOf(event);
  const summary = oneLine(event.summary);
  const isOver = event.status === "cancelled";
  const local = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    timezone: zone,
    start: local(event.startsAt),
    end: local(event.endsAt),
    stamp: new Date(event.stamp),
    summary,
    description: readable(event.description),
    location: readable(event.location),
    url: event.url !== null && URL.canParse(event.url) ? new URL(event.url).href : null,
    status: STATUS[event.status],
    alarms: isOver ? [] : (event.alarmMinutes ?? []).map((minutes) => ({ type: ICalAlarmType.display, triggerBefore: minutes * 60, description: summary })),
    ...(invitation && {
      organizer: named(invitation.organizer),
      attendees: [{ ...named(invitation.attendee), role: ICalAttendeeRole.REQ, status: isOver ? undefined : ICalAttendeeStatus.ACCEPTED, rsvp: false }],
    }),
  });
}

/** The venue's zone; UTC for a time that occurs twice there, since programs disagree on which one is meant. */
function clockOf({ timeZone, startsAt, endsAt }: CalendarEvent): string {
  if (timeZone === undefined || !isTimeZone(timeZone)) return "UTC";
  const isTwice = (ms: number) => {
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
    const [first, second] = (["earlier", "later"] as const).map((disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds);
    return first !== second;
  };
  return isTwice(startsAt) || isTwice(endsAt) ? "UTC" : timeZone;
}

/** A quoted parameter cannot contain quotes (RFC 5545, 3.2). */
function named<T extends { name: string; email: string }>(person: T): T {
  const name = oneLine(person.name) || person.email;
  return { ...person, name: name.replaceAll('"', "'").replaceAll("\\", "/") };
}

/** The library does not escape this one. */
function nameText(text: string): string {
  return oneLine(text).replace(/[\\;,]/g, "\\$&");
}

/** The library writes alarms among the properties of an event; the standard has them after all of these (3.6.1). */
function alarmsLast(text: string): string {
  return text.replace(/((?:BEGIN:VALARM\r\n[^]*?END:VALARM\r\n)+)([^]*?)(?=END:VEVENT\r\n)/g, "$2$1");
}
