import { durationText, fullDayText, momentText, priceText, shortMomentText, zoneText } from "#app/lib/format.ts";
import { mapHref } from "#app/lib/map-link.ts";
import { toIso } from "#app/lib/time.ts";
import type { Branch, Person, Service } from "#app/catalog/model.ts";
import type { Company } from "#app/settings/company.server.ts";
import { changeDeadline, mayChange, type Booking } from "./booking.ts";
import { entryTime } from "./entry-time.ts";
import { referenceOf } from "./reference.ts";

/** A booking in words, as shown on both the guest's page and the portal. */
export interface ShownBooking {
  /** "7K3M-Q0TZ": short enough to be read out at the desk. */
  reference: string;
  /** "Massage with Ana Costa", or what the booking is called when it came from elsewhere. */
  what: string;
  service: string;
  person: string | null;
  startsAtIso: string;
  /** "Tuesday 14 October 2026, 14:30": for titles and for moving. */
  start: string;
  /** "Tue 14 Oct, 14:30" */
  startShort: string;
  /** "Tuesday 14 October 2026" */
  day: string;
  /** "14:30–15:15"; marked if that time occurs twice on the day, and with the date if it ends on another day. */
  time: string;
  duration: string;
  zone: string;
  /** The same at the venue, "15:30–16:15 Lisbon time"; null if both are in the same time zone. */
  venueTime: string | null;
  price: string | null;
  place: ShownPlace;
  /** "Mon 13 Oct, 14:30"; null if it can no longer be changed. */
  changeUntil: string | null;
  /** The branch's phone number. */
  contact: string | null;
}

export type ShownPlace =
  | { kind: "branch"; name: string; address: string; mapHref: string; arrivalNotes: string }
  | { kind: "video"; href: string | null }
  | { kind: "phone"; number: string | null }
  | { kind: "elsewhere"; text: string }
  | { kind: "unknown" };

type Details = Booking & { service: Service | null; staff: Person | null; branch: Branch | null };

export function showBooking(booking: Details, company: Pick<Company, "hourCycle" | "currency">, nowMs: number): ShownBooking {
  const { startsAt, endsAt, timeZone, venueTimeZone, service, staff } = booking;
  const { hourCycle, currency } = company;
  const timeIn = (zone: string) => entryTime({ startMs: startsAt, endMs: endsAt }, zone, hourCycle);
  return {
    reference: referenceOf(booking.id),
    what: booking.title,
    service: service?.name ?? booking.title,
    person: staff?.name ?? null,
    startsAtIso: toIso(startsAt),
    start: momentText(startsAt, timeZone, hourCycle),
    startShort: shortMomentText(startsAt, timeZone, hourCycle),
    day: fullDayText(startsAt, timeZone),
    time: timeIn(timeZone),
    duration: durationText(Math.round((endsAt - startsAt) / 60_000)),
    zone: zoneText(timeZone),
    venueTime: sameClock(booking) ? null : `${timeIn(venueTimeZone)} ${zoneText(venueTimeZone)}`,
    price: service?.priceCents === null || service === null ? null : priceText(service.priceCents, currency),
    place: placeOf(booking),
    changeUntil: mayChange(booking, service, nowMs) ? shortMomentText(changeDeadline(booking, service), timeZone, hourCycle) : null,
    contact: booking.branch?.phone ?? null,
  };
}

/** Zones with the same offset, such as Madrid and Paris, need no second time. */
function sameClock({ startsAt, timeZone, venueTimeZone }: Booking): boolean {
  return momentText(startsAt, timeZone) === momentText(startsAt, venueTimeZone);
}

function placeOf({ service, branch, meetingUrl, location, attendeePhone, ownFields }: Details): ShownPlace {
  const isWeb = (text: string | null) => text !== null && /^https?:\/\//.test(text);
  if (location !== null && location !== branch?.address && (ownFields.includes("location") || isSomewhere(location, attendeePhone))) {
    return isWeb(location) ? { kind: "video", href: location } : { kind: "elsewhere", text: location };
  }
  if (isWeb(meetingUrl)) return { kind: "video", href: meetingUrl };
  if (isWeb(location)) return { kind: "video", href: location };
  if (service?.place === "video") return { kind: "video", href: null };
  if (service?.place === "phone") return { kind: "phone", number: attendeePhone };
  if (branch && (service?.place === "branch" || location === null)) {
    return { kind: "branch", name: branch.name, address: branch.address, mapHref: mapHref(branch.address), arrivalNotes: branch.arrivalNotes };
  }
  return location ? { kind: "elsewhere", text: location } : { kind: "unknown" };
}

/**
 * Whether a location is specific to this appointment, in which case it wins over the service's. Cal.com also uses the
 * field for the kind of location of the event type ("integrations:daily", "attendeeInPerson").
 */
function isSomewhere(location: string, attendeePhone: string | null): boolean {
  const isKind = /^[a-z][a-z_-]*:[\w:-]+$/i.test(location) || KINDS_OF_PLACE.has(location);
  return !isKind && !/^https?:\/\//.test(location) && digitsOf(location) !== digitsOf(attendeePhone ?? "");
}

/** The digits of a phone number; anything else unchanged. */
function digitsOf(text: string): string {
  return /^[+()\d\s.\-/]+$/.test(text) ? text.replace(/\D/g, "") : text;
}

const KINDS_OF_PLACE = new Set([
  "inPerson",
  "attendeeInPerson",
  "somewhereElse",
  "link",
  "userPhone",
  "phone",
  "conferencing",
  "address",
  "attendeeAddress",
  "attendeePhone",
  "attendeeDefined",
  "organizersDefaultApp",
]);
