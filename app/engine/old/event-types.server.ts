import { eq } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { engineEventTypes } from "#db/schema/engine.ts";
import { findUserByName } from "#app/engine/accounts/users.server.ts";
import type { Call, SignedCall } from "#app/engine/context.ts";
import { recurrenceOf, seatsOf } from "#app/engine/event-types/input.ts";
import { deletePersonal, ownEventTypeOf } from "#app/engine/event-types/personal.server.ts";
import { changeEventType, findEventTypeBySlug, insertEventType, listEventTypes, type EventType } from "#app/engine/event-types/store.server.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { boolean, filled, integerIn, optional, string } from "#app/engine/http/fields.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { ENGINE_LONGEST_MINUTES } from "#db/schema/engine.ts";

const length = () => integerIn(1, ENGINE_LONGEST_MINUTES);
const NewOldType = z.object({ length: length(), slug: filled(), title: filled(), description: optional(string()), hidden: optional(boolean()) });
const OldTypeChange = z.object({ length: optional(length()), slug: optional(filled()), title: optional(filled()), description: optional(string()), hidden: optional(boolean()) });

/** GET /v2/event-types of 2024-04-15: the caller's own, in one group. */
export function listOldTypes({ engine, caller }: SignedCall): Answer {
  const types = listEventTypes(engine.db, eq(engineEventTypes.ownerId, caller.user.id));
  const { name, username, avatarUrl, id } = caller.user;
  const profile = { slug: username, name, image: avatarUrl };
  const group = { teamId: null, bookerUrl: engine.baseUrl, membershipRole: null, profile, metadata: { membershipCount: 1, readOnly: false }, eventTypes: types.map(output) };
  return ok({ eventTypeGroups: [group], profiles: [{ ...profile, userId: id, membershipCount: 1, readOnly: false }] });
}

export function createOldType({ engine, caller, body }: SignedCall): Answer {
  const { length: lengthInMinutes, ...fields } = parseInput(NewOldType, body);
  return created(output(writing(engine.db, (tx) => insertEventType(tx, { ownerId: caller.user.id }, { ...fields, lengthInMinutes }, engine.clock()))));
}

export function getOldType(call: SignedCall): Answer {
  return ok({ eventType: output(ownEventTypeOf(call)) });
}

export function updateOldType(call: SignedCall): Answer {
  const { length: lengthInMinutes, ...fields } = parseInput(OldTypeChange, call.body);
  const eventType = ownEventTypeOf(call);
  return ok(output(writing(call.engine.db, (tx) => changeEventType(tx, eventType, { ...fields, lengthInMinutes }))));
}

export function deleteOldType(call: SignedCall): Answer {
  const { id, lengthInMinutes, slug, title } = deletePersonal(call).body.data as { id: number; lengthInMinutes: number; slug: string; title: string };
  return ok({ id, length: lengthInMinutes, slug, title });
}

/** GET /v2/event-types/:username/public, for anybody. */
export function listPublicTypes({ engine, params }: Call): Answer {
  const user = findUserByName(engine.db, params.username!);
  const types = user ? listEventTypes(engine.db, eq(engineEventTypes.ownerId, user.id)) : [];
  return ok(types.filter((type) => !type.hidden).map(({ id, slug, title, description, lengthMinutes }) => ({ id, slug, title, description, length: lengthMinutes })));
}

/** GET /v2/event-types/:username/:eventSlug/public, for anybody; a hidden one can be read by its slug. */
export function getPublicType({ engine, params }: Call): Answer {
  const user = findUserByName(engine.db, params.username!);
  const eventType = user && findEventTypeBySlug(engine.db, { ownerId: user.id }, params.eventSlug!);
  if (!eventType) throw notFound(`Event type with slug ${params.eventSlug} not found`);
  return ok(output(eventType));
}

const frequencies = { yearly: 0, monthly: 1, weekly: 2 };

function output(eventType: EventType): object {
  const { id, title, slug, description, lengthMinutes, hidden, ownerId, teamId, scheduleId, settings, hosts } = eventType;
  const recurrence = recurrenceOf(settings);
  const seats = seatsOf(settings);
  return {
    id,
    title,
    slug,
    description,
    length: lengthMinutes,
    hidden,
    position: 0,
    userId: ownerId,
    teamId,
    scheduleId,
    eventName: settings.customName ?? null,
    timeZone: null,
    locations: settings.locations ?? [],
    minimumBookingNotice: settings.minimumBookingNotice ?? 0,
    beforeEventBuffer: settings.beforeEventBuffer ?? 0,
    afterEventBuffer: settings.afterEventBuffer ?? 0,
    slotInterval: settings.slotInterval ?? null,
    requiresConfirmation: settings.confirmationPolicy !== undefined,
    disableGuests: settings.disableGuests ?? false,
    recurringEvent: recurrence && { freq: frequencies[recurrence.frequency], count: recurrence.occurrences, interval: recurrence.interval },
    seatsPerTimeSlot: seats?.seatsPerTimeSlot ?? null,
    seatsShowAttendees: seats?.showAttendeeInfo ?? null,
    seatsShowAvailabilityCount: seats?.showAvailabilityCount ?? null,
    schedulingType: eventType.schedulingType === null ? null : { collective: "COLLECTIVE", roundRobin: "ROUND_ROBIN" }[eventType.schedulingType],
    price: 0,
    currency: "usd",
    metadata: {},
    users: hosts.map(({ user }) => ({ id: user.id, name: user.name, username: user.username, avatarUrl: user.avatarUrl })),
  };
}
