import { eq, inArray } from "drizzle-orm";
import { newToken } from "#app/lib/tokens.server.ts";
import { engineMemberships, engineSchedules } from "#db/schema/engine.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import { listBookings } from "#app/engine/bookings/list.server.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { ok, type Answer } from "#app/engine/http/envelope.ts";
import { pageOf } from "#app/engine/http/page.ts";
import { scheduleOutput } from "#app/engine/schedules/resource.server.ts";
import { administeredTeam } from "./rights.server.ts";

/** GET /v2/teams/:teamId/bookings: as /v2/bookings, of this team's event types. */
export function listTeamBookings(call: SignedCall): Answer {
  const team = administeredTeam(call);
  const url = new URL(call.url);
  url.searchParams.delete("teamsIds");
  url.searchParams.set("teamId", String(team.id));
  return listBookings({ ...call, url, version: "2024-08-13" });
}

/** GET /v2/teams/:teamId/schedules: of everybody in it. */
export function listTeamSchedules(call: SignedCall): Answer {
  const { db } = call.engine;
  const { take, skip } = pageOf(call.url);
  const members = db.select({ id: engineMemberships.userId }).from(engineMemberships).where(eq(engineMemberships.teamId, administeredTeam(call).id));
  const rows = db.select().from(engineSchedules).where(inArray(engineSchedules.userId, members)).orderBy(engineSchedules.id).limit(take).offset(skip).all();
  return ok(rows.map((row) => scheduleOutput(row, findUser(db, row.userId)?.defaultScheduleId ?? null)));
}

/** POST /v2/teams/:teamId/invite. The link would open a page the engine does not have: it is returned but not stored. */
export function inviteToTeam(call: SignedCall): Answer {
  administeredTeam(call);
  const token = newToken(call.engine.random);
  return ok({ token, inviteLink: `${call.engine.baseUrl}/teams?token=${token}` });
}
