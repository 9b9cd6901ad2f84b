import fc from "fast-check";
import { redirect, type AppLoadContext } from "@remix-run/node";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { users } from "#db/schema/people.ts";
import type { App } from "#app/app.server.ts";
import { testApp, testContext, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { createAccount } from "./accounts.server.ts";
import { admin, desk, signedIn, visitor } from "./procedures.server.ts";
import { giveSessionCookie } from "./session-cookie.server.ts";
import { openSession } from "./sessions.server.ts";
import { linkStaffAccount } from "./staff-link.server.ts";

/** Somebody with an account and the cookie of a session of theirs. */
async function person(app: App, role: "user" | "admin", origin = "http://localhost:3000", email = `${role}@example.com`) {
  const userId = await createAccount(app, { email, name: role, role, password: "correct horse" }, app.clock());
  const responseHeaders = new Headers();
  await giveSessionCookie({ origin, responseHeaders }, writing(app.db, (tx) => openSession(tx, userId, app.clock(), app.random)));
  return { userId, setCookie: responseHeaders.get("Set-Cookie") as string, cookie: responseHeaders.get("Set-Cookie")?.split(";")[0] as string };
}

/** Somebody of the staff, in the catalogue as "Ana". */
async function staffPerson(app: App) {
  const signedInAs = await person(app, "user", undefined, "staff@example.com");
  app.db.insert(staff).values({ id: "ana", slug: "ana", name: "Ana", createdAt: 0 }).run();
  writing(app.db, (tx) => linkStaffAccount(tx, app, { actor: "system:test", source: "admin" }, { staffId: "ana", userId: signedInAs.userId }));
  return signedInAs;
}

function asked(context: AppLoadContext, path: string, options: { cookie?: string; method?: string; body?: URLSearchParams } = {}) {
  const { cookie, ...init } = options;
  const request = new Request(`http://localhost:3000${path}`, { ...init, headers: cookie ? { Cookie: cookie } : {} });
  return { request, context, params: {} };
}

const whoAsks = visitor.query(async ({ ctx }) => ctx.viewer);
const mine = signedIn.query(async ({ ctx }) => ctx.user.email);

test("a visitor is nobody until they sign in, then the viewer of their role", async () => {
  const app = testApp();
  const [user, boss] = [await person(app, "user"), await person(app, "admin")];
  expect(await whoAsks(asked(testContext(app), "/"))).toBeNull();
  expect(await whoAsks(asked(testContext(app), "/", user))).toEqual({ kind: "user", userId: user.userId, name: "user" });
  expect(await whoAsks(asked(testContext(app), "/", boss))).toEqual({ kind: "admin", userId: boss.userId, name: "admin" });
});

test("staff are behind the desk while they are in the catalogue, and customers when they left it", async () => {
  const app = testApp();
  const [ana, boss, user] = [await staffPerson(app), await person(app, "admin"), await person(app, "user")];
  const behind = desk.query(async ({ ctx }) => ctx.viewer);
  expect(await behind(asked(testContext(app), "/", ana))).toEqual({ kind: "staff", userId: ana.userId, staffId: "ana", name: "user" });
  expect(await behind(asked(testContext(app), "/", boss))).toMatchObject({ kind: "admin" });
  const context = testContext(app);
  const warned: unknown[] = [];
  context.log = { ...context.log, warn: (facts: unknown) => void warned.push(facts) };
  await expect(behind(asked(context, "/", user))).rejects.toMatchObject({ init: { status: 403 } });
  expect(warned).toEqual([{ user: user.userId, role: "user" }]);
  await expect(behind(asked(testContext(app), "/"))).rejects.toMatchObject({ status: 302 });
  app.db.update(staff).set({ active: false }).run();
  expect(await whoAsks(asked(testContext(app), "/", ana))).toEqual({ kind: "user", userId: ana.userId, name: "user" });
  await expect(behind(asked(testContext(app), "/", ana))).rejects.toMatchObject({ init: { status: 403 } });
});

test("a page drawn for somebody is not stored, one for anybody may be", async () => {
  const app = testApp();
  const user = await person(app, "user");
  const [anybody, somebody] = [testContext(app), testContext(app)];
  await whoAsks(asked(anybody, "/"));
  await whoAsks(asked(somebody, "/", user));
  expect(anybody.responseHeaders.get("Cache-Control")).toBeNull();
  expect(somebody.responseHeaders.get("Cache-Control")).toBe("no-store");
});

test("whoever is not signed in is sent to do so and back, and that answer is not stored either", async () => {
  const change = signedIn.mutation(async () => redirect("/done"));
  for (const ask of [mine, change]) {
    const context = testContext();
    const answer = await Promise.resolve(ask(asked(context, "/bookings?tab=past&page=2", { method: ask === change ? "POST" : "GET" }))).catch((thrown: unknown) => thrown);
    expect(answer).toBeInstanceOf(Response);
    expect((answer as Response).status).toBe(302);
    expect((answer as Response).headers.get("Location")).toBe("/sign-in?next=%2Fbookings%3Ftab%3Dpast%26page%3D2");
    expect(context.responseHeaders.get("Cache-Control")).toBe("no-store");
  }
});

test("a blocked person is signed out, and the cookie goes", async () => {
  const app = testApp();
  const { userId, cookie } = await person(app, "user");
  expect(await mine(asked(testContext(app), "/bookings", { cookie }))).toBe("user@example.com");
  app.db.update(users).set({ blockedAt: TEST_NOW }).where(eq(users.id, userId)).run();
  const context = testContext(app);
  await expect(mine(asked(context, "/bookings", { cookie }))).rejects.toMatchObject({ status: 302 });
  expect(context.responseHeaders.get("Set-Cookie")).toMatch(/^fd_session=.*Max-Age=0/);
});

test("a session in use gets its cookie anew once a day", async () => {
  let now = TEST_NOW;
  const app = testApp({ clock: () => now });
  const { cookie } = await person(app, "user");
  const cookieAfter = async (afterMs: number) => {
    now = TEST_NOW + afterMs;
    const context = testContext(app);
    await mine(asked(context, "/bookings", { cookie }));
    return context.responseHeaders.get("Set-Cookie");
  };
  expect(await cookieAfter(DAY_MS - 1)).toBeNull();
  expect(await cookieAfter(DAY_MS)).toContain(cookie);
  expect(await cookieAfter(DAY_MS)).toBeNull();
});

test("the session's cookie is closed to scripts and other sites, and to http where there is https", async () => {
  const plain = await person(testApp(), "user");
  const secure = await person(testApp(), "user", "https://desk.example");
  expect(plain.setCookie).toMatch(/^fd_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(secure.setCookie).toMatch(/^__Host-fd_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test("over https a cookie without the prefix, which another host of the domain may have set, is nobody's", async () => {
  const app = testApp();
  const { cookie } = await person(app, "user");
  expect(await whoAsks(asked(testContext(app, { origin: "https://desk.example" }), "/", { cookie }))).toBeNull();
});

test("a cookie that is no session's, or not even a cookie, is nobody's", async () => {
  const app = testApp();
  for (const cookie of ["fd_session=x", "fd_session=%%%", "fd_session=eyJhIjoxfQ%3D%3D", "fd_session=", "=;;"]) {
    expect(await whoAsks(asked(testContext(app), "/", { cookie }))).toBeNull();
  }
});

// Validates: 4.5
test("Feature: calcom-booking-integration, Property 14: role user can do nothing an administrator's procedure guards, and neither can staff", async () => {
  const app = testApp();
  const [user, ana, boss] = [await person(app, "user"), await staffPerson(app), await person(app, "admin")];
  const texts = fc.dictionary(fc.constantFrom("name", "role", "id", "confirm"), fc.string(), { maxKeys: 4 });
  const requests = fc.record({ path: fc.webPath(), search: texts, form: texts, isChange: fc.boolean(), hasSchemas: fc.boolean(), hasMoreGuards: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(requests, async ({ path, search, form, isChange, hasSchemas, hasMoreGuards }) => {
      let done = 0;
      const guarded = hasMoreGuards ? admin.guard(() => ({ more: true })) : admin;
      const schema = z.object({ name: z.string().optional() });
      const described = hasSchemas ? guarded.input({ search: schema, form: schema }) : guarded;
      const run = isChange
        ? described.mutation(async () => (done++, redirect("/done")))
        : described.query(async () => (done++, "secret"));
      const ask = async (cookie?: string) =>
        run(asked(testContext(app), `${path.startsWith("/") ? path : `/${path}`}?${new URLSearchParams(search)}`, {
          cookie,
          ...(isChange && { method: "POST", body: new URLSearchParams(form) }),
        })).catch((thrown: unknown) => thrown);

      for (const { cookie } of [user, ana]) expect(await ask(cookie)).toMatchObject({ init: { status: 403 }, data: { reason: "forbidden" } });
      expect(await ask()).toMatchObject({ status: 302 });
      expect(done).toBe(0);
      await ask(boss.cookie);
      expect(done).toBe(1);
    }),
    { numRuns: 200 },
  );
});
