import { and, desc, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import { writing, type Db, type Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { apiTokens, users } from "#db/schema/people.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { HOUR_MS, type Clock } from "#app/lib/time.ts";
import { hashToken, newId, newToken, type Random } from "#app/lib/tokens.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { emailOf } from "./accounts.server.ts";
import { accountMail } from "./account-mails.server.ts";
import { activeStaffId } from "./staff-link.server.ts";
import { viewerOf } from "./user.ts";
import { actorOf, type PersonViewer } from "./viewer.ts";

/** `write` changes bookings; whoever may write may read. */
export type Scope = "read" | "write";

export type ApiToken = Omit<typeof apiTokens.$inferSelect, "hash">;

interface Deps {
  clock: Clock;
  random: Random;
}

/** Identifies a token, for people and for scanners that search for leaked secrets. */
const PREFIX = "fd_";
/** With more on one page, unused ones would go unnoticed. */
const MOST_TOKENS = 50;
/** Its use is recorded at most this often. */
const USED_EVERY_MS = HOUR_MS;

/**
 * A personal access token: `fd_` and 43 base64url characters. It acts as its person, with that person's rights at the
 * time of each request. The return value is the only copy: the table holds its SHA-256.
 */
export function issueApiToken(tx: Tx, deps: Deps, owner: { userId: string; actor: string }, token: { name: string; scopes: Scope[] }): string {
  const { userId, actor } = owner;
  const secret = PREFIX + newToken(deps.random);
  tx.insert(apiTokens).values({ id: newId(deps.random), userId, ...token, hash: hashToken(secret), createdAt: deps.clock() }).run();
  recordEvent(tx, deps, { subjectType: "user", subjectId: userId, actor, action: "access token made", source: actor.startsWith("system:") ? "admin" : "web", data: { scopes: token.scopes } });
  return secret;
}

/**
 * A token for oneself, from the page. Its owner gets a mail, since somebody else may be at their keyboard.
 *
 * @throws AppError conflict when there are too many already
 */
export function makeApiToken(app: Deps & { db: Db }, viewer: PersonViewer, { name, access }: { name: string; access: Scope }): string {
  const scopes: Scope[] = access === "write" ? ["read", "write"] : ["read"];
  return writing(app.db, (tx) => {
    if (listApiTokens(tx, viewer.userId).length >= MOST_TOKENS) throw new AppError("conflict", `There are ${MOST_TOKENS} tokens already. Revoke one that is not used any more.`);
    enqueueMail(tx, app, { recipient: emailOf(tx, viewer.userId), userId: viewer.userId, ...accountMail(app, "token-made", { token: name }) });
    return issueApiToken(tx, app, { userId: viewer.userId, actor: actorOf(viewer) }, { name, scopes });
  });
}

/** A person's active tokens, newest first. */
export function listApiTokens(db: Db | Tx, userId: string): ApiToken[] {
  const { hash: _, ...shown } = getTableColumns(apiTokens);
  return db.select(shown).from(apiTokens).where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt))).orderBy(desc(apiTokens.createdAt), sql`rowid desc`).all();
}

/** @throws AppError not_found, also for somebody else's */
export function revokeApiToken(app: Deps & { db: Db }, viewer: PersonViewer, tokenId: string): void {
  const { userId } = viewer;
  writing(app.db, (tx) => {
    const revoked = tx.update(apiTokens).set({ revokedAt: app.clock() }).where(and(eq(apiTokens.id, tokenId), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt))).run();
    if (revoked.changes === 0) throw new AppError("not_found", "There is no such token.");
    recordEvent(tx, app, { subjectType: "user", subjectId: userId, actor: actorOf(viewer), action: "access token revoked", source: "web" });
  });
}

export interface Bearer {
  tokenId: string;
  scopes: Scope[];
  viewer: PersonViewer;
  /** The person's own zone. */
  timeZone: string | null;
}

/** The token's owner; null if it is unknown or revoked, or the person is blocked. */
export function findBearer(db: Db, secret: string, nowMs: number): Bearer | null {
  const row = statements(db).byHash.get({ hash: hashToken(secret) });
  if (!row || row.user.email === null) return null;
  const { tokenId, scopes, lastUsedAt, user } = row;
  if (nowMs - (lastUsedAt ?? 0) >= USED_EVERY_MS) db.update(apiTokens).set({ lastUsedAt: nowMs }).where(eq(apiTokens.id, tokenId)).run();
  return { tokenId, scopes, viewer: { ...viewerOf({ ...user, email: user.email as string }), via: "api" }, timeZone: user.timeZone };
}

const statements = prepared((db) => ({
  byHash: db
    .select({
      tokenId: apiTokens.id,
      scopes: apiTokens.scopes,
      lastUsedAt: apiTokens.lastUsedAt,
      user: { id: users.id, email: users.email, name: users.name, phone: users.phone, role: users.role, timeZone: users.timeZone, staffId: activeStaffId },
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(and(eq(apiTokens.hash, sql.placeholder("hash")), isNull(apiTokens.revokedAt), isNull(users.blockedAt)))
    .prepare(),
}));
