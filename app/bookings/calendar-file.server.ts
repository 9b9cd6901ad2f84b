import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { isLive } from "./booking.ts";
import type { BookingDetails } from "./queries.server.ts";

/** The booking as a calendar file (RFC 5545), one event. Its UID stays while it moves, and SEQUENCE counts the changes, so a calendar updates one entry. When to be reminded is for its owner to say: it carries no alarm. */
export function calendarFile(app: App, details: BookingDetails): string {
  const company = readCompany(app.db);
  const calendar = ical({ name: company.name, prodId: { company: "Frontdesk", product: "Frontdesk", language: "EN" }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: details.icsUid,
    sequence: details.icsSequence,
    start: new Date(details.startsAt),
    end: new Date(details.endsAt),
    stamp: new Date(details.updatedAt),
    summary: details.title,
    description: descriptionOf(details),
    location: placeOf(details),
    url: details.meetingUrl,
    status: isLive(details.status) ? (details.status === "pending" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED) : ICalEventStatus.CANCELLED,
  });
  return calendar.toString();
}

/** Links that put the booking into a calendar on the web. */
export function addToCalendarLinks(details: BookingDetails): { google: string; outlook: string } {
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
  return { google: `https://calendar.google.com/calendar/render?${google}`, outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}` };
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
