import { expect, test } from "vitest";
import { addUser, testPractice } from "#app/bookings/testing.ts";
import { createLimits } from "#app/auth/limits.server.ts";
import { ask, tokenOf } from "./testing.ts";

async function withMaria() {
  const practice = await testPractice();
  return { ...practice, token: tokenOf(practice.app, addUser(practice, "maria@example.com").userId) };
}

test("without a token that is one, nobody is told anything", async () => {
  const { app, token } = await withMaria();
  const headers = [{}, { Authorization: token }, { Authorization: `Basic ${token}` }, { Authorization: "Bearer" }, { Authorization: `Bearer ${token}x` }, { Authorization: "Bearer \u00e9" }, { Cookie: "fd_session=anything" }] as Record<string, string>[];
  for (const given of headers) {
    const { status, data, headers: answered } = await ask(app, "GET", "/bookings", { headers: given });
    expect([given, status, data]).toEqual([given, 401, { success: false, message: expect.any(String), errors: {}, code: "UNAUTHENTICATED" }]);
    expect(answered.get("WWW-Authenticate")).toMatch(/^Bearer realm=/);
  }
});

test("an answer is nobody else's to keep", async () => {
  const { app, token } = await withMaria();
  expect((await ask(app, "GET", "/bookings", { token })).headers.get("Cache-Control")).toBe("no-store");
});

test("what is not there and what is not done are said in JSON", async () => {
  const { app, token } = await withMaria();
  expect(await ask(app, "GET", "/nothing", { token })).toMatchObject({ status: 404, data: { success: false, code: "NOT_FOUND" } });
  expect(await ask(app, "POST", "/nothing/at/all", { token })).toMatchObject({ status: 404, data: { success: false, code: "NOT_FOUND" } });
  const patched = await ask(app, "PATCH", "/bookings", { token, body: {} });
  expect(patched).toMatchObject({ status: 405, data: { success: false, code: "METHOD_NOT_ALLOWED" } });
  expect(patched.headers.get("Allow")).toMatch(/^GET, HEAD/);
});

test("a token that changes too much too fast waits, and may read meanwhile", async () => {
  const { app, db, token } = await withMaria();
  const limited = { ...app, limits: createLimits(db, { enabled: true, secret: "a secret only tests have, 32 characters" }) };
  for (let at = 0; at < 300; at++) expect((await ask(limited, "POST", "/bookings", { token, body: {} })).status).toBe(422);
  const refused = await ask(limited, "POST", "/bookings", { token, body: {} });
  expect([refused.status, refused.data.code, refused.headers.get("Retry-After")]).toEqual([429, "RATE_LIMITED", expect.stringMatching(/^([1-5]?\d|60)$/)]);
  expect((await ask(limited, "GET", "/bookings", { token })).status).toBe(200);
});

test("what nobody expected is one line in the log and no page", async () => {
  const { app, token, logged } = await withMaria();
  app.db.$client.exec("ALTER TABLE bookings RENAME TO elsewhere");
  expect(await ask(app, "GET", "/bookings", { token })).toMatchObject({ status: 500, data: { success: false, code: "INTERNAL", errors: {} } });
  expect(logged).toContain("unexpected error");
});
