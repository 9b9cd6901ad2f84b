import { and, eq, lte, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { sessions, users } from "#db/schema/people.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { hashToken, newToken, type Random } from "#app/lib/tokens.server.ts";
import { activeStaffId } from "./staff-link.server.ts";
import type { User } from "./user.ts";

/** A session ends this long after its last use. */
export const SESSION_MS = 30 * DAY_MS;
/** Use extends it, but is recorded at most this often. */
const REFRESH_MS = DAY_MS;

/** Open a session in the caller's transaction. The id goes into the cookie, only its hash is stored. */
export function openSession(tx: Tx, userId: string, now: number, random: Random): string {
  const id = newToken(random);
  tx.delete(sessions).where(lte(sessions.expiresAt, now)).run();
  tx.insert(sessions).values({ idHash: hashToken(id), userId, createdAt: now, expiresAt: now + SESSION_MS }).run();
  return id;
}

/** Whose session it is. `renewed` says that it was extended, so the cookie has to be as well. */
export function findSession(db: Db, id: string, now: number): { user: User; renewed: boolean } | null {
  const idHash = hashToken(id);
  const row = statements(db).byIdHash.get({ idHash, now });
  if (!row || row.email === null) return null;
  const { expiresAt, email, ...person } = row;
  const renewed = expiresAt - now <= SESSION_MS - REFRESH_MS;
  if (renewed) db.update(sessions).set({ expiresAt: now + SESSION_MS }).where(eq(sessions.idHash, idHash)).run();
  return { user: { ...person, email }, renewed };
}

/** @returns the owner's id; null if it had ended */
export function closeSession(tx: Tx, id: string): string | null {
  return tx.delete(sessions).where(eq(sessions.idHash, hashToken(id))).returning({ userId: sessions.userId }).get()?.userId ?? null;
}

/** Sign a person out everywhere: when the password changes or the account is closed. */
export function closeSessionsOf(tx: Tx, userId: string): void {
  tx.delete(sessions).where(eq(sessions.userId, userId)).run();
}

/** Sessions of blocked people, or of people who became guests again, are invalid. */
const statements = prepared((db) => ({
  byIdHash: db
    .select({
      expiresAt: sessions.expiresAt,
      id: users.id,
      email: users.email,
      name: users.name,
      phone: users.phone,
      role: users.role,
      timeZone: users.timeZone,
      staffId: activeStaffId,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.idHash, sql.placeholder("idHash")),
        sql`${sessions.expiresAt} > ${sql.placeholder("now")}`,
        sql`${users.blockedAt} IS NULL AND ${users.passwordHash} IS NOT NULL`,
      ),
    )
    .prepare(),
}));
