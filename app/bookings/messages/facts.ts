import { oneLine } from "#app/notifications/address.ts";
import { isolated } from "#app/notifications/bidi.ts";
import type { Fact } from "#app/notifications/message.ts";
import type { Company } from "#app/settings/company.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { showBooking, type ShownBooking, type ShownPlace } from "../shown.ts";

/** What a customer needs: the venue's local time first, and their own if it is known to differ. */
export function factsOf(details: BookingDetails, company: Company, nowMs: number, reader: "customer" | "guest"): Fact[] {
  const atVenue = showBooking({ ...details, timeZone: details.venueTimeZone }, company, nowMs);
  const here = showBooking(details, company, nowMs);
  const [isGuest, isElsewhere] = [reader === "guest", here.venueTime !== null];
  return [
    whenFact(atVenue),
    ...(isElsewhere && !isGuest ? [{ label: "Your clock", value: `${here.day}, ${here.time}, ${here.zone}` }] : []),
    ...standingFact(details),
    { label: "What", value: `${isolated(oneLine(details.title))}, ${atVenue.duration}` },
    ...placeFact(atVenue.place),
    ...(atVenue.price && !isGuest ? [{ label: "Price", value: atVenue.price }] : []),
    ...(atVenue.contact ? [{ label: "Phone", value: atVenue.contact }] : []),
    ...(isGuest ? [] : [{ label: "Reference", value: atVenue.reference }]),
  ];
}

/** What staff need: who comes, and what they wrote. */
export function staffFacts(details: BookingDetails, company: Company, nowMs: number): Fact[] {
  const shown = showBooking({ ...details, timeZone: details.venueTimeZone }, company, nowMs);
  const { attendeeName, attendeeEmail, attendeePhone, guests, notes, answers, service } = details;
  const labels = new Map(service?.questions.map(({ slug, label }) => [slug, label]));
  return [
    whenFact(shown),
    ...standingFact(details),
    { label: "What", value: `${isolated(oneLine(details.title))}, ${shown.duration}` },
    { label: "Customer", value: [oneLine(attendeeName), attendeeEmail, attendeePhone].filter(Boolean).join("\n") },
    ...(guests.length > 0 ? [{ label: "Also coming", value: guests.join("\n") }] : []),
    ...(notes ? [{ label: "Notes", value: notes }] : []),
    ...Object.entries(answers).map(([slug, value]) => ({ label: labels.get(slug) ?? slug, value })),
    ...placeFact(shown.place),
    { label: "Reference", value: shown.reference },
  ];
}

function whenFact({ day, time, zone }: ShownBooking): Fact {
  return { label: "When", value: `${day}, ${time}, ${zone}` };
}

function standingFact({ status }: BookingDetails): Fact[] {
  return status === "pending" ? [{ label: "Standing", value: "Not fixed yet: it is still to be confirmed." }] : [];
}

function placeFact(place: ShownPlace): Fact[] {
  switch (place.kind) {
    case "branch":
      return [{ label: "Where", value: [`${place.name}, ${place.address}`, place.arrivalNotes].filter(Boolean).join("\n") }];
    case "video":
      return [{ label: "Where", value: place.href ? `Video call: ${place.href}` : "Video call" }];
    case "phone":
      return [{ label: "Where", value: place.number ? `By phone: ${place.number}` : "By phone" }];
    case "elsewhere":
      return [{ label: "Where", value: place.text }];
    case "unknown":
      return [];
  }
}
