import { integrationToken } from "#app/engine/event-types/integrations.ts";
import type { EventTypeLocation } from "#app/engine/event-types/locations.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest } from "#app/engine/http/failures.ts";
import type { ChangedLocation } from "./change-location.server.ts";
import type { BookingLocation } from "./input.ts";

/** The booking's location: an address, a link, a number, or the token of an app. */
export function locationOf(eventType: EventType, asked: BookingLocation | string | undefined): string {
  if (typeof asked === "string") return asked;
  const offered = eventType.settings.locations ?? [];
  if (asked === undefined) return offered[0] ? organiserPlace(offered[0]) : integrationToken("cal-video");
  const match = offered.find((location) => fits(location, asked));
  if (!match) throw badRequest(notOffered(asked, offered));
  if (asked.type === "attendeeAddress") return asked.address;
  if (asked.type === "attendeePhone") return asked.phone;
  if (asked.type === "attendeeDefined") return asked.location;
  return organiserPlace(match);
}

function fits(offered: EventTypeLocation, asked: BookingLocation): boolean {
  if (asked.type !== offered.type) return false;
  return asked.type !== "integration" || offered.type !== "integration" || asked.integration === offered.integration;
}

function organiserPlace(location: EventTypeLocation): string {
  if (location.type === "address") return location.address;
  if (location.type === "link") return location.link;
  if (location.type === "phone") return location.phone;
  if (location.type === "integration") return integrationToken(location.integration);
  return location.type === "organizersDefaultApp" ? integrationToken("cal-video") : "";
}

function notOffered(asked: BookingLocation, offered: EventTypeLocation[]): string {
  const names = offered.map((location) => (location.type === "integration" ? `${location.type} (${location.integration})` : location.type));
  return `Booking location with type ${asked.type} not valid for event type. The event type supports only the following locations: ${names.join(", ")}.`;
}

/** The answer to the location question: Cal.com's internal name of the kind, and what the attendee typed. */
export function locationResponse(asked: BookingLocation | ChangedLocation | string): { value: string; optionValue: string } {
  if (typeof asked === "string") return { value: /^(https?:\/\/|www\.)/.test(asked) ? "link" : /^\+\d+$/.test(asked) ? "phone" : "somewhereElse", optionValue: asked };
  if (asked.type === "integration") return { value: integrationToken(asked.integration), optionValue: "" };
  if (asked.type === "attendeeAddress") return { value: "attendeeInPerson", optionValue: asked.address };
  if (asked.type === "attendeePhone") return { value: "phone", optionValue: asked.phone };
  if (asked.type === "attendeeDefined") return { value: "somewhereElse", optionValue: asked.location };
  return { value: { address: "inPerson", link: "link", phone: "userPhone", organizersDefaultApp: "conferencing" }[asked.type], optionValue: "" };
}
