import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import type { Clock } from "#app/lib/time.ts";
import { DAY_MS } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";
import { findByEmail } from "./accounts.server.ts";
import { findOrCreateGuest } from "./guests.server.ts";
import { issueLink, revokeLinks } from "./links.server.ts";
import { tellOfRole } from "./role-notice.server.ts";
import { closeSessionsOf } from "./sessions.server.ts";

/** Longer than usual: the link is read from a terminal and may have to be passed to somebody else. */
const LINK_MS = DAY_MS;

/**
 * Make somebody an administrator, or give one who is locked out a way back: every session and earlier link
 * ends, and the token returned is for a link to set a password with. An old password stays until then.
 */
export function makeAdministrator(tx: Tx, deps: { db: Db; clock: Clock; random: Random }, person: { email: string; name?: string }): string {
  const { email, name } = person;
  const now = deps.clock();
  const known = findByEmail(tx, email);
  const userId = findOrCreateGuest(tx, { email, name: name ?? email }, now, deps.random);
  tx.update(users).set({ role: "admin", blockedAt: null, updatedAt: now, ...(name && { name }) }).where(eq(users.id, userId)).run();
  closeSessionsOf(tx, userId);
  revokeLinks(tx, { userId, email }, now);
  recordEvent(tx, deps, { subjectType: "user", subjectId: userId, actor: "system:admin script", action: "made administrator", source: "admin" });
  if (known?.passwordHash && known.role !== "admin") tellOfRole(tx, deps, { id: userId, email, role: "admin" });
  return issueLink(tx, { purpose: "reset", subject: userId, lifeMs: LINK_MS }, now, deps.random);
}
