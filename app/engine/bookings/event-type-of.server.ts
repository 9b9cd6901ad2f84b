import { findTeamBySlug, findUserByName } from "#app/engine/accounts/users.server.ts";
import type { Engine } from "#app/engine/context.ts";
import { findEventType, findEventTypeBySlug, type EventType } from "#app/engine/event-types/store.server.ts";
import { badRequest, notFound } from "#app/engine/http/failures.ts";
import type { NewBooking } from "./input.ts";

/** The event type a new booking names, by id or by slug and owner. */
export function eventTypeOf(engine: Engine, body: NewBooking): EventType {
  const { eventTypeId, eventTypeSlug: slug, username, teamSlug, organizationSlug } = body;
  const within = organizationSlug === undefined ? "" : ` within organization ${organizationSlug}`;
  if (eventTypeId !== undefined) {
    const eventType = findEventType(engine.db, eventTypeId);
    if (!eventType) throw notFound(`Event type with id ${eventTypeId} not found.`);
    return eventType;
  }
  if (slug !== undefined && username !== undefined) {
    const user = findUserByName(engine.db, username);
    if (!user) throw notFound(`User with username ${username} not found`);
    const eventType = findEventTypeBySlug(engine.db, { ownerId: user.id }, slug);
    if (!eventType) throw notFound(`Event type with slug ${slug} belonging to user ${username}${within} not found.`);
    return eventType;
  }
  if (slug !== undefined && teamSlug !== undefined) {
    const team = findTeamBySlug(engine.db, teamSlug);
    if (!team) throw notFound(`Team with slug ${teamSlug} not found`);
    const eventType = findEventTypeBySlug(engine.db, { teamId: team.id }, slug);
    if (!eventType) throw notFound(`Event type with slug ${slug} belonging to team ${teamSlug}${within} not found.`);
    return eventType;
  }
  throw badRequest("Either eventTypeId, or eventTypeSlug with username or teamSlug must be provided.");
}
