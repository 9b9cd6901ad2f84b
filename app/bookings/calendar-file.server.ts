import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { calendarText, type CalendarEvent } from "#app/notifications/calendar.ts";
import { isLive } from "./booking.ts";
import type { BookingDetails } from "./queries.server.ts";

/** A day and an hour before, like our own reminders, so that the calendar reminds people too. */
const ALARM_MINUTES = [24 * 60, 60];

/** The booking as a calendar file (RFC 5545), one event. */
export function calendarFile(app: App, details: BookingDetails): string {
  return calendarText(calendarEvent(details), readCompany(app.db).name);
}

/** The same for a mail. The UID stays the same and SEQUENCE counts the changes, so a calendar updates one entry. */
export function calendarEvent(details: BookingDetails): CalendarEvent {
  return {
    uid: details.icsUid,
    sequence: details.icsSequence,
    startsAt: details.startsAt,
    endsAt: details.endsAt,
    timeZone: details.venueTimeZone,
    stamp: details.updatedAt,
    summary: details.title,
    description: descriptionOf(details),
    location: placeOf(details),
    url: details.meetingUrl,
    status: isLive(details.status) ? (details.status === "pending" ? "tentative" : "confirmed") : "cancelled",
    alarmMinutes: ALARM_MINUTES,
  };
}

/** `outlook` is for personal accounts, `office` for work and school accounts. */
export interface AddToCalendarLinks {
  google: string;
  outlook: string;
  office: string;
}

/** Links that put the booking into a calendar on the web. */
export function addToCalendarLinks(details: BookingDetails): AddToCalendarLinks {
  const common = { text: details.title, body: descriptionOf(details), place: placeOf(details) };
  const google = new URLSearchParams({ action: "TEMPLATE", text: common.text, dates: `${basic(details.startsAt)}/${basic(details.endsAt)}`, details: common.body, location: common.place });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: common.text,
    startdt: new Date(details.startsAt).toISOString(),
    enddt: new Date(details.endsAt).toISOString(),
    body: common.body,
    location: common.place,
  });
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`,
    office: `https://outlook.office.com/calendar/0/deeplink/compose?${outlook}`,
  };
}

function placeOf({ meetingUrl, location, branch }: BookingDetails): string {
  if (meetingUrl) return meetingUrl;
  const address = location ?? branch?.address ?? "";
  return branch && address === branch.address ? `${branch.name}, ${address}` : address;
}

function descriptionOf({ service, staff, startsAt, endsAt, branch, meetingUrl }: BookingDetails): string {
  return [
    service && `${service.name}${staff ? ` with ${staff.name}` : ""}, ${Math.round((endsAt - startsAt) / MINUTE_MS)} minutes`,
    meetingUrl && `Join: ${meetingUrl}`,
    branch?.arrivalNotes,
  ]
    .filter(Boolean)
    .join("\n");
}

/** "20261120T100000Z" */
const basic = (instantMs: number) => new Date(instantMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
