import { expect, test } from "vitest";
import { addApiKey, addEventType, addMember, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

const version = "2024-06-14";

function withMember() {
  const stage = testEngine();
  const { deps, teamId } = stage;
  const { userId } = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId });
  addApiKey(deps, { userId, key: "cal_bea" });
  const theirs = addEventType(deps, userId, { title: "Massage", slug: "massage", lengthInMinutes: 60 }).eventTypeId;
  return { ...stage, bea: userId, theirs };
}

const slugs = (body: { data: { slug: string }[] }) => body.data.map((type) => type.slug);

test("one's own types come first, then those of the people one administers; strangers see what is public", async () => {
  const { call } = withMember();
  await call("POST", "/v2/event-types", { version, body: { title: "Secret", slug: "secret", lengthInMinutes: 15, hidden: true } });
  const list = async (query: string, key: string | null = "cal_test_local") => (await call("GET", `/v2/event-types${query}`, { version, key })).body;
  expect(slugs(await list(""))).toEqual(["intro", "secret", "massage"]);
  expect(slugs(await list("?sortCreatedAt=desc"))).toEqual(["secret", "massage", "intro"]);
  expect(slugs(await list("", "cal_bea"))).toEqual(["massage"]);
  expect(slugs(await list("?username=host", null))).toEqual(["intro"]);
  expect(slugs(await list("?username=host"))).toEqual(["intro", "secret"]);
  expect(slugs(await list("?username=host&eventSlug=intro", null))).toEqual(["intro"]);
  expect(slugs(await list("?username=nobody", null))).toEqual([]);
  expect((await call("GET", "/v2/event-types?eventSlug=intro", { version })).status).toBe(400);
  expect((await call("GET", "/v2/event-types", { version, key: null })).status).toBe(401);
});

test("default fields stand before custom ones, and a default one can be changed", async () => {
  const { call } = testEngine();
  const bookingFields = [{ type: "name", label: "Full name" }, { slug: "notes", required: true }, { type: "text", slug: "company", required: true, label: "Company" }];
  const { body } = await call("POST", "/v2/event-types", { version, body: { title: "F", slug: "f", lengthInMinutes: 30, bookingFields } });
  const fields = body.data.bookingFields;
  expect(fields.map((field: { slug: string }) => field.slug)).toEqual(["name", "email", "location", "title", "notes", "guests", "rescheduleReason", "company"]);
  expect(fields[0]).toMatchObject({ isDefault: true, type: "name", label: "Full name" });
  expect(fields[4]).toMatchObject({ isDefault: true, required: true });
  expect(fields[7]).toEqual({ isDefault: false, type: "text", slug: "company", label: "Company", required: true, placeholder: "", hidden: false });
});

test("a team type for everybody says so and is joined by who comes later, until its hosts are named", async () => {
  const { deps, call, teamId, userId } = testEngine();
  const path = `/v2/teams/${teamId}/event-types`;
  const fields = { title: "All", slug: "all", lengthInMinutes: 30, schedulingType: "roundRobin", assignAllTeamMembers: true };
  const { id } = (await call("POST", path, { version, body: fields })).body.data;
  const added = addUser(deps, { name: "Late", email: "late@example.com", username: "late", timeZone: "UTC" });
  addMember(deps, { teamId, userId: added.userId });
  const read = async () => (await call("GET", `${path}/${id}`, { version })).body.data;
  const hostIds = (type: { hosts: { userId: number }[] }) => type.hosts.map((host) => host.userId);
  const everybody = await read();
  expect([everybody.assignAllTeamMembers, hostIds(everybody)]).toEqual([true, [userId, added.userId]]);
  await call("PATCH", `${path}/${id}`, { version, body: { hosts: [{ userId }] } });
  const named = await read();
  expect([named.assignAllTeamMembers, hostIds(named)]).toEqual([false, [userId]]);
});

test("wrong event types are refused with the documented texts", async () => {
  const { call, userId } = testEngine();
  const create = (more: object) => call("POST", "/v2/event-types", { version, body: { title: "X", slug: "x", lengthInMinutes: 30, ...more } });
  const refusal = async (more: object) => {
    const { status, body } = await create(more);
    return [status, body.error.message];
  };
  expect(await refusal({ slug: "intro" })).toEqual([400, "User already has an event type with this slug."]);
  expect(await refusal({ scheduleId: 99 })).toEqual([404, `User with ID=${userId} does not own schedule with ID=99`]);
  expect((await refusal({ lengthInMinutesOptions: [15, 45] }))[0]).toBe(400);
  for (const more of [{ lengthInMinutes: "30" }, { lengthInMinutes: 0 }, { title: undefined }, { locations: [{ type: "moon" }] }, { bookingFields: [{ type: "select", slug: "s" }] }, { bookingWindow: { type: "calendarDays", value: 1e15 } }]) {
    expect(await refusal(more)).toEqual([400, "Bad Request Exception"]);
  }
  expect((await create({ unheardOf: true })).body.data).not.toHaveProperty("unheardOf");
});

