import { expect, test } from "vitest";
import { addMember, addTeamEventType, addUser } from "#app/engine/provision.server.ts";
import { testEngine } from "#app/engine/testing.ts";

const TEN = "2030-01-08T10:00:00Z";
const person = (name: string) => ({ name, email: `${name}@example.com`, timeZone: "Europe/Rome" });

function withCourse(seatsPerTimeSlot = 2, showAttendeeInfo = true) {
  const stage = testEngine();
  const eventTypeId = stage.addType({ slug: "course", seats: { seatsPerTimeSlot, showAttendeeInfo, showAvailabilityCount: true } });
  const sit = (name: string, start = TEN, more: object = {}) => stage.book(start, { eventTypeId, attendee: person(name), ...more });
  return { ...stage, eventTypeId, sit };
}

test("seats of one time share a booking until they are all taken", async () => {
  const { sit, read, call } = withCourse();
  const first = await sit("ada", TEN, { bookingFieldsResponses: { notes: "Window" }, metadata: { portalRef: "1" }, guests: ["late@example.com"] });
  const second = await sit("bea", TEN, { metadata: { portalRef: "2" } });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.data.uid).toBe(first.body.data.uid);
  expect(second.body.data.seatUid).not.toBe(first.body.data.seatUid);
  expect(first.body.data.seatUid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  const { attendees, ...booking } = (await read(first.body.data.uid)).body.data;
  expect(booking).not.toHaveProperty("bookingFieldsResponses");
  expect(attendees).toEqual([
    expect.objectContaining({ email: "ada@example.com", seatUid: first.body.data.seatUid, metadata: { portalRef: "1" }, bookingFieldsResponses: { name: "ada", notes: "Window", displayEmail: "ada@example.com" } }),
    expect.objectContaining({ email: "bea@example.com", seatUid: second.body.data.seatUid, metadata: { portalRef: "2" } }),
  ]);
  const full = await sit("cy");
  expect([full.status, full.body.error.code, full.body.error.message]).toEqual([409, "ConflictException", "No more seats left at this seated booking."]);
  const again = await sit("ada", "2030-01-08T11:00:00Z");
  expect(again.body.data.uid).not.toBe(first.body.data.uid);
  expect((await sit("ada", "2030-01-08T11:00:00Z")).status).toBe(409);
  const bySeat = await call("GET", `/v2/bookings/by-seat/${second.body.data.seatUid}`, { version: "2024-08-13", key: null });
  expect([bySeat.status, bySeat.body.data.uid]).toEqual([200, first.body.data.uid]);
  const unknown = await call("GET", "/v2/bookings/by-seat/none", { version: "2024-08-13", key: null });
  expect([unknown.status, unknown.body.error.message]).toEqual([404, "Booking with seatUid=none was not found in the database"]);
});

test("who else sits there is hidden from strangers when the event type says so", async () => {
  const { sit, call } = withCourse(3, false);
  const { uid, seatUid } = (await sit("ada")).body.data;
  const stranger = await sit("bea", TEN, {});
  expect(stranger.body.data.attendees).toHaveLength(2);
  const ask = (path: string, key?: null) => call("GET", `/v2/bookings/${path}`, { version: "2024-08-13", ...(key === undefined ? {} : { key }) });
  expect((await ask(uid)).body.data.attendees).toHaveLength(2);
  expect((await ask(uid, null)).body.data.attendees).toEqual([]);
  expect((await ask(`by-seat/${seatUid}`, null)).body.data.attendees.map((one: { email: string }) => one.email)).toEqual(["ada@example.com"]);
  expect((await ask(`by-seat/${seatUid}`)).body.data.attendees).toHaveLength(2);
});

test("slots tell the seats that are left, reserved ones not counted, and vanish with the last", async () => {
  const { sit, slots, call, eventTypeId, addType } = withCourse();
  const at = async (type = eventTypeId) => (await slots(`eventTypeId=${type}&start=2030-01-08T10:00:00Z&end=2030-01-08T10:29:00Z`)).body.data["2030-01-08"] ?? [];
  expect(await at()).toEqual([{ start: "2030-01-08T10:00:00.000Z", seatsBooked: 0, seatsRemaining: 2, seatsTotal: 2 }]);
  const { uid } = (await sit("ada")).body.data;
  expect(await at()).toEqual([{ start: "2030-01-08T10:00:00.000Z", seatsBooked: 1, seatsRemaining: 1, seatsTotal: 2, bookingUid: uid }]);
  expect(await at(addType({}))).toEqual([]);
  const reserve = () => call("POST", "/v2/slots/reservations", { version: "2024-09-04", body: { eventTypeId, slotStart: TEN } });
  const { reservationUid } = (await reserve()).body.data;
  expect(await at()).toEqual([]);
  expect((await reserve()).status).toBe(422);
  await call("DELETE", `/v2/slots/reservations/${reservationUid}`, { version: "2024-09-04" });
  await sit("bea");
  expect(await at()).toEqual([]);
  expect((await reserve()).body.error.message).toMatch(/has no more seats left\.$/);
});

