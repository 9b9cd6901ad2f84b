import { expect, test } from "vitest";
import { testEngine } from "#app/engine/testing.ts";

/** Every call here goes without a version header. */
const TEN = "2030-01-08T10:00:00Z";

function withOld() {
  const stage = testEngine();
  const body = (start = TEN, more: object = {}) => ({
    start,
    eventTypeId: stage.eventTypeId,
    timeZone: "Europe/Rome",
    language: "it",
    metadata: {},
    responses: { name: "Ada Example", email: "ada@example.com", notes: "Hello" },
    ...more,
  });
  const bookOld = (start?: string, more?: object) => stage.call("POST", "/v2/bookings", { body: body(start, more), key: null });
  return { ...stage, body, bookOld };
}

test("a booking of 2024-04-15 is made, read, listed and cancelled in its own words", async () => {
  const { bookOld, call } = withOld();
  const made = await bookOld();
  expect([made.status, made.body.data]).toEqual([201, expect.objectContaining({ status: "ACCEPTED", startTime: "2030-01-08T10:00:00.000Z", endTime: "2030-01-08T10:30:00.000Z" })]);
  const { uid, id } = made.body.data;
  expect((await call("GET", `/v2/bookings/${uid}`, { key: null })).body.data).toMatchObject({ uid, status: "ACCEPTED", user: { username: "host" }, eventType: { slug: "intro" }, attendees: [{ email: "ada@example.com" }] });
  expect((await call("GET", "/v2/bookings/none")).body.error.message).toBe("Booking with UID=none does not exist.");
  await bookOld("2030-01-08T11:00:00Z");
  const list = async (query: string) => (await call("GET", `/v2/bookings${query}`)).body.data;
  expect(await list("?limit=1&attendeeEmail=nobody@example.com")).toMatchObject({ bookings: [{ uid }], totalCount: 2, nextCursor: 1, recurringInfo: [] });
  expect((await list("?filters[status]=cancelled")).bookings).toEqual([]);
  expect((await call("GET", "/v2/bookings?filters[status]=accepted")).status).toBe(400);
  expect((await call("POST", `/v2/bookings/${id}/cancel`, { body: {} })).body.error.message).toBe("Please provide booking uid instead of booking id.");
  const cancelled = await call("POST", `/v2/bookings/${uid}/cancel`, { body: { cancellationReason: "Ill" } });
  expect([cancelled.status, cancelled.body.data]).toEqual([200, { bookingId: id, bookingUid: uid, onlyRemovedAttendee: false }]);
  expect((await call("POST", `/v2/bookings/${uid}/cancel`, { body: { cancellationReason: "Ill" } })).status).toBe(400);
  expect((await list("?filters[status]=cancelled")).bookings).toMatchObject([{ uid, status: "CANCELLED", rescheduled: false }]);
});

test("a newer body fails on what it lacks", async () => {
  const { call, eventTypeId } = withOld();
  const refused = await call("POST", "/v2/bookings", { body: { start: TEN, eventTypeId, attendee: {} } });
  expect(refused.body.error.details.errors.map((one: { property: string }) => one.property)).toEqual(["timeZone", "language", "metadata", "responses"]);
});

test("a booking moves by naming the old one, also after its host asked for another time", async () => {
  const { bookOld, act, read } = withOld();
  const { uid } = (await bookOld()).body.data;
  await act(uid, "request-reschedule", { reason: "Train" });
  const moved = await bookOld("2030-01-08T12:00:00Z", { rescheduleUid: uid });
  expect(moved.body.data).toMatchObject({ status: "ACCEPTED", startTime: "2030-01-08T12:00:00.000Z" });
  expect((await read(uid)).body.data).toMatchObject({ status: "cancelled", rescheduledToUid: moved.body.data.uid });
  expect((await bookOld("2030-01-08T13:00:00Z", { rescheduleUid: uid })).status).toBe(400);
});

test("a series is written out, and booked as a whole or not at all", async () => {
  const { call, body, list } = withOld();
  const bodies = [body(TEN), body("2030-01-15T10:00:00Z")];
  const made = await call("POST", "/v2/bookings/recurring", { body: bodies, key: null });
  expect([made.status, new Set(made.body.data.map((one: { recurringEventId: string }) => one.recurringEventId)).size]).toEqual([201, 1]);
  expect((await call("POST", "/v2/bookings/recurring", { body: [body("2030-01-08T12:00:00Z"), body(TEN)], key: null })).status).toBe(400);
  expect((await call("POST", "/v2/bookings/recurring", { body: {}, key: null })).status).toBe(400);
  expect((await list("?status=recurring")).body.pagination.totalItems).toBe(2);
  const rest = await call("POST", `/v2/bookings/${made.body.data[0].uid}/cancel`, { body: { allRemainingBookings: true, cancellationReason: "x" } });
  expect([rest.status, (await list("?status=cancelled")).body.pagination.totalItems]).toEqual([200, 2]);
});

