import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { createAccount } from "./accounts.server.ts";
import { makeAdministrator } from "./make-administrator.server.ts";
import { findSession, openSession } from "./sessions.server.ts";
import { setPassword } from "./set-password.server.ts";
import { signIn } from "./sign-in.server.ts";

const HERE = { clientIp: "203.0.113.7", sessionId: null };

test("a new administrator sets a password with the link and is in", async () => {
  const app = testApp();
  const token = writing(app.db, (tx) => makeAdministrator(tx, app, { email: "boss@example.com", name: "Boss" }));
  const done = await setPassword(app, HERE, token, "correct horse");
  expect(findSession(app.db, done?.sessionId ?? "", TEST_NOW)?.user).toMatchObject({ name: "Boss", role: "admin" });
});

test("an account becomes an administrator's, opened again, signed out everywhere, with its old password until the new one is set", async () => {
  const app = testApp();
  const userId = await createAccount(app, { email: "ana@example.com", name: "Ana", role: "user", password: "correct horse" }, TEST_NOW);
  const session = writing(app.db, (tx) => openSession(tx, userId, TEST_NOW, app.random));
  app.db.update(users).set({ blockedAt: TEST_NOW }).run();
  const first = writing(app.db, (tx) => makeAdministrator(tx, app, { email: "ana@example.com" }));
  const second = writing(app.db, (tx) => makeAdministrator(tx, app, { email: "ana@example.com" }));
  expect(app.db.select().from(notifications).all()).toMatchObject([{ kind: "role-changed", recipient: "ana@example.com", userId }]);
  expect(findSession(app.db, session, TEST_NOW)).toBeNull();
  expect(app.db.select().from(users).all()).toEqual([expect.objectContaining({ id: userId, name: "Ana", role: "admin", blockedAt: null })]);
  await expect(signIn(app, HERE, { email: "ana@example.com", password: "correct horse" })).resolves.toEqual(expect.any(String));
  expect(await setPassword(app, HERE, first, "a new password")).toBeNull();
  expect(await setPassword(app, HERE, second, "a new password")).not.toBeNull();
});
