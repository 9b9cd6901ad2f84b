import type { Call } from "#app/engine/context.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { forbidden, unauthorized, unprocessable } from "#app/engine/http/failures.ts";
import { eventTypeOf } from "./event-type-of.server.ts";
import type { NewBooking } from "./input.ts";
import { lengthFor } from "./lengths.ts";
import { locationOf, locationResponse } from "./location.ts";
import { checkResponses } from "./responses.ts";
import { runs } from "./rights.ts";

/** A complete, permitted new booking; whether the time is free is checked elsewhere. */
export interface Draft {
  eventType: EventType;
  lengthMinutes: number;
  attendee: { name: string; email: string; phoneNumber: string | null; timeZone: string; language: string; guest: boolean };
  guests: { name: string; email: string; timeZone: string; guest: boolean }[];
  /** As stored, including the attendee's own. */
  responses: Record<string, unknown>;
  metadata: Record<string, string>;
  location: string;
  /** A host may set these rules aside. */
  allowConflicts: boolean;
  allowOutOfBounds: boolean;
  skipLimits: boolean;
}

export function draftOf(call: Call, body: NewBooking): Draft {
  const { engine, caller } = call;
  const eventType = eventTypeOf(engine, body);
  checkRights(call, eventType);
  if (eventType.hosts.length === 0) {
    throw unprocessable(`Can't book this team event type because it has no hosts. Please, add at least 1 host to event type with id=${eventType.id}.`);
  }
  const lengthMinutes = lengthFor(eventType, body.lengthInMinutes);
  const responses = body.bookingFieldsResponses ?? {};
  checkResponses(eventType, responses);
  const asked = body.location ?? body.meetingUrl;
  const location = locationOf(eventType, asked);
  const attendee = attendeeOf(body.attendee);
  const { name, email, phoneNumber } = attendee;
  const byHost = runs(caller, eventType);
  return {
    eventType,
    lengthMinutes,
    attendee,
    guests: guestsOf(eventType, body.guests, attendee),
    responses: {
      ...responses,
      name,
      email,
      displayEmail: email,
      ...(phoneNumber === null ? {} : { attendeePhoneNumber: phoneNumber }),
      ...(asked === undefined ? {} : { location: locationResponse(asked) }),
    },
    metadata: (body.metadata ?? {}) as Record<string, string>,
    location,
    allowConflicts: byHost && body.allowConflicts === true,
    allowOutOfBounds: byHost && body.allowBookingOutOfBounds === true && call.version === "2026-02-25",
    skipLimits: byHost && body.skipBookingLimits === true,
  };
}

function checkRights({ caller }: Call, eventType: EventType): void {
  if (!eventType.settings.bookingRequiresAuthentication) return;
  if (!caller) throw unauthorized("checkBookingRequiresAuthentication - The event type requires authentication.");
  if (!runs(caller, eventType)) throw forbidden("checkBookingRequiresAuthentication - The caller is neither host nor owner of the event type.");
}

/** Attendees with only a phone number get an address that cannot receive mail, since every attendee has one. */
function attendeeOf({ name, email, phoneNumber, timeZone, language = "en" }: NewBooking["attendee"]): Draft["attendee"] {
  const address = email ? email.toLowerCase() : `${phoneNumber!.slice(1)}@sms.cal.com`;
  return { name, email: address, phoneNumber: phoneNumber || null, timeZone, language, guest: false };
}

function guestsOf(eventType: EventType, guests: string[] = [], booker: { email: string; timeZone: string }): Draft["guests"] {
  if (eventType.settings.disableGuests) return [];
  const emails = new Set(guests.map((guest) => guest.toLowerCase()));
  emails.delete(booker.email);
  return [...emails].map((email) => ({ name: "", email, timeZone: booker.timeZone, guest: true }));
}
