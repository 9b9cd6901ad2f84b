import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions, users } from "#db/schema/people.ts";
import { writing } from "#db/client.ts";
import { testDatabase } from "#db/testing.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { hashToken, systemRandom } from "#app/lib/tokens.server.ts";
import { createAccount } from "./accounts.server.ts";
import { closeSession, closeSessionsOf, findSession, openSession, SESSION_MS } from "./sessions.server.ts";

const NOW = Date.UTC(2026, 10, 20, 10);

async function signedInAna() {
  const db = testDatabase();
  const userId = await createAccount({ db, random: systemRandom }, { email: "ana@example.com", name: "Ana", role: "user", password: "correct horse" }, NOW);
  const id = writing(db, (tx) => openSession(tx, userId, NOW, systemRandom));
  return { db, userId, id };
}

test("a session is found by the cookie's id, of which only the hash is stored", async () => {
  const { db, userId, id } = await signedInAna();
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(findSession(db, id, NOW)?.user).toEqual({ id: userId, email: "ana@example.com", name: "Ana", phone: null, role: "user", timeZone: null, staffId: null });
  expect(db.select().from(sessions).all()).toEqual([expect.objectContaining({ idHash: hashToken(id) })]);
  expect(JSON.stringify(db.select().from(sessions).all())).not.toContain(id);
  expect(findSession(db, hashToken(id), NOW)).toBeNull();
});

test("using a session moves its end, but no more often than once a day", async () => {
  const { db, id } = await signedInAna();
  const end = () => db.select().from(sessions).get()?.expiresAt;
  expect(findSession(db, id, NOW + DAY_MS - 1)?.renewed).toBe(false);
  expect(end()).toBe(NOW + SESSION_MS);
  expect(findSession(db, id, NOW + DAY_MS)?.renewed).toBe(true);
  expect(end()).toBe(NOW + DAY_MS + SESSION_MS);
  expect(findSession(db, id, NOW + DAY_MS + 1)?.renewed).toBe(false);
});

test("a session nobody used for 30 days opens nothing, and the next sign-in sweeps its row", async () => {
  const { db, userId, id } = await signedInAna();
  expect(findSession(db, id, NOW + SESSION_MS)).toBeNull();
  const later = writing(db, (tx) => openSession(tx, userId, NOW + SESSION_MS, systemRandom));
  expect(db.select({ idHash: sessions.idHash }).from(sessions).all()).toEqual([{ idHash: hashToken(later) }]);
});

test("a session used on its last day lives on", async () => {
  const { db, id } = await signedInAna();
  expect(findSession(db, id, NOW + SESSION_MS - 1)).not.toBeNull();
  expect(findSession(db, id, NOW + SESSION_MS + DAY_MS)).not.toBeNull();
});

test("a blocked person's session opens nothing", async () => {
  const { db, userId, id } = await signedInAna();
  db.update(users).set({ blockedAt: NOW }).where(eq(users.id, userId)).run();
  expect(findSession(db, id, NOW)).toBeNull();
});

test("signing out ends this session; a closed account ends them all", async () => {
  const { db, userId, id } = await signedInAna();
  const [second, third] = [1, 2].map(() => writing(db, (tx) => openSession(tx, userId, NOW, systemRandom))) as [string, string];
  writing(db, (tx) => closeSession(tx, id));
  expect(findSession(db, id, NOW)).toBeNull();
  expect(findSession(db, second, NOW)).not.toBeNull();
  writing(db, (tx) => closeSessionsOf(tx, userId));
  expect([second, third].map((each) => findSession(db, each, NOW))).toEqual([null, null]);
});
