import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import * as tokens from "#app/routes/_portal.settings.tokens/route.tsx";
import * as revoking from "#app/routes/_portal.settings.tokens_.$id.revoke.ts";
import { testApp, testContext, TEST_NOW } from "#app/lib/testing.ts";
import { createAccount } from "./accounts.server.ts";
import { findBearer, listApiTokens } from "./api-tokens.server.ts";
import { giveSessionCookie } from "./session-cookie.server.ts";
import { openSession } from "./sessions.server.ts";

async function withAna() {
  const app = testApp();
  const session = async (name: string) => {
    const userId = await createAccount(app, { email: `${name}@example.com`, name, role: "user", password: "correct horse" }, TEST_NOW);
    const context = testContext(app);
    await giveSessionCookie(context, writing(app.db, (tx) => openSession(tx, userId, TEST_NOW, app.random)));
    return { userId, cookie: cookiesOf(context.responseHeaders) };
  };
  return { app, ana: await session("ana"), ben: await session("ben") };
}

const cookiesOf = (headers: Headers) => headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");

async function visit(app: ReturnType<typeof testApp>, route: (args: LoaderFunctionArgs & ActionFunctionArgs) => Promise<unknown>, { cookie = "", fields, params = {} }: { cookie?: string; fields?: Record<string, string>; params?: Record<string, string> } = {}) {
  const context = testContext(app);
  const request = new Request("http://localhost:3000/settings/tokens", { headers: { Cookie: cookie }, ...(fields && { method: "POST", body: new URLSearchParams(fields) }) });
  const given = await route({ request, context, params }).catch((thrown: unknown) => thrown);
  if (given instanceof Response) return { status: given.status, location: given.headers.get("Location"), cookie: cookiesOf(given.headers), data: null, said: context.responseHeaders };
  const { data, init } = given as { data?: unknown; init?: { status: number } };
  return { status: init?.status ?? 200, data: (init ? data : given) as Record<string, never>, cookie: "", location: null, said: context.responseHeaders };
}

test("a token is shown on the next page, once, and works", async () => {
  const { app, ana } = await withAna();
  const done = await visit(app, tokens.action, { cookie: ana.cookie, fields: { name: "Nightly report", access: "read" } });
  expect(done).toMatchObject({ status: 302, location: "/settings/tokens" });
  const page = await visit(app, tokens.loader, { cookie: `${ana.cookie}; ${done.cookie}` });
  const made = page.data?.["made"] as unknown as string;
  expect(findBearer(app.db, made, TEST_NOW)).toMatchObject({ scopes: ["read"], viewer: { userId: ana.userId } });
  expect(page.said.getSetCookie().join()).toMatch(/fd_new_token=;.*Max-Age=0/);
  expect(page.said.get("Cache-Control")).toBe("no-store");
  expect((await visit(app, tokens.loader, { cookie: ana.cookie })).data).toMatchObject({ made: null, tokens: [{ name: "Nightly report", access: "Reads", made: expect.stringContaining("20 Nov"), used: expect.stringContaining("20 Nov") }] });
});

test("nothing else in that cookie is shown", async () => {
  const { app, ana } = await withAna();
  for (const value of ["x", "fd_<script>", "%E0%A4%A"]) expect((await visit(app, tokens.loader, { cookie: `${ana.cookie}; fd_new_token=${value}` })).data).toMatchObject({ made: null });
});

test("one's own is revoked, another's is not there", async () => {
  const { app, ana, ben } = await withAna();
  await visit(app, tokens.action, { cookie: ana.cookie, fields: { name: "Sync", access: "write" } });
  const id = listApiTokens(app.db, ana.userId)[0]!.id;
  expect((await visit(app, tokens.loader, { cookie: ben.cookie })).data).toMatchObject({ tokens: [] });
  expect((await visit(app, revoking.action, { cookie: ben.cookie, fields: {}, params: { id } })).status).toBe(404);
  expect(listApiTokens(app.db, ana.userId)).toHaveLength(1);
  expect(await visit(app, revoking.action, { cookie: ana.cookie, fields: {}, params: { id } })).toMatchObject({ status: 302, location: "/settings/tokens" });
  expect(listApiTokens(app.db, ana.userId)).toEqual([]);
});

test("a form without a name or a choice says so and keeps what was typed", async () => {
  const { app, ana } = await withAna();
  expect(await visit(app, tokens.action, { cookie: ana.cookie, fields: { name: " ", access: "everything" } })).toMatchObject({ status: 422, data: { lastResult: { error: { name: [expect.any(String)], access: [expect.any(String)] } } } });
  expect(listApiTokens(app.db, ana.userId)).toEqual([]);
});

test("a stranger is sent to sign in", async () => {
  const { app } = await withAna();
  for (const route of [tokens.loader, tokens.action, revoking.loader, revoking.action]) expect((await visit(app, route, { fields: { name: "x", access: "read" } })).location).toMatch(/^\/sign-in\?next=/);
});
