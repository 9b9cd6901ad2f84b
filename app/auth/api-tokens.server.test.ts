import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { apiTokens, users } from "#db/schema/people.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { HOUR_MS } from "#app/lib/time.ts";
import { createAccount } from "./accounts.server.ts";
import { findBearer, issueApiToken, listApiTokens, makeApiToken, revokeApiToken } from "./api-tokens.server.ts";

async function withAna() {
  const app = testApp();
  const userId = await createAccount(app, { email: "ana@example.com", name: "Ana", role: "user", password: "correct horse" }, TEST_NOW);
  const issue = (name = "Script") => writing(app.db, (tx) => issueApiToken(tx, app, { userId, actor: `user:${userId}` }, { name, scopes: ["read"] }));
  return { app, userId, issue, viewer: { kind: "user", userId, name: "Ana" } as const };
}

test("a token says whose it is and what it may do, and only its hash is kept", async () => {
  const { app, userId, issue } = await withAna();
  const token = issue();
  expect(token).toMatch(/^fd_[\w-]{43}$/);
  expect(findBearer(app.db, token, TEST_NOW)).toMatchObject({ scopes: ["read"], viewer: { kind: "user", userId, name: "Ana" } });
  const whole = app.db.$client.serialize().toString("latin1");
  expect(whole).not.toContain(token);
  expect(JSON.stringify(listApiTokens(app.db, userId))).not.toContain("hash");
});

test("it follows its person: a new role at once, nothing while blocked", async () => {
  const { app, issue } = await withAna();
  const token = issue();
  app.db.update(users).set({ role: "admin" }).run();
  expect(findBearer(app.db, token, TEST_NOW)?.viewer.kind).toBe("admin");
  app.db.update(users).set({ blockedAt: TEST_NOW }).run();
  expect(findBearer(app.db, token, TEST_NOW)).toBeNull();
});

test("whose account a token opens is told of it by name, and not what it is", async () => {
  const { app, viewer, userId } = await withAna();
  const token = makeApiToken(app, viewer, { name: "Monthly {company} report", access: "read" });
  const [told, ...others] = app.db.select().from(notifications).all();
  expect(told).toMatchObject({ kind: "token-made", recipient: "ana@example.com", userId, state: "queued", payload: { text: expect.stringContaining("“Monthly {company} report”") as string } });
  expect(others).toEqual([]);
  expect(JSON.stringify(told)).not.toContain(token);
});

test("a revoked token opens nothing, and nobody revokes another's", async () => {
  const { app, userId, issue, viewer } = await withAna();
  const [token, other] = [issue("One"), issue("Two")];
  const [two, one] = listApiTokens(app.db, userId);
  expect([two?.name, one?.name]).toEqual(["Two", "One"]);
  expect(() => revokeApiToken(app, { ...viewer, userId: "somebody else" }, one!.id)).toThrow(/no such token/);
  revokeApiToken(app, viewer, one!.id);
  expect(findBearer(app.db, token, TEST_NOW)).toBeNull();
  expect(findBearer(app.db, other, TEST_NOW)).not.toBeNull();
  expect(() => revokeApiToken(app, viewer, one!.id)).toThrow(/no such token/);
  expect(listApiTokens(app.db, userId).map(({ name }) => name)).toEqual(["Two"]);
});

test("the last use is written down once an hour", async () => {
  const { app, issue } = await withAna();
  const token = issue();
  for (const passed of [0, HOUR_MS - 1, HOUR_MS]) findBearer(app.db, token, TEST_NOW + passed);
  expect(app.db.select({ at: apiTokens.lastUsedAt }).from(apiTokens).get()).toEqual({ at: TEST_NOW + HOUR_MS });
  findBearer(app.db, token, TEST_NOW + HOUR_MS + 1);
  expect(app.db.select({ at: apiTokens.lastUsedAt }).from(apiTokens).get()).toEqual({ at: TEST_NOW + HOUR_MS });
});

test("what is no token is nobody's, and fifty are enough for a page", async () => {
  const { app, issue, viewer } = await withAna();
  for (const text of ["", "fd_", "Bearer", "fd_" + "a".repeat(43), "\0"]) expect(findBearer(app.db, text, TEST_NOW)).toBeNull();
  for (let at = 0; at < 50; at++) issue();
  expect(() => makeApiToken(app, viewer, { name: "One more", access: "read" })).toThrow(/50 tokens/);
});
