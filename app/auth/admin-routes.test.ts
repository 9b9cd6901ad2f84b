import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { staff } from "#db/schema/catalog.ts";
import { writing } from "#db/client.ts";
import { testApp, testContext, TEST_NOW } from "#app/lib/testing.ts";
import { createAccount } from "./accounts.server.ts";
import { FOR_STAFF } from "./for-staff.testing.ts";
import { giveSessionCookie } from "./session-cookie.server.ts";
import { openSession } from "./sessions.server.ts";
import { linkStaffAccount } from "./staff-link.server.ts";

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>;
const modules = import.meta.glob<{ loader?: Handler; action?: Handler }>(["../routes/admin.*.{ts,tsx}", "../routes/admin.*/route.tsx"], { eager: true });
const routes = Object.entries(modules).flatMap(([file, { loader, action }]) => {
  const name = file.replace(/^.*\/routes\//, "").replace(/(\/route)?\.tsx?$/, "");
  return [...(loader ? [{ name, method: "GET", handler: loader }] : []), ...(action ? [{ name, method: "POST", handler: action }] : [])];
});

test("whoever signs in on the way to a change finds a page at its address", () => {
  expect(Object.entries(modules).filter(([, { loader, action }]) => action && !loader).map(([file]) => file)).toEqual([]);
});

async function signedIn() {
  const app = testApp();
  const cookieOf = async (email: string, role: "user" | "admin") => {
    const userId = await createAccount(app, { email, name: email, role, password: "correct horse" }, TEST_NOW);
    const responseHeaders = new Headers();
    await giveSessionCookie({ origin: "http://localhost:3000", responseHeaders }, writing(app.db, (tx) => openSession(tx, userId, app.clock(), app.random)));
    return { userId, cookie: responseHeaders.get("Set-Cookie")?.split(";")[0] ?? "" };
  };
  const [user, ana] = [await cookieOf("user@example.com", "user"), await cookieOf("ana@example.com", "user")];
  app.db.insert(staff).values({ id: "ana", slug: "ana", name: "Ana", createdAt: 0 }).run();
  writing(app.db, (tx) => linkStaffAccount(tx, app, { actor: "system:test", source: "admin" }, { staffId: "ana", userId: ana.userId }));
  const statusFor = async ({ method, handler }: (typeof routes)[number], cookie: string) => {
    const request = new Request("http://localhost:3000/", { method, headers: cookie ? { Cookie: cookie } : {}, ...(method === "POST" && { body: new URLSearchParams() }) });
    const answer = (await handler({ request, context: testContext(app), params: {} }).catch((thrown: unknown) => thrown)) as { status?: number; init?: { status?: number } } | null;
    return answer?.init?.status ?? answer?.status ?? 200;
  };
  return { user: user.cookie, ana: ana.cookie, statusFor };
}

// Validates: 4.5
test("Feature: calcom-booking-integration, Property 14: every administration page and change refuses customers, and staff but for the pages that are theirs", async () => {
  const { user, ana, statusFor } = await signedIn();
  expect(routes.length).toBeGreaterThan(30);
  const opened: string[] = [];
  for (const route of routes) {
    expect(await statusFor(route, ""), `${route.method} ${route.name} of somebody who is not signed in`).toBe(302);
    expect(await statusFor(route, user), `${route.method} ${route.name} of a customer`).toBe(403);
    if ((await statusFor(route, ana)) !== 403) opened.push(route.name);
  }
  expect([...new Set(opened)].sort()).toEqual(FOR_STAFF);
});
