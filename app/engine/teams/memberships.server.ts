import { and, eq, inArray } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { engineEventTypeHosts, engineEventTypes, engineMemberships, engineUsers } from "#db/schema/engine.ts";
import type { EngineUser } from "#app/engine/accounts/callers.server.ts";
import { findUser } from "#app/engine/accounts/users.server.ts";
import type { SignedCall } from "#app/engine/context.ts";
import { joinEverybodysTypes } from "#app/engine/event-types/store.server.ts";
import { created, ok, type Answer } from "#app/engine/http/envelope.ts";
import { notFound, recordExists } from "#app/engine/http/failures.ts";
import { numericId } from "#app/engine/http/numeric-id.ts";
import { pageOf } from "#app/engine/http/page.ts";
import { parseInput } from "#app/engine/http/validation.ts";
import { MembershipChange, NewMembership } from "./input.ts";
import { administeredTeam, memberTeam } from "./rights.server.ts";

type Membership = typeof engineMemberships.$inferSelect;

/** A membership is one person in one team; its id encodes both. */
const IN_ONE_TEAM = 10_000_000;
const idOf = ({ teamId, userId }: Membership) => teamId * IN_ONE_TEAM + userId;

/** GET /v2/teams/:teamId/memberships. The document shows a single one, but the response is a list. */
export function listMemberships(call: SignedCall): Answer {
  const { engine, url } = call;
  const { take, skip } = pageOf(url);
  const emails = url.searchParams.getAll("emails").flatMap((value) => value.split(",")).map((email) => email.trim().toLowerCase()).filter(Boolean);
  const team = memberTeam(call);
  const where = and(eq(engineMemberships.teamId, team.id), emails.length > 0 ? inArray(engineUsers.email, emails) : undefined);
  const rows = engine.db
    .select()
    .from(engineMemberships)
    .innerJoin(engineUsers, eq(engineUsers.id, engineMemberships.userId))
    .where(where)
    .orderBy(engineMemberships.userId)
    .limit(take)
    .offset(skip)
    .all();
  return ok(rows.map((row) => output(row.engine_memberships, row.engine_users)));
}

export function getMembership(call: SignedCall): Answer {
  const { engine } = call;
  memberTeam(call);
  const membership = membershipOr404(call);
  return ok(output(membership, findUser(engine.db, membership.userId)!));
}

/** POST /v2/teams/:teamId/memberships: an invitation, unless `accepted` is true. */
export function createMembership(call: SignedCall): Answer {
  const { userId, accepted = false, role = "MEMBER", disableImpersonation = false } = parseInput(NewMembership, call.body);
  const team = administeredTeam(call);
  return writing(call.engine.db, (tx) => {
    const user = findUser(tx, userId);
    if (!user) throw notFound(`User with id ${userId} not found`);
    const membership = { teamId: team.id, userId, accepted, role, disableImpersonation };
    const { changes } = tx.insert(engineMemberships).values(membership).onConflictDoNothing().run();
    if (changes === 0) throw recordExists();
    if (accepted) joinEverybodysTypes(tx, team.id, userId);
    return created(output(membership, user));
  });
}

export function updateMembership(call: SignedCall): Answer {
  const change = parseInput(MembershipChange, call.body);
  administeredTeam(call);
  return writing(call.engine.db, (tx) => {
    const before = membershipOr404(call, tx);
    if (Object.values(change).some((value) => value !== undefined)) tx.update(engineMemberships).set(change).where(same(before)).run();
    const after = membershipOr404(call, tx);
    if (after.accepted && !before.accepted) joinEverybodysTypes(tx, after.teamId, after.userId);
    return ok(output(after, findUser(tx, after.userId)!));
  });
}

/** DELETE …/:membershipId: a person who leaves a team no longer hosts its event types. */
export function deleteMembership(call: SignedCall): Answer {
  administeredTeam(call);
  return writing(call.engine.db, (tx) => {
    const membership = membershipOr404(call, tx);
    const user = findUser(tx, membership.userId)!;
    const types = tx.select({ id: engineEventTypes.id }).from(engineEventTypes).where(eq(engineEventTypes.teamId, membership.teamId));
    tx.delete(engineEventTypeHosts).where(and(eq(engineEventTypeHosts.userId, user.id), inArray(engineEventTypeHosts.eventTypeId, types))).run();
    tx.delete(engineMemberships).where(same(membership)).run();
    return ok(output(membership, user));
  });
}

function membershipOr404({ engine, params }: SignedCall, tx?: Tx): Membership {
  const teamId = numericId(params.teamId);
  const id = numericId(params.membershipId);
  const membership = (tx ?? engine.db).select().from(engineMemberships).where(same({ teamId, userId: id - teamId * IN_ONE_TEAM })).get();
  if (!membership) throw notFound(`Membership with id ${id} within team ${teamId} not found`);
  return membership;
}

function same({ teamId, userId }: Pick<Membership, "teamId" | "userId">) {
  return and(eq(engineMemberships.teamId, teamId), eq(engineMemberships.userId, userId));
}

/** What a person has not set is left out. */
function output(membership: Membership, { avatarUrl, username, name, email, bio, metadata }: EngineUser): object {
  const { userId, teamId, accepted, role, disableImpersonation } = membership;
  const set = Object.fromEntries(Object.entries({ avatarUrl, name, bio }).filter(([, value]) => value !== null));
  return { id: idOf(membership), userId, teamId, accepted, role, disableImpersonation, user: { username, email, metadata, ...set } };
}
