import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { addUser, addMember } from "#app/engine/provision.server.ts";
import { ada } from "#app/engine/testing.ts";
import { listeningEngine, type Heard } from "./testing.ts";

const TUESDAY_9 = "2030-01-08T09:00:00Z";
const version = "2024-08-13";
const told = (messages: Heard[]) => messages.map(({ body }) => body.triggerEvent as string);
const payloads = (messages: Heard[]) => messages.map(({ body }) => body.payload);
const person = (name: string) => ({ name, email: `${name.toLowerCase()}@example.com`, timeZone: "Europe/Rome" });
const bookings = ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_NO_SHOW_UPDATED", "BOOKING_REASSIGNED"];

test("start and end of a meeting are told flat, without a version, when they come", async () => {
  const { book, time, hear } = await listeningEngine({ asked: ["MEETING_STARTED", "MEETING_ENDED"] });
  const { uid, id } = (await book(TUESDAY_9, { metadata: { a: "b" } })).body.data;
  expect(await hear()).toEqual([]);
  time.nowMs = Date.parse(TUESDAY_9);
  const [started] = await hear();
  expect(started!.body).toMatchObject({ triggerEvent: "MEETING_STARTED", id, uid, startTime: "2030-01-08T09:00:00.000Z", createdAt: "2030-01-07T08:00:00.000Z", status: "ACCEPTED", metadata: { a: "b" } });
  expect(started!.body).not.toHaveProperty("payload");
  expect(started!.body.responses.name).toMatchObject({ value: "Ada Example" });
  expect(started!.headers.get("x-cal-signature-256")).toMatch(/^[\da-f]{64}$/);
  expect(started!.headers.has("x-cal-webhook-version")).toBe(false);
  time.nowMs += 30 * MINUTE_MS;
  expect(told(await hear())).toEqual(["MEETING_ENDED"]);
});

test("a meeting that is called off, moved or more than a day ago is not told", async () => {
  const { book, act, time, hear } = await listeningEngine({ asked: ["MEETING_STARTED"] });
  await act((await book(TUESDAY_9)).body.data.uid, "cancel", { cancellationReason: "Ill" });
  const moved = (await act((await book("2030-01-08T10:00:00Z")).body.data.uid, "reschedule", { start: "2030-01-08T12:00:00Z" })).body.data;
  time.nowMs = Date.parse("2030-01-08T13:00:00Z");
  expect((await hear()).map(({ body }) => body.uid)).toEqual([moved.uid]);
  await book("2030-01-09T10:00:00Z");
  time.nowMs += 3 * DAY_MS;
  expect(await hear()).toEqual([]);
});

test("a webhook that begins to ask for meetings is told of those that stand, with plain answers", async () => {
  const { book, call, webhook, time, hear } = await listeningEngine({ asked: ["BOOKING_PAID"] });
  await book(TUESDAY_9);
  const path = `/v2/webhooks/${webhook.id}`;
  await call("PATCH", path, { body: { triggers: ["MEETING_ENDED"] } });
  await call("PATCH", path, { body: { triggers: ["MEETING_STARTED"] } });
  time.nowMs = Date.parse(TUESDAY_9) + HOUR_MS;
  const messages = await hear();
  expect([told(messages), messages[0]!.body.responses]).toEqual([["MEETING_STARTED"], expect.objectContaining({ name: "Ada Example", email: "ada@example.com" })]);
});

test("every seat is told alone, under the uid they share; releasing one tells of that person", async () => {
  const { addType, book, act, hear } = await listeningEngine({ asked: bookings });
  const eventTypeId = addType({ seats: { seatsPerTimeSlot: 3, showAttendeeInfo: false, showAvailabilityCount: true } });
  const seat = async (name: string) => (await book(TUESDAY_9, { eventTypeId, attendee: person(name), metadata: { ref: name } })).body.data;
  const [first, second] = [await seat("Jonas"), await seat("Petra")];
  await act(first.uid, "cancel", { seatUid: first.seatUid, cancellationReason: "Ill" });
  await act(first.uid, "cancel", { seatUid: second.seatUid, cancellationReason: "Full up" });
  const messages = await hear();
  expect(told(messages)).toEqual(["BOOKING_CREATED", "BOOKING_CREATED", "BOOKING_CANCELLED", "BOOKING_CANCELLED"]);
  expect(payloads(messages)).toMatchObject([
    { uid: first.uid, seatsPerTimeSlot: 3, attendeeSeatId: first.seatUid, attendees: [{ name: "Jonas" }], metadata: { ref: "Jonas" }, responses: { name: { value: "Jonas" } } },
    { uid: first.uid, seatsPerTimeSlot: 3, attendeeSeatId: second.seatUid, attendees: [{ name: "Petra" }], metadata: { ref: "Petra" } },
    { uid: first.uid, seatsPerTimeSlot: 3, status: "CANCELLED", cancellationReason: "Ill", attendees: [{ id: expect.any(Number), name: "Jonas", noShow: false, locale: "en" }] },
    { uid: first.uid, seatsPerTimeSlot: 3, status: "CANCELLED", cancellationReason: "Full up", attendees: [{ name: "Petra" }] },
  ]);
  expect(messages[2]!.body.payload).not.toHaveProperty("attendeeSeatId");
});

