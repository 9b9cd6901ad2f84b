import { expect, test } from "vitest";
import { addApiKey, addMember, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

const TEN = "2030-01-08T10:00:00Z";
const NOON = Date.parse("2030-01-08T12:00:00Z");

function withStranger() {
  const stage = testEngine();
  const { userId } = addUser(stage.deps, { name: "Eve", email: "eve@example.com", username: "eve", timeZone: "UTC" });
  addApiKey(stage.deps, { userId, key: "cal_eve" });
  return { ...stage, eve: { key: "cal_eve" } };
}

test("absence is marked and taken back, after the start only, by those who host", async () => {
  const { book, act, time, eve } = withStranger();
  const { uid } = (await book(TEN)).body.data;
  const early = await act(uid, "mark-absent", { host: true });
  expect([early.status, early.body.error.message]).toEqual([400, expect.stringMatching(/^Bookings can only be marked as absent after their scheduled start time\. Current time in UTC\+0: 2030-01-07T08/)]);
  time.nowMs = NOON;
  const marked = await act(uid, "mark-absent", { host: true, attendees: [{ email: "ADA@example.com", absent: true }, { email: "nobody@example.com", absent: true }] });
  expect([marked.status, marked.body.data.absentHost, marked.body.data.attendees]).toEqual([200, true, [expect.objectContaining({ absent: true })]]);
  expect((await act(uid, "mark-absent", { attendees: [{ email: "ada@example.com", absent: false }] })).body.data).toMatchObject({ absentHost: true, attendees: [{ absent: false }] });
  expect((await act(uid, "mark-absent", { host: true }, eve)).status).toBe(403);
  expect((await act(uid, "mark-absent", {}, { key: null })).status).toBe(401);
  expect((await act("none", "mark-absent", {})).body.error.message).toBe("Booking with uid=none not found.");
});

test("a request for another time frees this one, and the attendee can still move the booking", async () => {
  const { book, act, read, eve } = withStranger();
  const { uid } = (await book(TEN)).body.data;
  expect((await act(uid, "request-reschedule", {}, eve)).status).toBe(403);
  const asked = await act(uid, "request-reschedule", { reason: "Train" });
  expect([asked.status, asked.body]).toEqual([200, { status: "success" }]);
  expect((await read(uid)).body.data).toMatchObject({ status: "cancelled", cancellationReason: "Train" });
  expect((await read(uid)).body.data).not.toHaveProperty("rescheduledToUid");
  expect((await act(uid, "request-reschedule")).status).toBe(400);
  expect((await book(TEN)).status).toBe(201);
  const moved = await act(uid, "reschedule", { start: "2030-01-08T11:00:00Z" }, { key: null });
  expect(moved.body.data).toMatchObject({ status: "accepted", rescheduledFromUid: uid, cancellationReason: "", cancelledByEmail: "" });
  expect((await act(uid, "reschedule", { start: "2030-01-08T12:00:00Z" }, { key: null })).body.error.message).toContain("rescheduled already");
  await act(moved.body.data.uid, "cancel", { cancellationReason: "x" });
  expect((await act(moved.body.data.uid, "reschedule", { start: "2030-01-08T12:00:00Z" })).status).toBe(400);
});

test("attendees are read and added one by one, guests up to thirty in all", async () => {
  const { book, call, act, eve } = withStranger();
  const { uid } = (await book(TEN)).body.data;
  const version = "2024-08-13";
  const path = `/v2/bookings/${uid}/attendees`;
  const added = await call("POST", path, { version, body: { name: "Bea", email: "Bea@example.com", timeZone: "Europe/Rome", phoneNumber: "+391234567890", language: "it" } });
  expect([added.status, added.body.data]).toEqual([201, expect.objectContaining({ id: expect.any(Number), bookingId: expect.any(Number), email: "bea@example.com", absent: false, phoneNumber: "+391234567890" })]);
  expect((await call("POST", path, { version, body: { name: "Bea", email: "bea@example.com", timeZone: "Europe/Rome" } })).status).toBe(400);
  expect((await call("GET", path, { version })).body.data.map((one: { email: string }) => one.email)).toEqual(["ada@example.com", "bea@example.com"]);
  expect((await call("GET", `${path}/${added.body.data.id}`, { version })).body.data).toMatchObject({ id: added.body.data.id, name: "Bea" });
  expect((await call("GET", `${path}/999`, { version })).status).toBe(404);
  expect((await call("GET", path, { version, ...eve })).status).toBe(403);
  const guests = Array.from({ length: 10 }, (_, index) => ({ email: `g${index}@example.com` }));
  expect((await act(uid, "guests", { guests })).status).toBe(200);
  expect((await act(uid, "guests", { guests: guests.map(({ email }) => ({ email: `x${email}` })) })).status).toBe(200);
  const many = await act(uid, "guests", { guests: guests.map(({ email }) => ({ email: `y${email}` })) });
  expect([many.status, many.body.error.message]).toEqual([400, expect.stringMatching(/^Cannot add 10 guests\. This booking already has 22 attendees\..* up to 8 more guests\.$/)]);
});

test("the place changes to any of its kinds, and stays when none is given", async () => {
  const { book, call } = testEngine();
  const { uid } = (await book(TEN)).body.data;
  const change = async (location?: object) => (await call("PATCH", `/v2/bookings/${uid}/location`, { version: "2024-08-13", body: location === undefined ? {} : { location } })).body.data;
  expect(await change({ type: "address", address: "1 High Street" })).toMatchObject({ location: "1 High Street", bookingFieldsResponses: { location: { value: "inPerson", optionValue: "" } } });
  expect(await change({ type: "link", link: "https://meet.example.com/a" })).toMatchObject({ location: "https://meet.example.com/a", meetingUrl: "https://meet.example.com/a" });
  expect(await change({ type: "phone", phone: "+391234567890" })).toMatchObject({ location: "+391234567890" });
  expect(await change({ type: "attendeePhone", phone: "+391234567891" })).toMatchObject({ location: "+391234567891", bookingFieldsResponses: { location: { value: "phone", optionValue: "+391234567891" } } });
  expect(await change({ type: "attendeeAddress", address: "2 Low Street" })).toMatchObject({ bookingFieldsResponses: { location: { value: "attendeeInPerson", optionValue: "2 Low Street" } } });
  expect(await change({ type: "integration", integration: "google-meet" })).toMatchObject({ location: "integrations:google:meet" });
  expect(await change({ type: "attendeeDefined", location: "In the park" })).toMatchObject({ location: "In the park", bookingFieldsResponses: { location: { value: "somewhereElse", optionValue: "In the park" } } });
  expect(await change({ type: "integration", integration: "carrier-pigeon" })).toBeUndefined();
  expect(await change({ type: "moon" })).toBeUndefined();
  expect(await change()).toMatchObject({ location: "In the park" });
});

test("links write the booking into the usual calendars", async () => {
  const { book, call, eve } = withStranger();
  const { uid, icsUid } = (await book(TEN, { bookingFieldsResponses: { notes: "Bring: a, b; c" } })).body.data;
  const ask = (more: object = {}) => call("GET", `/v2/bookings/${uid}/calendar-links`, { version: "2024-08-13", ...more });
  const links = (await ask()).body.data as { label: string; link: string }[];
  expect(links.map(({ label }) => label)).toEqual(["Google Calendar", "Microsoft Office", "Microsoft Outlook", "ICS"]);
  expect(new URL(links[0]!.link).searchParams.get("dates")).toBe("20300108T100000Z/20300108T103000Z");
  expect(new URL(links[2]!.link).searchParams.get("startdt")).toBe("2030-01-08T10:00:00.000Z");
  const ics = decodeURIComponent(links[3]!.link.replace("data:text/calendar,", ""));
  expect(ics).toContain(`UID:${icsUid}\r\n`);
  expect(ics).toContain("DESCRIPTION:Bring: a\\, b\\; c\r\n");
  expect((await ask(eve)).status).toBe(403);
});

test("whoever administers the host may do what the host may", async () => {
  const { deps, teamId, book, act, time, addType } = testEngine();
  const bea = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "UTC" });
  addMember(deps, { teamId, userId: bea.userId });
  addApiKey(deps, { userId: bea.userId, key: "cal_bea" });
  const { uid } = (await book(TEN, { eventTypeId: addType({}) })).body.data;
  time.nowMs = NOON;
  expect((await act(uid, "mark-absent", { host: true }, { key: "cal_bea" })).status).toBe(403);
  expect((await act(uid, "mark-absent", { host: true })).status).toBe(200);
});
