import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import { auditEvents } from "#db/schema/records.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { createAccount } from "./accounts.server.ts";
import { linkStaffAccount, unlinkStaffAccount } from "./staff-link.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;

async function practice() {
  const app = testApp();
  for (const id of ["ana", "ben"]) app.db.insert(staff).values({ id, slug: id, name: id, createdAt: 0 }).run();
  const account = (email: string, role: "user" | "admin" = "user") => createAccount(app, { email, name: email, role, password: "correct horse" }, TEST_NOW);
  const link = (staffId: string, userId: string) => writing(app.db, (tx) => linkStaffAccount(tx, app, by, { staffId, userId }));
  const unlink = (staffId: string) => writing(app.db, (tx) => unlinkStaffAccount(tx, app, by, staffId));
  const roleOf = (userId: string) => app.db.select().from(users).where(eq(users.id, userId)).get()?.role;
  const linked = () => Object.fromEntries(app.db.select().from(staff).all().map(({ id, userId }) => [id, userId]));
  const history = () => app.db.select().from(auditEvents).all().map(({ action, subjectId }) => [action, subjectId]);
  return { app, account, link, unlink, roleOf, linked, history };
}

test("a linked account is staff until it is taken back, and the history says so once", async () => {
  const { account, link, unlink, roleOf, linked, history } = await practice();
  const id = await account("ana@example.com");
  link("ana", id);
  link("ana", id);
  expect([roleOf(id), linked()]).toEqual(["staff", { ana: id, ben: null }]);
  unlink("ana");
  unlink("ana");
  expect([roleOf(id), linked()]).toEqual(["user", { ana: null, ben: null }]);
  expect(history()).toEqual([["given a staff sign-in", id], ["lost a staff sign-in", id]]);
});

test("an administrator who takes appointments stays an administrator, linked or not", async () => {
  const { account, link, unlink, roleOf } = await practice();
  const id = await account("boss@example.com", "admin");
  link("ana", id);
  expect(roleOf(id)).toBe("admin");
  unlink("ana");
  expect(roleOf(id)).toBe("admin");
});

test("a person has one account and an account one person", async () => {
  const { account, link, roleOf, linked } = await practice();
  const [first, second] = [await account("one@example.com"), await account("two@example.com")];
  link("ana", first);
  expect(() => link("ben", first)).toThrow("ana’s already");
  link("ana", second);
  expect([roleOf(first), roleOf(second), linked()]).toEqual(["user", "staff", { ana: second, ben: null }]);
});

test("nobody who is blocked, and nothing that is not there, is linked", async () => {
  const { app, account, link, unlink, linked } = await practice();
  const id = await account("ana@example.com");
  expect(() => link("nobody", id)).toThrow("no such person");
  expect(() => link("ana", "nobody")).toThrow("no such account");
  expect(() => unlink("nobody")).toThrow("no such person");
  app.db.update(users).set({ blockedAt: TEST_NOW }).run();
  expect(() => link("ana", id)).toThrow("blocked");
  expect(linked()).toEqual({ ana: null, ben: null });
});
