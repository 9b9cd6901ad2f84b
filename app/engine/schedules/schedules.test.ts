import { expect, test } from "vitest";
import { addApiKey, addEventType, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

const version = "2024-06-11";

test("a schedule is made with office hours, changed, made the default and deleted", async () => {
  const { call, userId } = testEngine();
  const made = await call("POST", "/v2/schedules", { version, body: { name: "Evenings", timeZone: "Asia/Kathmandu", isDefault: false } });
  expect(made.status).toBe(201);
  const id = made.body.data.id;
  const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
  expect(made.body.data).toEqual({ id, ownerId: userId, name: "Evenings", timeZone: "Asia/Kathmandu", isDefault: false, availability: [{ days: weekdays, startTime: "09:00", endTime: "17:00" }], overrides: [] });
  const overrides = [{ date: "2030-01-08", startTime: "12:00", endTime: "13:00" }];
  const changed = await call("PATCH", `/v2/schedules/${id}`, { version, body: { isDefault: true, overrides } });
  expect(changed.body.data).toMatchObject({ isDefault: true, overrides, name: "Evenings" });
  expect((await call("GET", "/v2/schedules/default", { version })).body.data.id).toBe(id);
  expect((await call("GET", "/v2/schedules", { version })).body.data.map((schedule: { isDefault: boolean }) => schedule.isDefault)).toEqual([false, true]);
  expect((await call("DELETE", `/v2/schedules/${id}`, { version })).body).toEqual({ status: "success" });
  expect((await call("GET", "/v2/schedules/default", { version })).body.data.id).not.toBe(id);
  expect((await call("GET", `/v2/schedules/${id}`, { version })).status).toBe(404);
});

test("overrides replace the hours of their date", async () => {
  const { call, slots, eventTypeId } = testEngine();
  const { id } = (await call("GET", "/v2/schedules/default", { version })).body.data;
  await call("PATCH", `/v2/schedules/${id}`, { version, body: { overrides: [{ date: "2030-01-08", startTime: "20:00", endTime: "21:00" }] } });
  const { data } = (await slots(`eventTypeId=${eventTypeId}&start=2030-01-08&end=2030-01-08`)).body;
  expect(data).toEqual({ "2030-01-08": [{ start: "2030-01-08T20:00:00.000Z" }, { start: "2030-01-08T20:30:00.000Z" }] });
});

test("somebody else's schedule is forbidden, an impossible one refused", async () => {
  const { call, deps } = testEngine();
  const { userId } = addUser(deps, { name: "S", email: "s@example.com", username: "s", timeZone: "UTC" });
  addApiKey(deps, { userId, key: "cal_stranger" });
  expect((await call("GET", "/v2/schedules/1", { version, key: "cal_stranger" })).status).toBe(403);
  for (const availability of [[{ days: ["Funday"], startTime: "09:00", endTime: "10:00" }], [{ days: ["Monday"], startTime: "9", endTime: "10:00" }], "always"]) {
    const { status, body } = await call("PATCH", "/v2/schedules/1", { version, body: { availability } });
    expect([status, body.error.message]).toEqual([400, "Bad Request Exception"]);
  }
});

test("hosts are made in the team and their hours written and read back", async () => {
  const { engine, call, book, deps } = testEngine();
  const { userId, scheduleId } = await engine.hosts.create({ name: "Bea", email: "Bea@Example.com", username: "bea", timeZone: "Europe/Lisbon" });
  const hours = { timeZone: "Europe/Lisbon", availability: [{ days: ["Tuesday" as const], startTime: "20:00", endTime: "22:00" }], overrides: [] };
  engine.hosts.writeHours(userId, hours);
  expect(engine.hosts.readHours(userId)).toEqual(hours);
  expect((await call("GET", `/v2/schedules/${scheduleId}`, { version })).body.data).toMatchObject(hours);
  const type = addEventType(deps, userId, { title: "Late", slug: "late", lengthInMinutes: 30 });
  expect((await book("2030-01-08T20:00:00Z", type)).status).toBe(201);
  expect((await call("GET", "/v2/bookings", { version: "2024-08-13" })).body.data).toHaveLength(1);
  expect(() => engine.hosts.readHours(99)).toThrow("no user 99");
});

test("the account is read and changed", async () => {
  const { call } = testEngine();
  expect((await call("GET", "/v2/me")).body.data).toMatchObject({ username: "host", email: "host@example.com", timeFormat: 12, organizationId: null });
  const changed = await call("PATCH", "/v2/me", { body: { name: "Hosta", timeZone: "Europe/Rome", timeFormat: 24, extra: true } });
  expect([changed.status, changed.body.data]).toEqual([200, expect.objectContaining({ name: "Hosta", timeZone: "Europe/Rome", timeFormat: 24 })]);
  expect((await call("PATCH", "/v2/me", { body: { timeZone: "Mars" } })).status).toBe(400);
  expect((await call("PATCH", "/v2/me", { body: { defaultScheduleId: 99 } })).status).toBe(404);
  expect((await call("PATCH", "/v2/me", { body: {} })).status).toBe(200);
});

test("null takes a value of the account or a schedule back", async () => {
  const { call } = testEngine();
  const me = async (body: object) => (await call("PATCH", "/v2/me", { body })).body.data;
  expect(await me({ bio: "Hello", avatarUrl: "https://example.com/a.png" })).toMatchObject({ bio: "Hello", avatarUrl: "https://example.com/a.png" });
  expect(await me({ bio: null, avatarUrl: null, defaultScheduleId: null, name: null })).toMatchObject({ bio: null, avatarUrl: null, defaultScheduleId: null, name: "Host" });
  const [schedule] = (await call("GET", "/v2/schedules", { version: "2024-06-11" })).body.data;
  const change = async (body: object) => (await call("PATCH", `/v2/schedules/${schedule.id}`, { version: "2024-06-11", body })).body.data;
  expect((await change({ overrides: [{ date: "2030-01-09", startTime: "10:00", endTime: "11:00" }] })).overrides).toHaveLength(1);
  expect(await change({ overrides: null, availability: null })).toMatchObject({ overrides: [], availability: schedule.availability });
});
