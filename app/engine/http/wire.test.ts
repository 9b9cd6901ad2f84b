import { expect, test } from "vitest";
import { addApiKey } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";
import { createRateLimiter } from "./rate-limit.ts";

/** What is missing, unknown or mistyped counts as the oldest. */
const old = ["2024-04-15", "2024-09-05", '"2024-09-04"', "", undefined];
const families: [string, string, (string | undefined)[]][] = [
  ["GET", "/v2/slots?eventTypeId=1&start=2030-01-08&end=2030-01-08", ["2024-09-04"]],
  ["GET", "/v2/slots/reservations/x", ["2024-09-04"]],
  ["GET", "/v2/slots/available?eventTypeId=1&startTime=2030-01-08&endTime=2030-01-09", [...old, "2024-06-11", "2024-06-14", "2024-08-13"]],
  ["GET", "/v2/bookings/x", [...old, "2024-06-11", "2024-06-14", "2024-08-13", "2026-02-25"]],
  ["GET", "/v2/bookings", [...old, "2024-06-11", "2024-06-14", "2024-08-13", "2026-02-25", "2026-05-01"]],
  ["GET", "/v2/bookings/x/attendees", ["2024-08-13", "2026-02-25"]],
  ["GET", "/v2/event-types", [...old, "2024-06-11", "2024-06-14", "2026-06-12"]],
  ["GET", "/v2/teams/1/event-types", ["2024-06-14", "2026-06-12"]],
  ["GET", "/v2/schedules", [...old, "2024-06-11"]],
];
const versions = [...old, "2024-06-11", "2024-06-14", "2024-08-13", "2024-09-04", "2026-02-25", "2026-05-01", "2026-06-12"];

test.each(families)("%s %s answers its own versions only", async (method, path, good) => {
  const { call } = testEngine();
  for (const version of versions) {
    const { status, body } = await call(method, path, { version });
    const unmatched = status === 404 && body.error.message === `Cannot ${method} ${path.split("?")[0]}`;
    expect([version, unmatched]).toEqual([version, !good.includes(version)]);
  }
});

test("the account ignores the version", async () => {
  const { call } = testEngine();
  for (const version of versions) expect((await call("GET", "/v2/me", { version })).status).toBe(200);
});

test("errors have the envelope, the path with its query, and a request id", async () => {
  const { call } = testEngine();
  const answer = await call("GET", "/v2/bookings/abc?x=1", { version: "2024-08-13" });
  const message = "Booking with uid=abc was not found in the database";
  expect(answer.status).toBe(404);
  expect(answer.body).toEqual({
    status: "error",
    timestamp: "2030-01-07T08:00:00.000Z",
    path: "/v2/bookings/abc?x=1",
    error: { code: "NotFoundException", message, details: { message, error: "Not Found", statusCode: 404 } },
  });
  expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{22}$/);
  expect((await call("GET", "/v2/nothing", { headers: { "x-request-id": "mine" } })).headers.get("x-request-id")).toBe("mine");
});

test("credentials are asked for where the route is guarded, and wrong ones are refused everywhere", async () => {
  const { call, deps, userId } = testEngine();
  const version = "2024-09-04";
  const slots = "/v2/slots?eventTypeId=1&start=2030-01-08&end=2030-01-08";
  expect((await call("GET", slots, { version, key: null })).status).toBe(200);
  const bad = await call("GET", slots, { version, key: "cal_wrong" });
  expect([bad.status, bad.body.error.code, bad.body.error.message]).toEqual([401, "UnauthorizedException", "CustomThrottlerGuard - Invalid API Key"]);
  const none = await call("GET", "/v2/me", { key: null });
  expect([none.status, none.body.error.message]).toEqual([401, expect.stringMatching(/^No authentication method provided\./)]);
  expect((await call("GET", "/v2/me", { key: "token" })).body.error.message).toBe("Invalid Access Token.");
  addApiKey(deps, { userId, key: "cal_stored" });
  addApiKey(deps, { userId, key: "cal_old", expiresAtMs: deps.clock() });
  expect((await call("GET", "/v2/me", { key: "cal_stored" })).status).toBe(200);
  expect((await call("GET", "/v2/me", { key: "cal_old" })).body.error.message).toBe("Your api key is expired");
});

