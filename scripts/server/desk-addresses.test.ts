import type { ServerBuild } from "@remix-run/node";
import { beforeAll, describe, expect, test } from "vitest";
import { createAccount } from "#app/auth/accounts.server.ts";
import { FOR_STAFF } from "#app/auth/for-staff.testing.ts";
import { giveSessionCookie } from "#app/auth/session-cookie.server.ts";
import { openSession } from "#app/auth/sessions.server.ts";
import { linkStaffAccount } from "#app/auth/staff-link.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { writing } from "#db/client.ts";
import { staff } from "#db/schema/catalog.ts";
import { testDatabase } from "#db/testing.ts";
import { loadBuild, pagesOf, type ProductBuild } from "./product-build.ts";
import { BUILD_DIR, isBuilt } from "./spawned.testing.ts";
import { recordingLog } from "./testing.ts";

const ORIGIN = "http://desk.test";
const HOW = ["GET", "POST", "GET .data", "POST .data"];

describe.skipIf(!isBuilt())("whatever is asked of an address of the desk, and whether or not it takes forms", () => {
  let build: ProductBuild;
  let addresses: { id: string; path: string; takesForms: boolean }[];
  beforeAll(async () => {
    build = await loadBuild(BUILD_DIR);
    addresses = addressesOf(build.routes);
    expect(addresses.length).toBeGreaterThan(60);
  });

  test("nobody is let in, and a browser is sent to sign in", async () => {
    const { ask } = await desk(build);
    for (const { path } of addresses) {
      // To the pages' own script a redirect is told in a 202.
      for (const how of HOW) expect((await ask(how, path)).status, `${how} ${path}`).toBe(how.endsWith(".data") ? 202 : 302);
      expect((await ask("POST", path)).headers.get("Location"), path).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
    }
  });

  test("a customer is refused, and the refusal is logged", async () => {
    const { ask, user, lines } = await desk(build);
    for (const { path } of addresses) {
      for (const how of HOW) {
        lines.length = 0;
        expect((await ask(how, path, user)).status, `${how} ${path}`).toBe(403);
        expect(lines, `${how} ${path}`).toEqual([expect.objectContaining({ level: "warn", role: "user" })]);
      }
    }
  });

  test("staff are refused all but what is theirs", async () => {
    const { ask, ana } = await desk(build);
    for (const { id, path } of addresses) {
      for (const how of HOW) {
        const { status } = await ask(how, path, ana);
        if (FOR_STAFF.includes(id)) expect(status, `${how} ${path}`).not.toBe(403);
        else expect(status, `${how} ${path}`).toBe(403);
      }
    }
  });

  test("an administrator learns where there is nothing to send", async () => {
    const { ask, admin } = await desk(build);
    const reading = addresses.filter(({ takesForms }) => !takesForms);
    expect(reading.length).toBeGreaterThan(15);
    for (const { path } of reading) {
      const refused = await ask("POST", path, admin);
      expect([refused.status, refused.allow], path).toEqual([405, "GET, HEAD"]);
    }
    expect((await ask("POST", "/admin/nothing-of-the-kind", admin)).status).toBe(404);
  });
});

/** Each address that a route of the desk stands behind, its names filled in. */
function addressesOf(routes: ServerBuild["routes"]) {
  return Object.values(routes).flatMap((route) => {
    if (!route?.id.startsWith("routes/admin.")) return [];
    const id = route.id.replace(/^routes\//, "").replace(/\/route$/, "");
    return [{ id, path: `/${route.path}`.replaceAll(/:\w+/g, "nothing"), takesForms: route.module.action !== undefined }];
  });
}

async function desk(build: ProductBuild) {
  const lines: Record<string, unknown>[] = [];
  const [db, log, random] = [testDatabase(), recordingLog(lines), systemRandom];
  const app = build.entry.module.createApp({ db, env: { ...parseEnv({}), appSecret: "x".repeat(32) }, log, demo: false });
  const handle = pagesOf(build, app);
  const account = (role: "user" | "admin", name: string) => createAccount({ db, random }, { email: `${name}@example.com`, name, role, password: "correct horse" }, Date.now());
  const cookieOf = async (userId: string) => {
    const responseHeaders = new Headers();
    await giveSessionCookie({ origin: ORIGIN, responseHeaders }, writing(db, (tx) => openSession(tx, userId, Date.now(), random)));
    return responseHeaders.get("Set-Cookie")?.split(";")[0] ?? "";
  };
  const [user, ana, admin] = [await account("user", "user"), await account("user", "ana"), await account("admin", "admin")];
  db.insert(staff).values({ id: "ana", slug: "ana", name: "Ana", createdAt: 0 }).run();
  writing(db, (tx) => linkStaffAccount(tx, app, { actor: "system:test", source: "admin" }, { staffId: "ana", userId: ana }));
  return {
    lines,
    user: await cookieOf(user),
    ana: await cookieOf(ana),
    admin: await cookieOf(admin),
    async ask(how: string, path: string, cookie = "") {
      const [method = "", data = ""] = how.split(" ");
      const responseHeaders = new Headers();
      const request = new Request(ORIGIN + path + data, { method, headers: { cookie }, ...(method !== "GET" && { body: new URLSearchParams() }) });
      const { status, headers } = await handle(request, { requestId: "request-1", nonce: "nonce", clientIp: "127.0.0.1", origin: ORIGIN, log, responseHeaders, frameOrigins: [] });
      return { status, headers, allow: responseHeaders.get("Allow") };
    },
  };
}
