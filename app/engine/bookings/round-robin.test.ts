import { expect, test } from "vitest";
import { addApiKey, addMember, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

const TEN = "2030-01-08T10:00:00Z";
type Host = { mandatory?: boolean; priority?: string };

/** The account "host" and Bea and Cy take turns. */
async function withRound(settings: { host?: Host; bea?: Host; cy?: Host } = {}, more: object = {}) {
  const stage = testEngine();
  const { deps, teamId, userId, call } = stage;
  const join = (name: string) => {
    const added = addUser(deps, { name, email: `${name}@host.com`, username: name, timeZone: "Europe/London" });
    addMember(deps, { teamId, userId: added.userId });
    addApiKey(deps, { userId: added.userId, key: `cal_${name}` });
    return added.userId;
  };
  const ids = { host: userId, bea: join("bea"), cy: join("cy") };
  const hosts = Object.entries(ids).map(([name, id]) => ({ userId: id, ...settings[name as keyof typeof settings] }));
  const type = await call("POST", `/v2/teams/${teamId}/event-types`, {
    version: "2024-06-14",
    body: { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hosts, ...more },
  });
  const eventTypeId = type.body.data.id as number;
  const hostsOf = (booking: { hosts: { id: number }[] }) => booking.hosts.map((host) => host.id);
  return { ...stage, ids, eventTypeId, hostsOf };
}

test("a mandatory host takes part in every booking, beside whoever's turn it is", async () => {
  const { book, ids, eventTypeId, hostsOf, slots } = await withRound({ host: { mandatory: true } });
  const first = await book(TEN, { eventTypeId });
  const second = await book("2030-01-08T11:00:00Z", { eventTypeId });
  expect(hostsOf(first.body.data)).toEqual([ids.host, ids.bea]);
  expect(hostsOf(second.body.data)).toEqual([ids.host, ids.cy]);
  expect((await book(TEN, { eventTypeId })).body.error.message).toBe("One of the hosts either already has booking at this time or is not available");
  const { data } = (await slots(`eventTypeId=${eventTypeId}&start=2030-01-08T10:00:00Z&end=2030-01-08T12:00:00Z`)).body;
  expect(data["2030-01-08"].map((slot: { start: string }) => slot.start)).toEqual(["2030-01-08T10:30:00.000Z", "2030-01-08T11:30:00.000Z"]);
});

test("a reservation keeps the mandatory host and one other", async () => {
  const { call, eventTypeId } = await withRound({ host: { mandatory: true } });
  const reserve = () => call("POST", "/v2/slots/reservations", { version: "2024-09-04", body: { eventTypeId, slotStart: TEN } });
  expect([(await reserve()).status, (await reserve()).status]).toEqual([201, 422]);
});

test("the highest priority goes first among those who are free", async () => {
  const { book, ids, eventTypeId, hostsOf } = await withRound({ cy: { priority: "high" } });
  expect(hostsOf((await book(TEN, { eventTypeId })).body.data)).toEqual([ids.cy]);
  expect(hostsOf((await book("2030-01-08T11:00:00Z", { eventTypeId })).body.data)).toEqual([ids.cy]);
  expect(hostsOf((await book(TEN, { eventTypeId })).body.data)).toEqual([ids.host]);
});

test("a booking goes to the next free host, and its title with it", async () => {
  const { book, act, read, ids, eventTypeId, hostsOf } = await withRound();
  const { uid, title } = (await book(TEN, { eventTypeId })).body.data;
  expect(title).toBe("Any between Host and Ada Example");
  await book(TEN, { eventTypeId });
  const given = await act(uid, "reassign");
  expect([given.status, given.body.data]).toEqual([200, { bookingUid: uid, reassignedTo: { id: ids.cy, name: "cy", email: "cy@host.com", displayEmail: "cy@host.com" } }]);
  expect((await read(uid)).body.data).toMatchObject({ title: "Any between cy and Ada Example", start: "2030-01-08T10:00:00.000Z", status: "accepted" });
  expect(hostsOf((await read(uid)).body.data)).toEqual([ids.cy]);
  await book(TEN, { eventTypeId });
  const nobody = await act(uid, "reassign");
  expect([nobody.status, nobody.body.error.message]).toEqual([400, "Can't reassign the booking because no other host is available at that time."]);
});

test("a booking goes to a named host whose time is free, the mandatory one stays", async () => {
  const { book, act, read, ids, eventTypeId, hostsOf, teamId } = await withRound({ host: { mandatory: true } });
  const { uid } = (await book(TEN, { eventTypeId })).body.data;
  const to = (id: number | string, ask: object = {}) => act(uid, `reassign/${id}`, { reason: "Ill" }, ask);
  expect((await to(ids.cy, { key: "cal_bea" })).body.data.reassignedTo.id).toBe(ids.cy);
  expect(hostsOf((await read(uid)).body.data)).toEqual([ids.host, ids.cy]);
  expect((await to(999)).body.error.message).toBe("User with id=999 was not found in the database");
  expect((await to(ids.host)).status).toBe(400);
  expect((await to("x")).status).toBe(400);
  expect(teamId).toBeGreaterThan(0);
});

test("nobody is given a booking on top of another, and strangers give nothing", async () => {
  const { book, act, read, deps, ids, eventTypeId, hostsOf, eventTypeId: any } = await withRound();
  const { uid } = (await book(TEN, { eventTypeId })).body.data;
  const other = (await book("2030-01-08T10:15:00Z", { eventTypeId: any })).body.data;
  const refused = await act(uid, `reassign/${hostsOf(other)[0]}`);
  expect([refused.status, refused.body.error.message]).toEqual([400, "User either already has booking at this time or is not available"]);
  expect(hostsOf((await read(uid)).body.data)).toEqual([ids.host]);
  const eve = addUser(deps, { name: "Eve", email: "eve@example.com", username: "eve", timeZone: "UTC" });
  addApiKey(deps, { userId: eve.userId, key: "cal_eve" });
  const strange = await act(uid, "reassign", {}, { key: "cal_eve" });
  expect([strange.status, strange.body.error.message]).toEqual([403, "You do not have permission to reassign this booking"]);
  await act(uid, "cancel", { cancellationReason: "x" });
  expect((await act(uid, "reassign")).status).toBe(400);
  const personal = (await book("2030-01-08T15:00:00Z")).body.data;
  expect((await act(personal.uid, "reassign")).status).toBe(400);
});
