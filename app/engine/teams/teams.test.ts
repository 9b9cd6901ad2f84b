import { expect, test } from "vitest";
import { addApiKey, addUser } from "#app/engine/provision.server.ts";
import { ada, testEngine } from "#app/engine/testing.ts";

const version = "2024-06-14";
const OTHER_KEY = "cal_of_the_other";

function desk() {
  const engine = testEngine();
  const { userId } = addUser(engine.deps, { name: "Other", email: "other@example.com", username: "other", timeZone: "Europe/London" });
  addApiKey(engine.deps, { userId, key: OTHER_KEY });
  const other = (method: string, path: string, body?: unknown) => engine.call(method, path, { key: OTHER_KEY, body });
  return { ...engine, otherId: userId, other };
}

test("a team is its owner's: others neither see nor change it, and members see it only", async () => {
  const { call, other, otherId } = desk();
  const { id } = (await call("POST", "/v2/teams", { body: { name: "Night Desk" } })).body.data;
  const path = `/v2/teams/${id}`;
  expect((await call("GET", path)).body.data).toMatchObject({ name: "Night Desk", slug: "night-desk", isOrganization: false, logoUrl: null });
  expect((await other("GET", path)).status).toBe(403);
  await call("POST", `${path}/memberships`, { body: { userId: otherId, accepted: true } });
  expect([(await other("GET", path)).status, (await other("PATCH", path, { name: "Mine" })).status, (await other("DELETE", path)).status]).toEqual([200, 403, 403]);
  expect((await call("PATCH", path, { body: { name: "Day Desk" } })).body.data).toMatchObject({ name: "Day Desk", slug: "night-desk" });
  expect((await call("DELETE", path)).status).toBe(200);
  expect((await call("GET", path)).status).toBe(404);
});

test("a name or slug that is taken is refused", async () => {
  const { call } = testEngine();
  expect([
    (await call("POST", "/v2/teams", { body: { name: "Desk" } })).status,
    (await call("POST", "/v2/teams", { body: { name: "Another", slug: "desk" } })).status,
    (await call("POST", "/v2/teams", { body: {} })).status,
  ]).toEqual([400, 409, 400]);
});

test("an invitation counts once it is accepted, and who leaves hosts nothing of the team", async () => {
  const { call, other, otherId, teamId } = desk();
  const type = { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", assignAllTeamMembers: true };
  const { id } = (await call("POST", `/v2/teams/${teamId}/event-types`, { version, body: type })).body.data;
  const hosts = async () => (await call("GET", `/v2/teams/${teamId}/event-types/${id}`, { version })).body.data.hosts.length as number;
  const path = `/v2/teams/${teamId}/memberships`;
  const membership = (await call("POST", path, { body: { userId: otherId } })).body.data;
  expect([membership.accepted, membership.role, (await other("GET", `/v2/teams/${teamId}`)).status, await hosts()]).toEqual([false, "MEMBER", 403, 1]);
  expect((await call("POST", path, { body: { userId: otherId } })).status).toBe(409);
  await call("PATCH", `${path}/${membership.id}`, { body: { accepted: true } });
  expect([(await other("GET", `/v2/teams/${teamId}`)).status, await hosts()]).toEqual([200, 2]);
  await call("DELETE", `${path}/${membership.id}`);
  expect([(await other("GET", `/v2/teams/${teamId}`)).status, await hosts(), (await call("GET", `${path}/${membership.id}`)).status]).toEqual([403, 1, 404]);
});

test("a team's bookings are those of its event types", async () => {
  const { call, teamId, userId, book } = testEngine();
  const type = { title: "All", slug: "all", lengthInMinutes: 30, schedulingType: "collective", hosts: [{ userId }] };
  const { id } = (await call("POST", `/v2/teams/${teamId}/event-types`, { version, body: type })).body.data;
  await book("2030-01-08T09:00:00Z");
  const { uid } = (await book("2030-01-08T10:00:00Z", { eventTypeId: id })).body.data;
  const { data, pagination } = (await call("GET", `/v2/teams/${teamId}/bookings?teamsIds=99`)).body;
  expect([data.map((booking: { uid: string }) => booking.uid), pagination.totalItems]).toEqual([[uid], 1]);
});

test("busy times are a person's bookings and time off, on the days asked for in their zone", async () => {
  const { call, engine, userId, book } = testEngine();
  await book("2030-01-08T09:00:00Z", { attendee: ada });
  await engine.hosts.addTimeOff(userId, { startMs: Date.parse("2030-01-09T12:00:00Z"), endMs: Date.parse("2030-01-09T13:00:00Z") });
  const busy = (query: string) => call("GET", `/v2/calendars/busy-times?${query}`);
  const own = `credentialId=${userId}&externalId=host@example.com`;
  expect((await busy(`${own}&timeZone=Europe/London&dateFrom=2030-01-08&dateTo=2030-01-09`)).body.data).toEqual([
    { start: "2030-01-08T09:00:00.000Z", end: "2030-01-08T09:30:00.000Z", source: null },
    { start: "2030-01-09T12:00:00.000Z", end: "2030-01-09T13:00:00.000Z", source: null },
  ]);
  expect((await busy(`calendarsToLoad[0][credentialId]=${userId}&calendarsToLoad[0][externalId]=host@example.com&loggedInUsersTz=UTC&dateFrom=2030-01-10`)).body.data).toEqual([]);
  expect([(await busy("credentialId=999&externalId=host@example.com")).status, (await busy("")).status, (await busy(`${own}&dateFrom=soon`)).status, (await busy(`${own}&timeZone=Mars`)).status]).toEqual([401, 400, 400, 400]);
});
