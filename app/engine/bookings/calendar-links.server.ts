import { toIso } from "#app/lib/time.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { forbidden } from "#app/engine/http/failures.ts";
import { bookingOr404 } from "./read.server.ts";
import { steers } from "./rights.ts";
import type { Booking } from "./store.server.ts";

/** GET /v2/bookings/:uid/calendar-links: links that add the booking to a calendar. */
export function getCalendarLinks({ engine, caller, params }: SignedCall): Answer {
  const booking = bookingOr404(engine, params.uid!);
  const attends = booking.attendees.some((one) => one.email === caller.user.email.toLowerCase());
  if (!attends && !steers(caller, booking)) throw forbidden("You do not have permission to see this booking.");
  return ok([
    { label: "Google Calendar", link: googleLink(booking) },
    { label: "Microsoft Office", link: outlookLink("outlook.office.com", booking) },
    { label: "Microsoft Outlook", link: outlookLink("outlook.live.com", booking) },
    { label: "ICS", link: `data:text/calendar,${encodeURIComponent(icsOf(booking, engine.clock()))}` },
  ]);
}

function googleLink({ title, description, location, startsAt, endsAt }: Booking): string {
  const query = new URLSearchParams({ dates: `${compact(startsAt)}/${compact(endsAt)}`, text: title, details: description ?? "", location });
  return `https://calendar.google.com/calendar/r/eventedit?${query.toString()}`;
}

function outlookLink(host: string, { title, description, location, startsAt, endsAt }: Booking): string {
  const query = new URLSearchParams({
    body: description ?? "",
    enddt: toIso(endsAt),
    path: "/calendar/action/compose",
    rru: "addevent",
    startdt: toIso(startsAt),
    subject: title,
    location,
  });
  return `https://${host}/calendar/0/deeplink/compose?${query.toString()}`;
}

function icsOf({ icsUid, title, description, location, startsAt, endsAt }: Booking, nowMs: number): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:cal.local",
    "BEGIN:VEVENT",
    `UID:${escaped(icsUid)}`,
    `DTSTAMP:${compact(nowMs)}`,
    `DTSTART:${compact(startsAt)}`,
    `DTEND:${compact(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(location ? [`LOCATION:${escaped(location)}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** "20300108T100000Z" */
function compact(instantMs: number): string {
  return toIso(instantMs).replace(/[-:]|\.\d{3}/g, "");
}

/** RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, "\\n");
}
