import { and, eq, inArray, sql } from "drizzle-orm";
import { engineApiKeys, engineMemberships, engineUsers } from "#db/schema/engine.ts";
import type { Db } from "#db/client.ts";
import type { Clock } from "#app/lib/time.ts";
import { hashToken } from "#app/lib/tokens.server.ts";
import { unauthorized } from "#app/engine/http/failures.ts";

export type EngineUser = typeof engineUsers.$inferSelect;

/** The account behind a key, and its rights. */
export interface Caller {
  user: EngineUser;
  /** The key that was sent. */
  keyHash: string;
  /** Teams this account is a member of. */
  teamIds: number[];
  /** Teams this account owns or administers. */
  administeredTeamIds: number[];
  /** The account itself and everybody in the teams it administers. */
  reach: ReadonlySet<number>;
}

const KEY_PREFIX = "cal_";

/** The credential as sent: null without one. */
export function credentialOf(request: Request): string | null {
  const header = request.headers.get("authorization")?.trim();
  if (!header) return null;
  return header.replace(/^bearer\s+/i, "");
}

export const isApiKey = (credential: string) => credential.startsWith(KEY_PREFIX);

/**
 * Who a credential belongs to. At Cal.com the rate limiter looks keys up before authentication, so its error is
 * returned for an unknown key, on every route.
 */
export function createCallers(db: Db, clock: Clock, memoryKeys: { key: string; userId: number }[]) {
  const inMemory = new Map(memoryKeys.map(({ key, userId }) => [hashToken(key), userId]));
  const stored = db.select().from(engineApiKeys).where(eq(engineApiKeys.keyHash, sql.placeholder("hash"))).prepare();
  const user = db.select().from(engineUsers).where(eq(engineUsers.id, sql.placeholder("id"))).prepare();
  const memberships = db.select().from(engineMemberships).where(and(eq(engineMemberships.userId, sql.placeholder("id")), eq(engineMemberships.accepted, true))).prepare();

  return (credential: string): Caller => {
    if (!isApiKey(credential)) throw unauthorized("Invalid Access Token.");
    const hash = hashToken(credential);
    const row = inMemory.has(hash) ? { userId: inMemory.get(hash)!, expiresAt: null } : stored.get({ hash });
    const account = row && user.get({ id: row.userId });
    if (!row || !account) throw unauthorized("CustomThrottlerGuard - Invalid API Key");
    if (row.expiresAt !== null && row.expiresAt <= clock()) throw unauthorized("Your api key is expired");
    const teams = memberships.all({ id: account.id });
    const administeredTeamIds = teams.filter((team) => team.role !== "MEMBER").map((team) => team.teamId);
    return { user: account, keyHash: hash, teamIds: teams.map((team) => team.teamId), administeredTeamIds, reach: reachOf(db, account.id, administeredTeamIds) };
  };
}

function reachOf(db: Db, userId: number, administeredTeamIds: number[]): Set<number> {
  const reach = new Set([userId]);
  if (administeredTeamIds.length === 0) return reach;
  const members = db
    .select({ userId: engineMemberships.userId })
    .from(engineMemberships)
    .where(and(inArray(engineMemberships.teamId, administeredTeamIds), eq(engineMemberships.accepted, true)))
    .all();
  for (const member of members) reach.add(member.userId);
  return reach;
}
