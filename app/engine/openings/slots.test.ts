import { expect, test } from "vitest";
import { addApiKey, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

const version = "2024-09-04";
const startsOf = (data: Record<string, { start: string }[]>) => Object.values(data).flat().map((slot) => slot.start);

test("slots are keyed by date, in UTC or in the zone asked for, and empty days are absent", async () => {
  const { slots, eventTypeId } = testEngine();
  const utc = (await slots(`eventTypeId=${eventTypeId}&start=2030-01-11&end=2030-01-14`)).body.data;
  expect(Object.keys(utc)).toEqual(["2030-01-11", "2030-01-14"]);
  expect(utc["2030-01-11"]).toHaveLength(16);
  expect(utc["2030-01-11"][0]).toEqual({ start: "2030-01-11T09:00:00.000Z" });
  const rome = (await slots(`eventTypeId=${eventTypeId}&start=2030-01-11&end=2030-01-11&timeZone=Europe/Rome&format=range`)).body.data;
  expect(rome["2030-01-11"][0]).toEqual({ start: "2030-01-11T10:00:00.000+01:00", end: "2030-01-11T10:30:00.000+01:00" });
  const kathmandu = (await slots(`eventTypeId=${eventTypeId}&start=2030-01-11&end=2030-01-11&timeZone=Asia/Kathmandu`)).body.data;
  expect(kathmandu["2030-01-11"][0]).toEqual({ start: "2030-01-11T14:45:00.000+05:45" });
  expect((await slots(`eventTypeId=${eventTypeId}&start=2030-01-12&end=2030-01-13`)).body).toEqual({ status: "success", data: {} });
});

test("an end at exactly midnight means that whole day", async () => {
  const { slots, eventTypeId } = testEngine();
  const until = async (end: string) => Object.keys((await slots(`eventTypeId=${eventTypeId}&start=2030-01-08&end=${end}`)).body.data);
  expect(await until("2030-01-09T00:00:00Z")).toEqual(["2030-01-08", "2030-01-09"]);
  expect(await until("2030-01-08T23:59:59Z")).toEqual(["2030-01-08"]);
});

test("the event type is named by id, by owner and slug, by team and slug, or by people", async () => {
  const { slots, deps } = testEngine();
  addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "America/New_York" });
  const day = "start=2030-01-08&end=2030-01-08";
  expect(startsOf((await slots(`eventTypeSlug=intro&username=host&${day}`)).body.data)).toHaveLength(16);
  expect(startsOf((await slots(`usernames=host,bea&${day}`)).body.data)).toEqual(["14:00", "14:30", "15:00", "15:30", "16:00", "16:30"].map((time) => `2030-01-08T${time}:00.000Z`));
  expect(startsOf((await slots(`usernames=host,bea&duration=60&${day}`)).body.data)).toHaveLength(3);
  const message = async (query: string) => {
    const { status, body } = await slots(`${query}&${day}`);
    return [status, body.error.message];
  };
  expect(await message("eventTypeId=999")).toEqual([404, "Event Type not found"]);
  expect(await message("eventTypeSlug=no&username=host")).toEqual([404, "Event Type not found"]);
  expect(await message("eventTypeSlug=intro&username=nobody")).toEqual([404, "User with username nobody not found"]);
  expect(await message("eventTypeSlug=intro&teamSlug=none")).toEqual([404, "Team with slug none not found"]);
});

test("bad ranges and dates are 400", async () => {
  const { slots, eventTypeId } = testEngine();
  const message = async (query: string) => {
    const { status, body } = await slots(`eventTypeId=${eventTypeId}&${query}`);
    return [status, body.error.message];
  };
  expect(await message("start=2030-01-09&end=2030-01-08")).toEqual([400, "Invalid time range given - check the 'start' and 'end' query parameters."]);
  expect(await message("start=soon&end=2030-01-08")).toEqual([400, "Invalid start date"]);
  expect(await message("start=2030-01-08&end=2030-02-31")).toEqual([400, "Invalid end date"]);
  expect(await message("end=2030-01-08")).toEqual([400, "Bad Request Exception"]);
  expect((await slots(`eventTypeId=${eventTypeId}&start=2030-01-08&end=2030-01-08&timeZone=Mars`)).status).toBe(400);
});

test("a booked time is gone from the list until its booking is the one that moves", async () => {
  const { slots, book, eventTypeId } = testEngine();
  const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
  const query = `eventTypeId=${eventTypeId}&start=2030-01-08&end=2030-01-08`;
  expect(startsOf((await slots(query)).body.data)).not.toContain("2030-01-08T10:00:00.000Z");
  expect(startsOf((await slots(`${query}&bookingUidToReschedule=${uid}`)).body.data)).toContain("2030-01-08T10:00:00.000Z");
});

test("several lengths can be asked for, others are refused", async () => {
  const { slots, addType } = testEngine();
  const query = `eventTypeId=${addType({ lengthInMinutesOptions: [30, 60] })}&start=2030-01-08&end=2030-01-08`;
  expect(startsOf((await slots(`${query}&duration=60`)).body.data)).toHaveLength(8);
  expect((await slots(`${query}&duration=45`)).status).toBe(400);
});