test("an event type is changed and deleted by its owner or administrator only", async () => {
  const { call, theirs, eventTypeId } = withMember();
  const path = `/v2/event-types/${theirs}`;
  expect((await call("PATCH", path, { version, body: { title: "Long massage", lengthInMinutes: 90 } })).body.data).toMatchObject({ title: "Long massage", lengthInMinutes: 90, slug: "massage" });
  expect((await call("GET", `/v2/event-types/${eventTypeId}`, { version, key: "cal_bea" })).status).toBe(403);
  expect((await call("PATCH", `/v2/event-types/${eventTypeId}`, { version, key: "cal_bea", body: { title: "Mine" } })).status).toBe(403);
  expect((await call("DELETE", path, { version })).body.data).toEqual({ id: theirs, lengthInMinutes: 90, slug: "massage", title: "Long massage" });
  const gone = await call("GET", path, { version });
  expect([gone.status, gone.body.error.message]).toEqual([404, `Event type with id ${theirs} not found`]);
  expect((await call("GET", "/v2/event-types/abc", { version })).status).toBe(400);
});

test("a limit is taken back with disabled", async () => {
  const { call, eventTypeId, book } = testEngine();
  const path = `/v2/event-types/${eventTypeId}`;
  await call("PATCH", path, { version, body: { bookingWindow: { type: "calendarDays", value: 1 }, confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } } });
  expect((await book("2030-02-05T10:00:00Z")).status).toBe(400);
  const { body } = await call("PATCH", path, { version, body: { bookingWindow: { disabled: true }, confirmationPolicy: { disabled: true } } });
  expect(body.data).not.toHaveProperty("bookingWindow");
  expect((await book("2030-02-05T10:00:00Z")).body.data.status).toBe("accepted");
});

test("a booking outlives its event type", async () => {
  const { call, book, read, eventTypeId } = testEngine();
  const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
  await call("DELETE", `/v2/event-types/${eventTypeId}`, { version });
  expect((await read(uid)).body.data).toMatchObject({ uid, status: "accepted", eventTypeId: null, eventType: null });
});

test("team types have hosts from the team and are made by its administrators", async () => {
  const { call, teamId, userId, bea } = withMember();
  const path = `/v2/teams/${teamId}/event-types`;
  const body = { title: "Anyone", slug: "anyone", lengthInMinutes: 30, schedulingType: "roundRobin", hosts: [{ userId: bea, priority: "high" }] };
  const made = await call("POST", path, { version, body });
  expect([made.status, made.body.data]).toEqual([201, expect.objectContaining({ teamId, ownerId: null, schedulingType: "roundRobin" })]);
  expect(made.body.data.hosts).toEqual([expect.objectContaining({ userId: bea, priority: "high", mandatory: false })]);
  expect((await call("POST", path, { version, body: { ...body, slug: "other" }, key: "cal_bea" })).status).toBe(403);
  expect((await call("POST", path, { version, body: { ...body, slug: "other", hosts: [{ userId: 99 }] } })).status).toBe(422);
  const one = `${path}/${made.body.data.id}`;
  const everybody = await call("PATCH", one, { version, body: { assignAllTeamMembers: true } });
  expect(everybody.body.data.hosts.map((host: { userId: number }) => host.userId)).toEqual([userId, bea]);
  expect((await call("GET", `${path}?hostsLimit=1`, { version, key: null })).body.data[0].hosts).toHaveLength(1);
  expect(slugs((await call("GET", `${path}?eventSlug=none`, { version })).body)).toEqual([]);
  expect((await call("GET", one, { version, key: "cal_bea" })).status).toBe(200);
  expect((await call("DELETE", one, { version })).body.data.slug).toBe("anyone");
  expect((await call("GET", "/v2/teams/77/event-types", { version })).status).toBe(404);
});

test("null takes a value back, and leaves what every event type has", async () => {
  const { call, eventTypeId } = testEngine();
  const schedule = (await call("POST", "/v2/schedules", { version: "2024-06-11", body: { name: "Mornings", timeZone: "Europe/London", isDefault: false } })).body.data;
  const path = `/v2/event-types/${eventTypeId}`;
  const patch = async (body: object) => (await call("PATCH", path, { version, body })).body.data;
  const set = { description: "An hour", scheduleId: schedule.id, slotInterval: 15, successRedirectUrl: "https://example.com", seats: { seatsPerTimeSlot: 2, showAttendeeInfo: true, showAvailabilityCount: true }, lengthInMinutesOptions: [30, 60] };
  expect(await patch(set)).toMatchObject(set);
  const cleared = await patch({ ...Object.fromEntries(Object.keys(set).map((key) => [key, null])), title: null, hidden: null });
  expect(cleared).toMatchObject({ title: "Intro", hidden: false, description: "", scheduleId: null, slotInterval: null, successRedirectUrl: null, seatsPerTimeSlot: null, lengthInMinutesOptions: [] });
  expect(cleared).not.toHaveProperty("seats");
});
