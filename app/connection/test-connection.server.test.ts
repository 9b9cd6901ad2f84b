import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { countRefusal } from "#app/bookings/sighting/refusals.server.ts";
import { testApp } from "#app/lib/testing.ts";
import { CALCOM_KEYS, writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { writeSecret } from "#app/settings/secrets.server.ts";
import { registerWebhook } from "./register-webhook.server.ts";
import { testConnection } from "./test-connection.server.ts";
import { connectedApp, ORIGIN } from "./testing.ts";

type Answer = Parameters<typeof connectedApp>[0];

/** The lines that are not good, as "name: text". */
async function troubles(answer?: Answer) {
  const { app } = connectedApp(answer);
  return (await testConnection(app, ORIGIN)).filter(({ state }) => state === "bad").map(({ name, text }) => `${name}: ${text}`);
}

const at = (path: string, response: () => Response): Answer => (request) => (new URL(request.url).pathname === path ? response() : null);

test("without a key it says that bookings live in the engine, and asks nobody", async () => {
  expect(await testConnection(testApp(), ORIGIN)).toMatchObject([{ name: "API key", state: "bad", text: expect.stringContaining("embedded engine") }]);
});

test("a key stored under another APP_SECRET has to be entered again", async () => {
  const { app } = connectedApp();
  const moved = { ...app, env: { ...app.env, appSecret: "another secret only tests have, 32 characters" } };
  expect(await testConnection(moved, ORIGIN)).toMatchObject([{ name: "API key", text: expect.stringContaining("APP_SECRET") }]);
});

test("a refused key is the key's fault, and nothing else is asked", async () => {
  const { app, calls } = connectedApp();
  writing(app.db, (tx) => writeSecret(tx, app, CALCOM_KEYS.apiKey, "cal_wrong"));
  expect(await testConnection(app, ORIGIN)).toMatchObject([{ name: "Address", state: "good" }, { name: "API key", state: "bad" }]);
  expect(calls).toEqual(["GET /v2/me"]);
});

test.each([
  ["a host that is not there", () => Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } })), /cannot be reached \(.*ENOTFOUND/],
  ["a page", () => new Response("<html>Welcome</html>"), /is not Cal.com's API v2/],
  ["some other API", () => Response.json({ hello: "world" }), /is not Cal.com's API v2/],
  ["an address that is not found", () => Response.json({ message: "Cannot GET /me" }, { status: 404 }), /is not Cal.com's API v2/],
  ["a proxy's login", () => new Response("Login", { status: 401 }), /is not Cal.com's API v2/],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://cal.com" } }), /is not Cal.com's API v2/],
  ["a failing server", () => new Response("down", { status: 503 }), /server error \(503\)/],
  ["too many calls", () => Response.json({}, { status: 429 }), /too many calls/],
])("%s is told from the others", async (_, answer, text) => {
  const found = await troubles(answer as Answer);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^Address: /);
  expect(found[0]).toMatch(text);
});

test("an older API is told by what it answers", async () => {
  expect(await troubles(at("/v2/event-types", () => Response.json({ status: "success", data: { eventTypeGroups: [] } })))).toContainEqual(expect.stringMatching(/^Version: .*event types/));
  expect(await troubles(at("/v2/slots", () => Response.json({ status: "error", error: { message: "Cannot GET /v2/slots" } }, { status: 404 })))).toContainEqual(expect.stringMatching(/^Version: .*slots/));
});

test("a team the key does not reach is named", async () => {
  const { app, teamId } = connectedApp();
  const team = async (id: number) => {
    writing(app.db, (tx) => writeCalcomSettings(tx, app, { teamId: id }));
    return (await testConnection(app, ORIGIN)).find(({ name }) => name === "Team");
  };
  expect(await team(9_999)).toMatchObject({ state: "bad", text: "The key reaches no team 9999." });
  expect(await team(teamId)).toMatchObject({ state: "good", text: "The team is Practice team." });
});