test("a seat that moves names the booking it left, which lives on", async () => {
  const { addType, book, act, hear } = await listeningEngine({ asked: bookings });
  const eventTypeId = addType({ seats: { seatsPerTimeSlot: 3, showAttendeeInfo: false, showAvailabilityCount: true } });
  const seat = async (name: string, start = TUESDAY_9) => (await book(start, { eventTypeId, attendee: person(name) })).body.data;
  const [jonas, petra] = [await seat("Jonas"), await seat("Petra")];
  const later = await seat("Nils", "2030-01-08T11:00:00Z");
  const empty = (await act(jonas.uid, "reschedule", { start: "2030-01-08T10:00:00Z", seatUid: jonas.seatUid })).body.data;
  await act(petra.uid, "reschedule", { start: "2030-01-08T11:00:00Z", seatUid: petra.seatUid });
  const [toEmpty, toOthers] = payloads((await hear()).filter(({ body }) => body.triggerEvent === "BOOKING_RESCHEDULED"));
  expect(toEmpty).toMatchObject({ uid: empty.uid, rescheduleUid: jonas.uid, attendeeSeatId: jonas.seatUid, attendees: [{ name: "Jonas" }] });
  for (const key of ["rescheduleId", "rescheduleStartTime"]) expect(toEmpty).not.toHaveProperty(key);
  expect(toOthers).toMatchObject({ uid: later.uid, bookingId: petra.id, rescheduleUid: petra.uid, rescheduleStartTime: TUESDAY_9, attendees: [{ name: "Petra" }] });
  expect(toOthers).not.toHaveProperty("rescheduleId");
});

test("each occurrence of a series is told, and the end of the series once", async () => {
  const { addType, book, act, hear } = await listeningEngine({ asked: bookings });
  const eventTypeId = addType({ recurrence: { interval: 1, occurrences: 3, frequency: "weekly" } });
  const series = (await book(TUESDAY_9, { eventTypeId })).body.data as { uid: string; recurringBookingUid: string }[];
  await act(series[0]!.recurringBookingUid, "cancel", { cancellationReason: "Discontinued" });
  const messages = await hear();
  expect(told(messages)).toEqual(["BOOKING_CREATED", "BOOKING_CREATED", "BOOKING_CREATED", "BOOKING_CANCELLED"]);
  expect(payloads(messages).map(({ uid }) => uid as string)).toEqual([...series.map(({ uid }) => uid), series[0]!.uid]);
  for (const payload of payloads(messages)) expect(payload.recurringEvent).toEqual({ freq: 2, count: 3, interval: 1 });
});

test("who did not come is told in a few words, and marking only the host tells nobody", async () => {
  const { book, act, time, hear } = await listeningEngine({ asked: ["BOOKING_NO_SHOW_UPDATED"] });
  const { uid, id } = (await book(TUESDAY_9)).body.data;
  time.nowMs = Date.parse(TUESDAY_9) + HOUR_MS;
  await act(uid, "mark-absent", { host: true });
  await act(uid, "mark-absent", { attendees: [{ email: ada.email, absent: true }] });
  await act(uid, "mark-absent", { attendees: [{ email: ada.email, absent: false }] });
  expect(payloads(await hear())).toEqual([
    { message: "ada@example.com marked as no-show", attendees: [{ email: "ada@example.com", noShow: true }], bookingUid: uid, bookingId: id },
    { message: "ada@example.com unmarked as no-show", attendees: [{ email: "ada@example.com", noShow: false }], bookingUid: uid, bookingId: id },
  ]);
});

test("a host who asks for another time cancels, with a prefixed reason and a flag", async () => {
  const { book, call, hear } = await listeningEngine({ asked: bookings });
  const { uid } = (await book(TUESDAY_9)).body.data;
  const answer = await call("POST", `/v2/bookings/${uid}/request-reschedule`, { version: "2026-02-25", body: { reschedulingReason: "In court" } });
  expect(answer.status).toBe(200);
  const [, message] = await hear();
  expect(message!.body).toMatchObject({ triggerEvent: "BOOKING_CANCELLED", payload: { uid, status: "CANCELLED", requestReschedule: true } });
  expect(message!.body.payload.cancellationReason).toBe("Please reschedule. In court");
});

test("another host is told with who came and who went", async () => {
  const { deps, call, teamId, userId, hear } = await listeningEngine();
  const { userId: other } = addUser(deps, { name: "Other", email: "other@example.com", username: "other", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: other });
  const type = { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hosts: [{ userId }, { userId: other }] };
  const { id } = (await call("POST", `/v2/teams/${teamId}/event-types`, { version: "2024-06-14", body: type })).body.data;
  const body = { subscriberUrl: "https://team.example/hook", triggers: ["BOOKING_REASSIGNED"], active: true };
  await call("POST", `/v2/teams/${teamId}/event-types/${id}/webhooks`, { body });
  const { uid, hosts } = (await call("POST", "/v2/bookings", { version, body: { start: TUESDAY_9, eventTypeId: id, attendee: ada } })).body.data;
  const from = hosts[0].id as number;
  const to = from === userId ? other : userId;
  expect((await call("POST", `/v2/bookings/${uid}/reassign/${to}`, { version, body: {} })).status).toBe(200);
  expect(payloads(await hear())).toMatchObject([{ uid, addedHostUserIds: [to], removedHostUserIds: [from], organizer: { id: to }, status: "ACCEPTED" }]);
});

test("time off is told", async () => {
  const { engine, userId, hear } = await listeningEngine({ asked: ["OOO_CREATED"] });
  await engine.hosts.addTimeOff(userId, { startMs: Date.parse("2030-02-01T00:00:00Z"), endMs: Date.parse("2030-02-03T00:00:00Z") }, "Winter break");
  expect(payloads(await hear())).toMatchObject([{ oooEntry: { start: "2030-02-01T00:00:00+00:00", notes: "Winter break", user: { id: userId } } }]);
});
