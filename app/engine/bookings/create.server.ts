import { MINUTE_MS } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import type { Caller } from "#app/engine/accounts/callers.server.ts";
import type { Call } from "#app/engine/context.ts";
import type { EventType } from "#app/engine/event-types/store.server.ts";
import { created, type Answer } from "#app/engine/http/envelope.ts";
import { forbidden, unauthorized, unprocessable } from "#app/engine/http/failures.ts";
import { parseBookingBody } from "#app/engine/http/validation.ts";
import { checkActiveLimit } from "./active-limit.server.ts";
import { needsConfirmation, pendingOccupies } from "./confirmation.ts";
import { eventTypeOf } from "./event-type-of.server.ts";
import { hostsFor, takenTextOf } from "./hosts-for.server.ts";
import { NewBooking } from "./input.ts";
import { lengthFor } from "./lengths.ts";
import { locationOf } from "./location.ts";
import { bookingOutput } from "./output.ts";
import { checkResponses } from "./responses.ts";
import { findBooking, insertBooking, refusedByDatabase, type Booking } from "./store.server.ts";
import { tell } from "./tell.server.ts";

/** POST /v2/bookings */
export function createBooking(call: Call): Answer {
  const booking = bookNew(call, parseBookingBody(NewBooking, call.body));
  return created({ ...bookingOutput(booking), isPlatformManagedUserBooking: false });
}

export function bookNew(call: Call, body: NewBooking): Booking {
  const { engine, caller } = call;
  const eventType = eventTypeOf(engine, body);
  checkRights(eventType, caller);
  if (eventType.hosts.length === 0) {
    throw unprocessable(`Can't book this team event type because it has no hosts. Please, add at least 1 host to event type with id=${eventType.id}.`);
  }
  const lengthMinutes = lengthFor(eventType, body.lengthInMinutes);
  const responses = body.bookingFieldsResponses ?? {};
  checkResponses(eventType, responses);
  const location = locationOf(eventType, body.location ?? body.meetingUrl);
  const nowMs = engine.clock();
  const byHost = isHost(eventType, caller);
  const attendee = attendeeOf(body.attendee);
  const taken = takenTextOf(eventType);
  const uid = newId(engine.random);
  try {
    return writing(engine.db, (tx) => {
      if (!(byHost && body.skipBookingLimits)) checkActiveLimit(tx, eventType, attendee.email, nowMs);
      const hostIds = hostsFor(engine, tx, eventType, {
        startMs: body.start,
        lengthMinutes,
        nowMs,
        allowConflicts: byHost && body.allowConflicts,
        allowOutOfBounds: byHost && body.allowBookingOutOfBounds && call.version === "2026-02-25",
        taken,
      });
      const organiser = findUser(tx, hostIds[0]!)!;
      insertBooking(tx, {
        uid,
        eventTypeId: eventType.id,
        hostIds,
        title: titleOf(eventType, responses, organiser.name ?? organiser.username, attendee.name),
        description: typeof responses.notes === "string" ? responses.notes : null,
        status: needsConfirmation(eventType.settings, body.start, nowMs) ? "pending" : "accepted",
        startsAt: body.start,
        endsAt: body.start + lengthMinutes * MINUTE_MS,
        bufferBeforeMinutes: eventType.settings.beforeEventBuffer ?? 0,
        bufferAfterMinutes: eventType.settings.afterEventBuffer ?? 0,
        pendingOccupies: pendingOccupies(eventType.settings),
        location,
        responses: { ...responses, name: attendee.name, email: attendee.email, displayEmail: attendee.email, ...phoneResponse(attendee.phoneNumber) },
        metadata: (body.metadata ?? {}) as Record<string, string>,
        icsUid: `${uid}@cal.local`,
        createdAt: nowMs,
        attendees: [attendee, ...guestsOf(eventType, body.guests, attendee)],
      });
      const booking = findBooking(tx, uid)!;
      tell(tx, engine, { bookingId: booking.id, trigger: booking.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED" });
      return booking;
    });
  } catch (error) {
    throw refusedByDatabase(error, taken);
  }
}

function checkRights(eventType: EventType, caller: Caller | null): void {
  if (!eventType.settings.bookingRequiresAuthentication) return;
  if (!caller) throw unauthorized("checkBookingRequiresAuthentication - The event type requires authentication.");
  if (!isHost(eventType, caller)) throw forbidden("checkBookingRequiresAuthentication - The caller is neither host nor owner of the event type.");
}

function isHost(eventType: EventType, caller: Caller | null): boolean {
  if (!caller) return false;
  const administers = eventType.teamId !== null && caller.administeredTeamIds.includes(eventType.teamId);
  return administers || eventType.hosts.some(({ user }) => caller.reach.has(user.id));
}

/** Who books by telephone gets an address that cannot receive mail: every attendee has one. */
function attendeeOf({ name, email, phoneNumber, timeZone, language = "en" }: NewBooking["attendee"]) {
  const address = email ? email.toLowerCase() : `${phoneNumber!.slice(1)}@sms.cal.local`;
  return { name, email: address, phoneNumber: phoneNumber || null, timeZone, language, guest: false };
}

function phoneResponse(phoneNumber: string | null): object {
  return phoneNumber === null ? {} : { attendeePhoneNumber: phoneNumber };
}

function guestsOf(eventType: EventType, guests: string[] = [], booker: { email: string; timeZone: string }) {
  if (eventType.settings.disableGuests) return [];
  const emails = new Set(guests.map((guest) => guest.toLowerCase()));
  emails.delete(booker.email);
  return [...emails].map((email) => ({ name: "", email, timeZone: booker.timeZone, guest: true }));
}

function titleOf(eventType: EventType, responses: Record<string, unknown>, host: string, attendee: string): string {
  if (typeof responses.title === "string" && responses.title !== "") return responses.title;
  const template = eventType.settings.customName;
  if (!template) return `${eventType.title} between ${host} and ${attendee}`;
  return template.replaceAll("{Event type title}", eventType.title).replaceAll("{Organiser}", host).replaceAll("{Organizer}", host).replaceAll("{Scheduler}", attendee);
}
