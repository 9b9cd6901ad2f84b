import { and, eq, inArray, ne } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { engineMemberships, engineTeams } from "#db/schema/engine.ts";
import { findTeam, findTeamBySlug, type EngineTeam } from "#app/engine/accounts/users.server.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { badRequest, recordExists } from "#app/engine/http/failures.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { NewTeam, TeamChange } from "./input.ts";
import { administeredTeam, memberTeam, ownTeam } from "./rights.server.ts";

/** GET /v2/teams: those the caller is in. */
export function listTeams({ engine, caller }: SignedCall): Answer {
  const rows = engine.db.select().from(engineTeams).where(inArray(engineTeams.id, caller.teamIds)).orderBy(engineTeams.id).all();
  return ok(rows.map(teamOutput));
}

export function getTeam(call: SignedCall): Answer {
  return ok(teamOutput(memberTeam(call)));
}

/** POST /v2/teams: the caller becomes its owner. */
export function createTeam({ engine, caller, body }: SignedCall): Answer {
  const { name, slug, autoAcceptCreator = true, ...settings } = parseInput(NewTeam, body);
  return writing(engine.db, (tx) => {
    const { id: userId } = caller.user;
    const again = tx
      .select()
      .from(engineTeams)
      .innerJoin(engineMemberships, eq(engineMemberships.teamId, engineTeams.id))
      .where(and(eq(engineTeams.name, name), eq(engineMemberships.userId, userId), eq(engineMemberships.role, "OWNER")))
      .get();
    if (again) throw badRequest(`You already have created a team with name=${name}`);
    if (slug !== undefined) refuseTaken(tx, slug);
    const values = { name, slug: slug ?? freeSlug(tx, name), settings, createdAt: engine.clock() };
    const team = tx.insert(engineTeams).values(values).returning().get();
    tx.insert(engineMemberships).values({ teamId: team.id, userId, role: "OWNER", accepted: autoAcceptCreator }).run();
    return created(teamOutput(team));
  });
}

export function updateTeam(call: SignedCall): Answer {
  const { name, slug, ...settings } = parseInput(TeamChange, call.body);
  const team = administeredTeam(call);
  return writing(call.engine.db, (tx) => {
    if (slug !== undefined) refuseTaken(tx, slug, team.id);
    const merged = { ...team.settings, ...sent(settings) };
    tx.update(engineTeams).set({ name, slug, settings: merged }).where(eq(engineTeams.id, team.id)).run();
    return ok(teamOutput(findTeam(tx, team.id)!));
  });
}

/** DELETE /v2/teams/:teamId: its event types go with it, its bookings stay. */
export function deleteTeam(call: SignedCall): Answer {
  const team = ownTeam(call);
  call.engine.db.delete(engineTeams).where(eq(engineTeams.id, team.id)).run();
  return ok(teamOutput(team));
}

const empty = {
  logoUrl: null,
  calVideoLogo: null,
  appLogo: null,
  appIconLogo: null,
  bio: null,
  theme: null,
  brandColor: null,
  darkBrandColor: null,
  bannerUrl: null,
  timeFormat: null,
  metadata: null,
};

/** Unset fields are null, which the document does not mention. */
function teamOutput({ id, name, slug, settings }: EngineTeam): object {
  const standing = { hideBranding: false, isPrivate: false, hideBookATeamMember: false, timeZone: "Europe/London", weekStart: "Sunday" };
  return { id, parentId: null, name, slug, isOrganization: false, ...empty, ...standing, ...settings };
}

function refuseTaken(tx: Tx, slug: string, butId = 0): void {
  if (tx.select().from(engineTeams).where(and(eq(engineTeams.slug, slug), ne(engineTeams.id, butId))).get()) throw recordExists();
}

function freeSlug(tx: Tx, name: string): string {
  const base = name.toLowerCase().normalize("NFKD").replace(/\p{Mark}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "team";
  let slug = base;
  for (let count = 2; findTeamBySlug(tx, slug); count += 1) slug = `${base}-${count}`;
  return slug;
}

function sent(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
