import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { engineEventTypes } from "#db/schema/engine.ts";
import type { EngineTeam } from "#app/engine/accounts/users.server.ts";
import type { Call, SignedCall } from "#app/engine/context.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { notFound } from "#app/engine/http/failures.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { administeredTeam, memberTeam, teamOr404 } from "#app/engine/teams/rights.server.ts";
import { clearedFields, NewTeamEventType, TeamEventTypeChange } from "./input.ts";
import { teamOutput } from "./output.ts";
import { deletedOutput } from "./personal.server.ts";
import { changeEventType, insertEventType, listEventTypes, type EventType } from "./store.server.ts";

const ListQuery = z.object({
  eventSlug: z.string().optional(),
  hostsLimit: z.coerce.number({ error: "hostsLimit must be a number" }).int().min(1).optional(),
  sortCreatedAt: z.enum(["asc", "desc"]).optional(),
});

/** GET /v2/teams/:teamId/event-types: outsiders see what is not hidden. */
export function listTeam(call: Call): Answer {
  const { engine, caller, url } = call;
  const team = teamOr404(call);
  const { eventSlug, hostsLimit, sortCreatedAt } = parseInput(ListQuery, Object.fromEntries(url.searchParams));
  const bySlug = eventSlug === undefined ? undefined : eq(engineEventTypes.slug, eventSlug);
  const insider = caller?.teamIds.includes(team.id) ?? false;
  const types = listEventTypes(engine.db, and(eq(engineEventTypes.teamId, team.id), bySlug)!).filter((type) => insider || !type.hidden);
  if (sortCreatedAt === "desc") types.reverse();
  return ok(types.map((type) => teamOutput(type, team, engine.baseUrl, hostsLimit)));
}

export function createTeam(call: SignedCall): Answer {
  const { engine, body } = call;
  const team = administeredTeam(call);
  const fields = parseInput(NewTeamEventType, body);
  const eventType = writing(engine.db, (tx) => insertEventType(tx, { teamId: team.id }, fields, engine.clock()));
  return created(teamOutput(eventType, team, engine.baseUrl));
}

export function getTeam(call: SignedCall): Answer {
  const team = memberTeam(call);
  return ok(teamOutput(typeOr404(call, team), team, call.engine.baseUrl));
}

export function updateTeam(call: SignedCall): Answer {
  const team = administeredTeam(call);
  const change = parseInput(TeamEventTypeChange, call.body);
  const eventType = typeOr404(call, team);
  const changed = writing(call.engine.db, (tx) => changeEventType(tx, eventType, change, clearedFields(TeamEventTypeChange, call.body)));
  return ok(teamOutput(changed, team, call.engine.baseUrl));
}

export function deleteTeam(call: SignedCall): Answer {
  const eventType = administeredTypeOf(call);
  call.engine.db.delete(engineEventTypes).where(eq(engineEventTypes.id, eventType.id)).run();
  return ok(deletedOutput(eventType));
}

/** The team's event type of the path, if the caller administers the team. */
export function administeredTypeOf(call: SignedCall): EventType {
  return typeOr404(call, administeredTeam(call));
}

function typeOr404({ engine, params }: Call, team: EngineTeam): EventType {
  const id = numericId(params.eventTypeId);
  const [eventType] = listEventTypes(engine.db, and(eq(engineEventTypes.teamId, team.id), eq(engineEventTypes.id, id))!);
  if (!eventType) throw notFound(`Event type with id ${id} not found`);
  return eventType;
}