test("the limiter counts each caller, blocks for a while and says so on every answer", async () => {
  const { call, time } = testEngine({ rateLimit: { limit: 3, windowMs: 60_000, blockMs: 60_000 } });
  const numbers = (headers: Headers) => ["Limit", "Remaining", "Reset"].map((name) => Number(headers.get(`X-RateLimit-${name}-Default`)));
  for (const remaining of [2, 1, 0]) {
    const answer = await call("GET", "/v2/me");
    expect([answer.status, numbers(answer.headers)]).toEqual([200, [3, remaining, 60]]);
  }
  time.nowMs += 50_000;
  const over = await call("GET", "/v2/me");
  const message = "CustomThrottlerGuard - Too many requests. Please try again later.";
  expect(over.status).toBe(429);
  expect(over.body.error).toEqual({ code: "ThrottlerException", message, details: message });
  expect(numbers(over.headers)).toEqual([3, 0, 60]);
  expect(over.headers.has("retry-after")).toBe(false);
  expect((await call("GET", "/v2/me", { key: null, headers: { "x-forwarded-for": "10.0.0.1" } })).status).toBe(401);
  time.nowMs += 59_000;
  expect((await call("GET", "/v2/me")).status).toBe(429);
  time.nowMs += 1_000;
  expect((await call("GET", "/v2/me")).status).toBe(200);
});

test("a limiter that keeps the callers it counts within bounds still blocks who goes on", () => {
  let nowMs = 0;
  const allow = createRateLimiter({ limit: 2, windowMs: 60_000, blockMs: 60_000 }, () => nowMs);
  for (let stranger = 0; stranger < 30_000; stranger += 1) {
    allow(`key ${stranger}`);
    if (stranger % 5_000 === 0) allow("busy");
  }
  expect(allow("busy").allowed).toBe(false);
  expect(allow("key 0").remaining).toBe(1);
  nowMs += 60_000;
  expect(allow("busy").allowed).toBe(true);
});

test("HEAD is answered where GET is", async () => {
  const { call } = testEngine();
  expect((await call("HEAD", "/v2/me")).status).toBe(200);
  expect((await call("HEAD", "/v2/nowhere")).status).toBe(404);
});

test("without a limit the three headers stand all the same", async () => {
  const { call } = testEngine();
  const { headers } = await call("GET", "/v2/nothing");
  for (const name of ["Limit", "Remaining", "Reset"]) expect(headers.get(`X-RateLimit-${name}-Default`)).toMatch(/^\d+$/);
});

test("browsers of any origin may call", async () => {
  const { call } = testEngine();
  const preflight = await call("OPTIONS", "/v2/bookings", { key: null });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
  expect(preflight.headers.get("access-control-allow-headers")).toContain("cal-api-version");
  expect(preflight.headers.get("access-control-max-age")).toBe("86400");
  expect((await call("GET", "/v2/me")).headers.get("access-control-allow-origin")).toBe("*");
});

test("broken and oversized bodies are 4xx, other endpoints list what is wrong", async () => {
  const { engine, call } = testEngine();
  const post = (body: string) => engine.fetch(new Request("http://e/v2/bookings", { method: "POST", headers: { "cal-api-version": "2024-08-13" }, body }));
  expect((await post("{")).status).toBe(400);
  expect((await post("[]")).status).toBe(400);
  expect((await post(JSON.stringify({ a: "x".repeat(1_100_000) }))).status).toBe(413);
  const { status, body } = await call("POST", "/v2/schedules", { version: "2024-06-11", body: { name: 5, timeZone: "UTC", isDefault: false, extra: 1 } });
  expect([status, body.error.code, body.error.message]).toEqual([400, "BadRequestException", "Bad Request Exception"]);
  expect(body.error.details.errors).toEqual([
    { property: "name", value: 5, target: expect.anything(), constraints: { isString: "name must be a string" }, children: [] },
  ]);
});

test("what nobody foresaw is a 500 in general terms, and logged", async () => {
  const logged: object[] = [];
  const { db, call } = testEngine({ log: { error: (fields) => void logged.push(fields) } });
  db.$client.exec("DROP TABLE engine_schedules");
  const { status, body } = await call("GET", "/v2/schedules", { version: "2024-06-11" });
  expect([status, body.error]).toEqual([500, { code: "INTERNAL_SERVER_ERROR", message: "There was an error, please try again later." }]);
  expect(logged).toHaveLength(1);
});

test("without a version a new booking's body is the old one, and a newer body is told so", async () => {
  const { call, book, eventTypeId } = testEngine();
  const newer = await book("2030-01-08T10:00:00Z", {}, { version: undefined });
  expect([newer.status, newer.body.error.message]).toEqual([400, "Bad Request Exception"]);
  const wrong = newer.body.error.details.errors.map((problem: { property: string }) => problem.property);
  expect(wrong).toEqual(["timeZone", "language", "metadata", "responses"]);
  const responses = { name: "Ada", email: "ada@example.com", notes: "Hello" };
  const old = { start: "2030-01-08T10:00:00Z", eventTypeId, timeZone: "Europe/Rome", language: "it", metadata: {}, responses };
  const booked = await call("POST", "/v2/bookings", { body: old });
  expect([booked.status, booked.body.data]).toEqual([
    201,
    expect.objectContaining({ status: "ACCEPTED", startTime: "2030-01-08T10:00:00.000Z", endTime: "2030-01-08T10:30:00.000Z", description: "Hello" }),
  ]);
  expect((await call("POST", "/v2/bookings", { version: "2024-09-04", body: old })).status).toBe(404);
});