test("time off takes the time and leaves the hours", async () => {
  const { slots, engine, userId, eventTypeId } = testEngine();
  await engine.hosts.addTimeOff(userId, { startMs: Date.parse("2030-01-08T00:00:00Z"), endMs: Date.parse("2030-01-08T12:00:00Z") }, "Dentist");
  expect(startsOf((await slots(`eventTypeId=${eventTypeId}&start=2030-01-08&end=2030-01-08`)).body.data)[0]).toBe("2030-01-08T12:00:00.000Z");
  expect(engine.hosts.readHours(userId).overrides).toEqual([]);
});

test("a reservation that is over cannot be moved, and none is kept for longer than a year", async () => {
  const { call, eventTypeId, time } = testEngine();
  const wish = { eventTypeId, slotStart: "2030-01-08T10:00:00Z" };
  const { reservationUid } = (await call("POST", "/v2/slots/reservations", { version, body: wish })).body.data;
  time.nowMs += 5 * 60_000;
  const late = await call("PATCH", `/v2/slots/reservations/${reservationUid}`, { version, body: wish });
  expect([late.status, late.body.error.message]).toEqual([404, `Slot with uid=${reservationUid} not found`]);
  const forEver = await call("POST", "/v2/slots/reservations", { version, body: { ...wish, reservationDuration: Number.MAX_SAFE_INTEGER } });
  expect(forEver.status).toBe(400);
  expect((await call("POST", "/v2/slots/reservations", { version, body: { ...wish, reservationDuration: 525_600 } })).status).toBe(201);
});

test("a reservation hides its slot for five minutes but does not stop a booking", async () => {
  const { slots, call, book, eventTypeId, time } = testEngine();
  const wish = { eventTypeId, slotStart: "2030-01-08T10:00:00Z" };
  const reserve = (body: object = wish, key: string | null = null) => call("POST", "/v2/slots/reservations", { version, body, key });
  const reserved = await reserve();
  expect([reserved.status, reserved.body.data]).toEqual([
    201,
    {
      eventTypeId,
      slotStart: "2030-01-08T10:00:00.000Z",
      slotEnd: "2030-01-08T10:30:00.000Z",
      slotDuration: 30,
      reservationUid: expect.stringMatching(/^[\w-]{22}$/),
      reservationDuration: 5,
      reservationUntil: "2030-01-07T08:05:00.000Z",
    },
  ]);
  const listed = async () => startsOf((await slots(`eventTypeId=${eventTypeId}&start=2030-01-08&end=2030-01-08`)).body.data);
  expect(await listed()).not.toContain("2030-01-08T10:00:00.000Z");
  const second = await reserve();
  expect([second.status, second.body.error.message]).toEqual([422, "This time slot is already reserved by another user. Please choose a different time."]);
  time.nowMs += 5 * 60_000;
  expect(await listed()).toContain("2030-01-08T10:00:00.000Z");
  expect((await reserve()).status).toBe(201);
  expect((await book("2030-01-08T10:00:00Z", {}, { key: null })).status).toBe(201);
  const booked = await reserve();
  expect([booked.status, booked.body.error.message]).toEqual([422, "Can't reserve a slot if the event is already booked."]);
});

test("reservations are read, changed and let go; an unknown one reads as null", async () => {
  const { call, eventTypeId } = testEngine();
  const at = (hour: number) => ({ eventTypeId, slotStart: `2030-01-08T${hour}:00:00Z` });
  const path = (uid: string) => `/v2/slots/reservations/${uid}`;
  const { reservationUid: uid } = (await call("POST", "/v2/slots/reservations", { version, body: at(10) })).body.data;
  expect((await call("GET", path(uid), { version })).body.data).not.toHaveProperty("reservationDuration");
  expect((await call("PATCH", path(uid), { version, body: at(10) })).status).toBe(200);
  expect((await call("PATCH", path(uid), { version, body: at(11) })).body.data).toMatchObject({ reservationUid: uid, slotStart: "2030-01-08T11:00:00.000Z" });
  const unknown = await call("PATCH", path("none"), { version, body: at(12) });
  expect([unknown.status, unknown.body.error.message]).toEqual([404, "Slot with uid=none not found"]);
  const gone = await call("DELETE", path(uid), { version });
  expect([gone.status, gone.body]).toEqual([200, { status: "success" }]);
  const read = await call("GET", path(uid), { version });
  expect([read.status, read.body]).toEqual([200, { status: "success", data: null }]);
});

test("only who is related to an event type says how long a reservation lasts", async () => {
  const { call, deps, eventTypeId } = testEngine();
  const body = { eventTypeId, slotStart: "2030-01-08T10:00:00Z", reservationDuration: 20 };
  const reserve = (key: string | null, more: object = {}) => call("POST", "/v2/slots/reservations", { version, key, body: { ...body, ...more } });
  const { userId } = addUser(deps, { name: "S", email: "s@example.com", username: "s", timeZone: "UTC" });
  addApiKey(deps, { userId, key: "cal_stranger" });
  expect((await reserve(null)).status).toBe(401);
  expect((await reserve("cal_stranger")).status).toBe(403);
  expect((await reserve("cal_test_local")).body.data).toMatchObject({ reservationDuration: 20, reservationUntil: "2030-01-07T08:20:00.000Z" });
  const unknown = await reserve("cal_test_local", { eventTypeId: 999 });
  expect([unknown.status, unknown.body.error.message]).toEqual([404, "Event Type with ID=999 not found"]);
  expect((await reserve("cal_test_local", { slotStart: "x" })).body.error.message).toBe("Invalid start date");
  expect((await reserve("cal_test_local", { slotDuration: 45 })).status).toBe(400);
});
