import { and, eq } from "drizzle-orm";
import { engineMemberships } from "#db/schema/engine.ts";
import { findTeam, type EngineTeam } from "#app/engine/accounts/users.server.ts";
import type { Call, SignedCall } from "#app/engine/context.ts";
import { forbidden, notFound } from "#app/engine/http/failures.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";

/** The team of the path, if the caller is in it. */
export function memberTeam(call: SignedCall): EngineTeam {
  const team = teamOr404(call);
  if (call.caller.teamIds.includes(team.id)) return team;
  throw forbidden(`User with ID=${call.caller.user.id} is not a member of team with ID=${team.id}`);
}

/** The team of the path, if the caller administers it. */
export function administeredTeam(call: SignedCall): EngineTeam {
  const team = teamOr404(call);
  if (call.caller.administeredTeamIds.includes(team.id)) return team;
  throw forbidden(`User with ID=${call.caller.user.id} does not administer team with ID=${team.id}`);
}

/** The team of the path, if the caller owns it. */
export function ownTeam(call: SignedCall): EngineTeam {
  const team = administeredTeam(call);
  const { caller, engine } = call;
  const mine = and(eq(engineMemberships.teamId, team.id), eq(engineMemberships.userId, caller.user.id), eq(engineMemberships.role, "OWNER"));
  if (engine.db.select().from(engineMemberships).where(mine).get()) return team;
  throw forbidden(`User with ID=${caller.user.id} does not own team with ID=${team.id}`);
}

/** The team of the path, for anybody. */
export function teamOr404({ engine, params }: Call): EngineTeam {
  const id = numericId(params.teamId);
  const team = findTeam(engine.db, id);
  if (!team) throw notFound(`Team with id ${id} not found`);
  return team;
}