test("absence is marked by the older names", async () => {
  const { bookOld, call, read, time } = withOld();
  const { uid } = (await bookOld()).body.data;
  time.nowMs = Date.parse("2030-01-08T11:00:00Z");
  const marked = await call("POST", `/v2/bookings/${uid}/mark-no-show`, { body: { noShowHost: true, attendees: [{ email: "ada@example.com", noShow: true }] } });
  expect([marked.status, marked.body.data]).toMatchObject([200, { noShowHost: true, attendees: [{ email: "ada@example.com", noShow: true }] }]);
  expect((await read(uid)).body.data).toMatchObject({ absentHost: true, attendees: [{ absent: true }] });
});

test("slots are times under their days; one is reserved with a cookie and given back", async () => {
  const { call, eventTypeId } = withOld();
  const days = async (more = "") => (await call("GET", `/v2/slots/available?eventTypeId=${eventTypeId}&startTime=${TEN}&endTime=2030-01-08T10:59:00Z${more}`, { key: null })).body.data.slots;
  expect(await days()).toEqual({ "2030-01-08": [{ time: "2030-01-08T10:00:00.000Z" }, { time: "2030-01-08T10:30:00.000Z" }] });
  expect((await days("&slotFormat=range&timeZone=Asia/Tokyo"))["2030-01-08"][0]).toEqual({ startTime: "2030-01-08T10:00:00.000Z", endTime: "2030-01-08T10:30:00.000Z" });
  const reserved = await call("POST", "/v2/slots/reserve", { key: null, body: { eventTypeId, slotUtcStartDate: TEN, slotUtcEndDate: "2030-01-08T10:30:00Z" } });
  expect([reserved.status, reserved.headers.get("set-cookie")]).toEqual([201, `uid=${reserved.body.data}; Path=/`]);
  expect((await days())["2030-01-08"]).toHaveLength(1);
  expect((await call("DELETE", `/v2/slots/selected-slot?uid=${reserved.body.data}`, { key: null })).body).toEqual({ status: "success" });
  expect((await days())["2030-01-08"]).toHaveLength(2);
  expect((await call("GET", `/v2/slots/available?eventTypeId=${eventTypeId}&startTime=${TEN}&endTime=${TEN}`)).status).toBe(400);
});

test("event types have a length and stand in groups", async () => {
  const { call, eventTypeId } = withOld();
  const made = await call("POST", "/v2/event-types", { body: { title: "Long", slug: "long", length: 90, description: "x", hidden: true } });
  expect([made.status, made.body.data]).toMatchObject([201, { length: 90, slug: "long", hidden: true }]);
  const { id } = made.body.data;
  expect((await call("GET", "/v2/event-types")).body.data.eventTypeGroups[0].eventTypes.map((type: { length: number }) => type.length)).toEqual([30, 90]);
  expect((await call("PATCH", `/v2/event-types/${id}`, { body: { length: 60 } })).body.data).toMatchObject({ length: 60, title: "Long" });
  expect((await call("GET", `/v2/event-types/${id}`)).body.data.eventType).toMatchObject({ id, length: 60 });
  expect((await call("GET", "/v2/event-types/host/public", { key: null })).body.data).toEqual([expect.objectContaining({ id: eventTypeId, length: 30 })]);
  expect((await call("GET", "/v2/event-types/host/long/public", { key: null })).body.data).toMatchObject({ id });
  expect((await call("GET", "/v2/event-types/host/none/public", { key: null })).status).toBe(404);
  expect((await call("DELETE", `/v2/event-types/${id}`)).body.data).toEqual({ id, length: 60, slug: "long", title: "Long" });
});

test("schedules count days from Sunday and minutes from midnight", async () => {
  const { call } = withOld();
  const hours = [{ days: [0, 2], startTime: "1970-01-01T09:00:00.000Z", endTime: "1970-01-01T12:30:00.000Z" }];
  const made = await call("POST", "/v2/schedules", { body: { name: "Some", timeZone: "Europe/Rome", isDefault: false, availabilities: hours } });
  expect([made.status, made.body.data]).toMatchObject([201, { name: "Some", isDefault: false, workingHours: [{ days: [0, 2], startTime: 540, endTime: 750 }] }]);
  expect(made.body.data.availability[2]).toEqual([{ start: "1970-01-01T09:00:00.000Z", end: "1970-01-01T12:30:00.000Z" }]);
  expect((await call("GET", "/v2/schedules")).body.data).toHaveLength(2);
  expect((await call("GET", "/v2/schedules/default")).body.data).toMatchObject({ isDefault: true, workingHours: [{ days: [1, 2, 3, 4, 5], startTime: 540, endTime: 1020 }] });
  expect((await call("PATCH", `/v2/schedules/${made.body.data.id}`, { body: { name: "Few" } })).body.data).toMatchObject({ name: "Few", timeZone: "Europe/Rome" });
});
