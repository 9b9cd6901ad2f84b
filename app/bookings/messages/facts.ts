import type { Fact } from "#app/notifications/message.ts";
import type { Company } from "#app/settings/company.server.ts";
import type { BookingDetails } from "../queries.server.ts";
import { showBooking, type ShownPlace } from "../shown.ts";

/** What a reader needs to come: the time at the venue first, and by their own clock where that differs. */
export function factsOf(details: BookingDetails, company: Company, nowMs: number): Fact[] {
  const atVenue = showBooking({ ...details, timeZone: details.venueTimeZone }, company, nowMs);
  const here = showBooking(details, company, nowMs);
  const isElsewhere = here.venueTime !== null;
  return [
    { label: "When", value: `${atVenue.day}, ${atVenue.time}, ${atVenue.zone}` },
    ...(isElsewhere ? [{ label: "Your clock", value: `${here.day}, ${here.time}, ${here.zone}` }] : []),
    { label: "What", value: `${details.title}, ${atVenue.duration}` },
    ...placeFact(atVenue.place),
    ...(atVenue.price ? [{ label: "Price", value: atVenue.price }] : []),
    ...(atVenue.contact ? [{ label: "Phone", value: atVenue.contact }] : []),
    { label: "Reference", value: atVenue.reference },
  ];
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
