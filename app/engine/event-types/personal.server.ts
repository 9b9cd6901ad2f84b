import { and, eq, inArray } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { engineEventTypes } from "#db/schema/engine.ts";
import type { Caller } from "#app/engine/accounts/callers.server.ts";
import { findTeam, findUserByName } from "#app/engine/accounts/users.server.ts";
import type { Call, Engine, SignedCall } from "#app/engine/context.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, forbidden, notFound, unauthorized } from "#app/engine/http/failures.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { clearedFields, EventTypeChange, NewEventType } from "./input.ts";
import { personalOutput, teamOutput } from "./output.ts";
import { changeEventType, findEventType, insertEventType, listEventTypes, type EventType } from "./store.server.ts";

/**
 * GET /v2/event-types: with `username` that person's public types, for anybody; without it the caller's own,
 * and after them those of the people the caller administers.
 */
export function listPersonal({ engine, caller, url }: Call): Answer {
  const username = url.searchParams.get("username");
  const eventSlug = url.searchParams.get("eventSlug");
  if (eventSlug !== null && username === null) throw badRequest("eventSlug requires username to be provided.");
  const types = username !== null ? publicTypes(engine, caller, username, eventSlug) : ownTypes(engine, caller);
  const sort = url.searchParams.get("sortCreatedAt");
  if (sort === "asc" || sort === "desc") types.sort((a, b) => (a.createdAt - b.createdAt || a.id - b.id) * (sort === "asc" ? 1 : -1));
  return ok(types.map((type) => personalOutput(type, engine.baseUrl)));
}

export function createPersonal({ engine, caller, body }: SignedCall): Answer {
  const fields = parseInput(NewEventType, body);
  const eventType = writing(engine.db, (tx) => insertEventType(tx, { ownerId: caller.user.id }, fields, engine.clock()));
  return created(personalOutput(eventType, engine.baseUrl));
}

/** GET /v2/event-types/:id shows team types too, to their hosts and administrators. */
export function getEventType(call: SignedCall): Answer {
  const { engine, caller } = call;
  const eventType = eventTypeOr404(call);
  const team = eventType.teamId === null ? undefined : findTeam(engine.db, eventType.teamId);
  const mayRead = eventType.hosts.some(({ user }) => caller.reach.has(user.id)) || (team && caller.administeredTeamIds.includes(team.id));
  if (!mayRead) throw forbidden(`User with ID=${caller.user.id} does not have access to event type with ID=${eventType.id}`);
  return ok(team ? teamOutput(eventType, team, engine.baseUrl) : personalOutput(eventType, engine.baseUrl));
}

export function updatePersonal(call: SignedCall): Answer {
  const change = parseInput(EventTypeChange, call.body);
  const eventType = ownEventTypeOf(call);
  const changed = writing(call.engine.db, (tx) => changeEventType(tx, eventType, change, clearedFields(EventTypeChange, call.body)));
  return ok(personalOutput(changed, call.engine.baseUrl));
}

export function deletePersonal(call: SignedCall): Answer {
  const eventType = ownEventTypeOf(call);
  call.engine.db.delete(engineEventTypes).where(eq(engineEventTypes.id, eventType.id)).run();
  return ok(deletedOutput(eventType));
}

export function deletedOutput({ id, lengthMinutes, slug, title }: EventType): object {
  return { id, lengthInMinutes: lengthMinutes, slug, title };
}

function publicTypes(engine: Engine, caller: Caller | null, username: string, slug: string | null): EventType[] {
  const user = findUserByName(engine.db, username);
  if (!user) return [];
  const types = listEventTypes(engine.db, and(eq(engineEventTypes.ownerId, user.id), slug === null ? undefined : eq(engineEventTypes.slug, slug))!);
  return types.filter((type) => !type.hidden || caller?.reach.has(user.id));
}

function ownTypes(engine: Engine, caller: Caller | null): EventType[] {
  if (!caller) throw unauthorized("Authentication is required to list event types without a username.");
  const types = listEventTypes(engine.db, inArray(engineEventTypes.ownerId, [...caller.reach]));
  const own = (type: EventType) => type.ownerId === caller.user.id;
  return [...types.filter(own), ...types.filter((type) => !own(type))];
}

function eventTypeOr404({ engine, params }: SignedCall): EventType {
  const id = numericId(params.eventTypeId);
  const eventType = findEventType(engine.db, id);
  if (!eventType) throw notFound(`Event type with id ${id} not found`);
  return eventType;
}

/** The event type of the path, if it is the caller's own or of somebody the caller administers. */
export function ownEventTypeOf(call: SignedCall): EventType {
  const eventType = eventTypeOr404(call);
  const { caller } = call;
  if (eventType.ownerId === null || !caller.reach.has(eventType.ownerId)) {
    throw forbidden(`User with ID=${caller.user.id} does not own event type with ID=${eventType.id}`);
  }
  return eventType;
}
