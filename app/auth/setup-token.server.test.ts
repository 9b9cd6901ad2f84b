import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { tokens, users } from "#db/schema/people.ts";
import { testDatabase } from "#db/testing.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { firstAdministrator } from "./first-administrator.server.ts";
import { findSession } from "./sessions.server.ts";
import { ensureSetupToken, isSetupToken } from "./setup-token.server.ts";

const deps = { clock: () => 1_000, random: systemRandom };
const issue = (db: ReturnType<typeof testDatabase>) => ensureSetupToken(db, deps.random, deps.clock);
const person = { name: "Ana", email: "ana@practice.example", password: "quiet harbour morning" };

test("only the last link printed sets up, and only its hash is stored", () => {
  const db = testDatabase();
  const first = issue(db)!;
  const second = issue(db)!;
  expect([isSetupToken(db, first), isSetupToken(db, second), isSetupToken(db, "guess")]).toEqual([false, true, false]);
  expect(JSON.stringify(db.select().from(tokens).all())).not.toContain(second);
});

test("the link makes one administrator, who is signed in, and is used up with it", async () => {
  const db = testDatabase();
  const token = issue(db)!;
  const { sessionId, userId } = writing(db, await firstAdministrator(deps, { token, ...person }));
  expect(findSession(db, sessionId, deps.clock())?.user).toMatchObject({ id: userId, role: "admin", email: person.email });
  expect(isSetupToken(db, token)).toBe(false);
  const again = await firstAdministrator(deps, { token, ...person, email: "eve@practice.example" });
  expect(() => writing(db, again)).toThrow(/no such page/);
  expect(db.select().from(users).all()).toHaveLength(1);
});

test("once there is an administrator no link is made, and an open one opens nothing", () => {
  const db = testDatabase();
  const token = issue(db)!;
  db.insert(users).values({ id: "a", name: "Admin", role: "admin", createdAt: 0, updatedAt: 0 }).run();
  expect(isSetupToken(db, token)).toBe(false);
  expect(issue(db)).toBeNull();
});
