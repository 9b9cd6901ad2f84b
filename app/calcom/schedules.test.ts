import { expect, test } from "vitest";
import { MINUTE_MS } from "#app/lib/time.ts";
import { withCache } from "./cached-gateway.server.ts";
import { createCalcomGateway } from "./gateway.server.ts";
import { farEnd, json, KEY, networkError, NOON, refusal, success } from "./testing.ts";

const schedule = (id: number, changes: object = {}) => ({
  id,
  ownerId: 1,
  name: "Working hours",
  timeZone: "Europe/Rome",
  isDefault: true,
  availability: [{ days: ["Monday", "Tuesday"], startTime: "09:00", endTime: "17:00" }],
  overrides: [{ date: "2030-01-08", startTime: "10:00", endTime: "12:00" }],
  ...changes,
});
const read = { timeZone: "Europe/Rome", availability: [{ days: ["Monday", "Tuesday"], startTime: "09:00", endTime: "17:00" }], overrides: [{ date: "2030-01-08", startTime: "10:00", endTime: "12:00" }] };

/** A far end with a team 7 that answers each of the two lists so. */
function desk(own: () => Response, ofTeam: (query: URLSearchParams) => Response = () => success([])) {
  const end = farEnd(() => json(500, {}));
  const log = { info: () => {}, warn: (fields: object) => void warned.push(fields), error: () => {} };
  const warned: object[] = [];
  const asked: { path: string; version: string | null }[] = [];
  const gateway = createCalcomGateway({
    baseUrl: "https://calcom.test/v2",
    apiKey: KEY,
    clock: () => end.clock.nowMs,
    log,
    sleep: async () => {},
    teamId: () => 7,
    fetch: async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      asked.push({ path: pathname, version: request.headers.get("cal-api-version") });
      return pathname === "/v2/schedules" ? own() : ofTeam(searchParams);
    },
  });
  return { gateway, asked, warned, clock: end.clock };
}

test("the owner's schedules and the team's are read with their version, each once", async () => {
  const { gateway, asked } = desk(() => success([schedule(1)]), () => success([schedule(1), schedule(2, { ownerId: 2, isDefault: false })]));
  expect((await gateway.schedules()).value).toEqual([
    { id: 1, ownerId: 1, isDefault: true, hours: read },
    { id: 2, ownerId: 2, isDefault: false, hours: read },
  ]);
  expect(asked).toEqual(["/v2/schedules", "/v2/teams/7/schedules"].map((path) => ({ path, version: "2024-06-11" })));
});

test("a large team's are read to the end, and a far end that never ends is left", async () => {
  const large = desk(() => success([]), (query) => success(Array.from({ length: query.get("skip") === "250" ? 3 : 250 }, (_, n) => schedule(Number(query.get("skip")) + n))));
  expect((await large.gateway.schedules()).value).toHaveLength(253);
  const endless = desk(() => success([]), () => success(Array.from({ length: 250 }, (_, n) => schedule(n))));
  expect((await endless.gateway.schedules()).value).toHaveLength(250);
  expect(endless.asked.length).toBeLessThan(12);
});

test.each([
  ["no hours at all", { availability: undefined }],
  ["a day there is not", { availability: [{ days: ["Funday"], startTime: "09:00", endTime: "17:00" }] }],
  ["a time there is not", { availability: [{ days: ["Monday"], startTime: "9am", endTime: "17:00" }] }],
  ["a date there is not", { overrides: [{ date: "2030-02-30", startTime: "10:00", endTime: "12:00" }] }],
  ["a zone there is not", { timeZone: "Mars/Olympus" }],
  ["no zone", { timeZone: null }],
])("a schedule with %s says nothing of anybody's hours, and breaks nothing", async (_, odd) => {
  const { gateway, warned } = desk(() => success([schedule(1, odd), schedule(2)]));
  expect((await gateway.schedules()).value.map(({ id, hours }) => [id, hours !== null])).toEqual([[1, false], [2, true]]);
  expect(warned).toEqual([{ unreadable: 1 }]);
});

test("what is unusual and still clear is understood", async () => {
  const odd = { id: "1", isDefault: null, overrides: null, availability: [{ days: ["Friday"], startTime: "09:00:00", endTime: "24:00" }, { days: ["Sunday"], startTime: "00:00", endTime: "00:00" }], extra: {} };
  const allDay = { date: "2030-01-09T00:00:00.000Z", startTime: "00:00:00", endTime: "24:00:00" };
  const { gateway } = desk(() => success([schedule(1, odd), null, "x", { id: 3 }, schedule(4, { overrides: [{ date: "2030-01-08", startTime: "00:00", endTime: "00:00" }, allDay] })]));
  expect((await gateway.schedules()).value).toEqual([
    { id: 1, ownerId: 1, isDefault: false, hours: { timeZone: "Europe/Rome", availability: [{ days: ["Friday"], startTime: "09:00", endTime: "23:59" }], overrides: [] } },
    { id: 4, ownerId: 1, isDefault: true, hours: { ...read, overrides: [{ date: "2030-01-08", startTime: "00:00", endTime: "00:00" }, { date: "2030-01-09", startTime: "00:00", endTime: "23:59" }] } },
  ]);
});

test.each([
  ["a key without the right", () => refusal(403, "User with ID=1 does not administer team with ID=7", "ForbiddenException")],
  ["a team there is not", () => refusal(404, "Team with id 7 not found", "NotFoundException")],
  ["a Cal.com without teams", () => refusal(404, "Cannot GET /v2/teams/7/schedules", "NotFoundException")],
])("%s leaves the owner's own", async (_, ofTeam) => {
  const { gateway } = desk(() => success([schedule(1)]), ofTeam);
  expect((await gateway.schedules()).value.map(({ id }) => id)).toEqual([1]);
});

test("a far end that fails is not taken for one without schedules", async () => {
  for (const fails of [() => refusal(500, "no"), () => refusal(401, "no"), () => success("nothing"), () => { throw networkError("ECONNREFUSED"); }]) {
    await expect(desk(() => success([schedule(1)]), fails).gateway.schedules()).rejects.toMatchObject({ code: "upstream_down" });
  }
});

test("they are kept for five minutes, also a refusal, until they are forgotten, and shown for a day while the far end fails", async () => {
  let isDown = false;
  const { gateway: bare, asked, clock } = desk(() => (isDown ? refusal(503, "down") : success([schedule(1)])), () => refusal(403, "no"));
  const gateway = withCache(bare, { clock: () => clock.nowMs });
  await Promise.all(Array.from({ length: 30 }, () => gateway.schedules()));
  clock.nowMs += 5 * MINUTE_MS - 1;
  await gateway.schedules();
  expect(asked).toHaveLength(2);
  gateway.forget();
  await gateway.schedules();
  expect(asked).toHaveLength(4);
  isDown = true;
  clock.nowMs = NOON + 60 * MINUTE_MS;
  expect(await gateway.schedules()).toMatchObject({ value: [{ id: 1 }], staleMs: expect.any(Number) });
});