test("where the key may not read the team's hours it is told, and without a team nothing is", async () => {
  const hours = async (answer?: Answer, teamId?: number | null) => {
    const desk = connectedApp(answer);
    writing(desk.app.db, (tx) => writeCalcomSettings(tx, desk.app, { teamId: teamId === undefined ? desk.teamId : teamId }));
    return (await testConnection(desk.app, ORIGIN)).find(({ name }) => name === "Hours");
  };
  const answering = (status: number): Answer => (request) => (request.url.includes("/schedules") ? Response.json({ status: "error", error: { message: "no" } }, { status }) : null);
  expect(await hours()).toMatchObject({ state: "good" });
  expect(await hours(answering(403))).toMatchObject({ state: "warn", remedy: expect.stringContaining("administrator of the team") });
  expect(await hours(answering(503))).toMatchObject({ state: "warn", remedy: expect.stringContaining("Test again") });
  expect(await hours(undefined, null)).toBeUndefined();
});

test("a missing webhook is told, registered with a secret of its own, and found again", async () => {
  const { app, calls } = connectedApp();
  const webhook = async () => (await testConnection(app, ORIGIN)).filter(({ name }) => name.startsWith("Webhook"));
  expect(await webhook()).toMatchObject([{ state: "bad", text: expect.stringContaining("is not registered for the account") }, { state: "bad", text: expect.stringContaining("no webhook secret here") }]);
  expect(await registerWebhook(app, ORIGIN)).toBe(1);
  expect(await webhook()).toMatchObject([{ state: "good" }, { state: "good" }]);
  expect(calls).toContain("POST /v2/webhooks");
});

test("a webhook with another secret is told, and mended without a second one", async () => {
  const { app, engine } = connectedApp();
  await registerWebhook(app, ORIGIN);
  writing(app.db, (tx) => writeSecret(tx, app, CALCOM_KEYS.webhookSecrets, "a new secret"));
  const secret = async () => (await testConnection(app, ORIGIN)).find(({ name }) => name === "Webhook secret");
  expect(await secret()).toMatchObject({ state: "bad", text: expect.stringContaining("not known here") });
  await registerWebhook(app, ORIGIN);
  expect(await secret()).toMatchObject({ state: "good" });
  const listed = await engine.fetch(new Request("http://cal.test/v2/webhooks", { headers: { authorization: "Bearer cal_test_connection" } }));
  expect(((await listed.json()) as { data: unknown[] }).data).toHaveLength(1);
});

test("a webhook Cal.com cannot reach is told before anything else", async () => {
  const { app } = connectedApp();
  const checks = await testConnection(app, "http://127.0.0.1:3000");
  expect(checks.find(({ name }) => name === "Webhook")).toMatchObject({ state: "warn", text: expect.stringContaining("only this computer can") });
});

test("refused webhooks are counted, with the last reason", async () => {
  const { app } = connectedApp();
  countRefusal(app, "wrong_signature");
  expect((await testConnection(app, ORIGIN)).map(({ text }) => text)).toContainEqual(expect.stringContaining("signed with another secret"));
});

test("a default event type that does not exist is told", async () => {
  const { app, eventTypeId } = connectedApp();
  const types = async (defaultEventTypeId: number) => {
    writing(app.db, (tx) => writeCalcomSettings(tx, app, { defaultEventTypeId }));
    return (await testConnection(app, ORIGIN)).find(({ name }) => name === "Event types");
  };
  expect(await types(424_242)).toMatchObject({ state: "bad", text: expect.stringContaining("424242") });
  expect(await types(eventTypeId)).toMatchObject({ state: "good" });
});

test("it says how to keep Cal.com from writing a second time", async () => {
  const { app } = connectedApp();
  expect((await testConnection(app, ORIGIN)).at(-1)).toMatchObject({ name: "Mails to customers", remedy: expect.stringContaining("Advanced") });
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { customerMail: "calcom" }));
  expect((await testConnection(app, ORIGIN)).at(-1)).toMatchObject({ name: "Mails to customers", state: "good" });
});