test("a seat is given back by its holder; the booking goes with the last one, or by its host", async () => {
  const { sit, act, read, list } = withCourse(3);
  const { uid, seatUid } = (await sit("ada")).body.data;
  const bea = (await sit("bea")).body.data;
  const asStranger = { key: null };
  expect((await act(uid, "cancel", {}, asStranger)).body.error).toMatchObject({ code: "UnauthorizedException", message: "User not a host of this event" });
  const given = await act(uid, "cancel", { seatUid, cancellationReason: "Ill" }, asStranger);
  expect([given.status, given.body.data.status, given.body.data.attendees.map((one: { email: string }) => one.email)]).toEqual([200, "accepted", ["bea@example.com"]]);
  expect((await act(uid, "cancel", { seatUid }, asStranger)).body.error.message).toBe("Invalid seatUid: this seat does not exist or has already been cancelled.");
  const elsewhere = (await sit("cy", "2030-01-08T12:00:00Z")).body.data;
  expect((await act(uid, "cancel", { seatUid: elsewhere.seatUid }, asStranger)).body.error.message).toBe("Invalid seatUid: this seat does not belong to this booking.");
  expect((await act(uid, "cancel", { seatUid: bea.seatUid }, asStranger)).body.data.status).toBe("cancelled");
  expect((await sit("ada")).status).toBe(201);
  expect((await act(elsewhere.uid, "cancel", { cancellationReason: "Snow" })).body.data).toMatchObject({ status: "cancelled", cancelledByEmail: "host@example.com" });
  expect((await read(elsewhere.uid)).body.data.attendees).toHaveLength(1);
  expect((await list("?attendeeEmail=bea@example.com")).body.data).toHaveLength(1);
});

test("one seat moves, into a new booking or one that is there; the others stay", async () => {
  const { sit, act, read } = withCourse();
  const ada = (await sit("ada")).body.data;
  const bea = (await sit("bea")).body.data;
  const without = await act(ada.uid, "reschedule", { start: "2030-01-08T12:00:00Z" });
  expect([without.status, without.body.error.message]).toEqual([400, expect.stringContaining("you have to provide seatUid")]);
  const moved = await act(ada.uid, "reschedule", { start: "2030-01-08T12:00:00Z", seatUid: ada.seatUid });
  expect([moved.status, moved.body.data]).toEqual([201, expect.objectContaining({ seatUid: ada.seatUid, rescheduledFromUid: ada.uid, status: "accepted", start: "2030-01-08T12:00:00.000Z" })]);
  expect((await read(ada.uid)).body.data).toMatchObject({ status: "accepted", attendees: [{ email: "bea@example.com" }] });
  const joined = await act(bea.uid, "reschedule", { start: "2030-01-08T12:00:00Z", seatUid: bea.seatUid });
  expect(joined.body.data.uid).toBe(moved.body.data.uid);
  expect(joined.body.data.attendees).toHaveLength(2);
  expect((await read(bea.uid)).body.data).toMatchObject({ status: "cancelled", rescheduledToUid: moved.body.data.uid, attendees: [] });
  const cy = (await sit("cy")).body.data;
  const full = await act(cy.uid, "reschedule", { start: "2030-01-08T12:00:00Z", seatUid: cy.seatUid });
  expect([full.status, full.body.error.message]).toEqual([409, "No more seats left at this seated booking."]);
  expect((await read(cy.uid)).body.data).toMatchObject({ status: "accepted", attendees: [{ seatUid: cy.seatUid }] });
  expect((await act(cy.uid, "reschedule", { start: "2030-01-08T13:00:00Z", seatUid: bea.seatUid })).status).toBe(404);
  const back = await act(moved.body.data.uid, "reschedule", { start: TEN, seatUid: ada.seatUid });
  expect(back.body.data.uid).toBe(cy.uid);
});

test("a round robin opens a second course with the next free host when the first is full", async () => {
  const { deps, teamId, userId, book } = testEngine();
  const bea = addUser(deps, { name: "Bea", email: "bea@host.com", username: "bea", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: bea.userId });
  const seats = { seatsPerTimeSlot: 1, showAttendeeInfo: true, showAvailabilityCount: true };
  const { eventTypeId } = addTeamEventType(deps, teamId, { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hostIds: [userId, bea.userId], seats });
  const sit = (name: string) => book(TEN, { eventTypeId, attendee: person(name) });
  const [first, second, third] = [await sit("a"), await sit("b"), await sit("c")];
  expect(first.body.data.hosts[0].id).not.toBe(second.body.data.hosts[0].id);
  expect([third.status, third.body.error.message]).toEqual([409, "No more seats left at this seated booking."]);
});

test("SQLite refuses a seat too many, written past the engine", async () => {
  const { sit, db } = withCourse(1);
  const { uid } = (await sit("ada")).body.data;
  const insert = db.$client.prepare("INSERT INTO engine_attendees (booking_id, name, email, time_zone, seat_uid) SELECT id, 'x', 'x@example.com', 'UTC', 'raw' FROM engine_bookings WHERE uid = ?");
  expect(() => insert.run(uid)).toThrow("engine_seats_full");
  const other = (await sit("bea", "2030-01-08T12:00:00Z")).body.data;
  expect(() => db.$client.prepare("UPDATE engine_attendees SET booking_id = (SELECT id FROM engine_bookings WHERE uid = ?) WHERE seat_uid = ?").run(uid, other.seatUid)).toThrow("engine_seats_full");
});

test("a course that waits to be confirmed is full like any other", async () => {
  const { addType, book, slots, act } = testEngine();
  const seats = { seatsPerTimeSlot: 1, showAttendeeInfo: true, showAvailabilityCount: true };
  const eventTypeId = addType({ seats, confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } });
  const first = await book(TEN, { eventTypeId, attendee: person("ada") });
  expect(first.body.data.status).toBe("pending");
  expect((await book(TEN, { eventTypeId, attendee: person("bea") })).status).toBe(409);
  const at = async () => (await slots(`eventTypeId=${eventTypeId}&start=2030-01-08T10:00:00Z&end=2030-01-08T10:29:00Z`)).body.data;
  expect(await at()).toEqual({});
  await act(first.body.data.uid, "decline");
  expect(Object.keys(await at())).toEqual(["2030-01-08"]);
});
