import { expect, test } from "vitest";
import { testEngine } from "#app/engine/testing.ts";

test("a move makes a new booking, cancels the old one and links both", async () => {
  const { book, act, read } = testEngine();
  const old = (await book("2030-01-08T10:00:00Z", { guests: ["guest@example.com"], metadata: { a: "b" }, bookingFieldsResponses: { notes: "Hello" } })).body.data;
  const moved = await act(old.uid, "reschedule", { start: "2030-01-08T10:15:00Z", reschedulingReason: "Train" });
  expect(moved.status).toBe(201);
  expect(moved.body.data).toMatchObject({
    status: "accepted",
    rescheduledFromUid: old.uid,
    reschedulingReason: "Train",
    start: "2030-01-08T10:15:00.000Z",
    duration: 30,
    metadata: { a: "b" },
    guests: ["guest@example.com"],
    description: "Hello",
    icsUid: old.icsUid,
    attendees: old.attendees,
    isPlatformManagedUserBooking: false,
  });
  expect(moved.body.data.uid).not.toBe(old.uid);
  expect(moved.body.data.uid).toMatch(/^[\w-]{22}$/);
  expect((await read(old.uid)).body.data).toMatchObject({ status: "cancelled", rescheduledToUid: moved.body.data.uid });
  expect((await act(old.uid, "reschedule", { start: "2030-01-08T12:00:00Z" })).body.error).toMatchObject({
    code: "BadRequestException",
    message: expect.stringMatching(`^Can't reschedule booking with uid=${old.uid} because it has been cancelled and rescheduled already to booking with uid=${moved.body.data.uid}`),
  });
});

test("a refused move leaves the booking as it was", async () => {
  const { book, act, read } = testEngine();
  const first = (await book("2030-01-08T10:00:00Z")).body.data;
  await book("2030-01-08T11:00:00Z");
  const refused = await act(first.uid, "reschedule", { start: "2030-01-08T11:00:00Z" });
  expect([refused.status, refused.body.error.message]).toEqual([400, "User either already has booking at this time or is not available"]);
  expect((await read(first.uid)).body.data).toMatchObject({ status: "accepted", start: "2030-01-08T10:00:00.000Z" });
});

test("cancelling needs a reason from the host, none from whoever holds the uid, and is not repeatable", async () => {
  const { book, act } = testEngine();
  const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
  const asHost = await act(uid, "cancel");
  expect([asHost.status, asHost.body.error.message]).toEqual([400, "Cancellation reason is required when you are the host"]);
  const cancelled = await act(uid, "cancel", { cancellationReason: "Ill" });
  expect([cancelled.status, cancelled.body.data.status, cancelled.body.data.cancellationReason]).toEqual([200, "cancelled", "Ill"]);
  expect(cancelled.body.data.cancelledByEmail).toBe("host@example.com");
  expect((await act(uid, "cancel", { cancellationReason: "Ill" })).body.error.message).toMatch(`Can't cancel booking with uid=${uid} because it has been cancelled already.`);
  expect((await act(uid, "reschedule", { start: "2030-01-08T11:00:00Z" })).body.error.message).toMatch(`Can't reschedule booking with uid=${uid} because it has been cancelled.`);
  const other = (await book("2030-01-08T10:00:00Z")).body.data;
  expect((await act(other.uid, "cancel", {}, { key: null })).status).toBe(200);
  const unknown = await act("nope", "cancel", { cancellationReason: "x" });
  expect([unknown.status, unknown.body.error.message]).toEqual([404, "Booking with uid=nope not found"]);
  expect((await act("nope", "reschedule", { start: "2030-01-08T11:00:00Z" })).body.error.message).toBe("Booking with uid=nope was not found in the database");
});

test("an event type can forbid cancelling and moving, always or near the start", async () => {
  const { book, act, addType, time } = testEngine();
  const never = addType({ disableCancelling: { disabled: true }, disableRescheduling: { disabled: true } });
  const fixed = (await book("2030-01-08T10:00:00Z", { eventTypeId: never })).body.data;
  expect((await act(fixed.uid, "cancel", { cancellationReason: "x" })).body.error.message).toBe("This event type does not allow cancellations");
  expect((await act(fixed.uid, "reschedule", { start: "2030-01-08T12:00:00Z" })).status).toBe(400);
  const late = addType({ disableRescheduling: { minutesBefore: 60 } });
  const soon = (await book("2030-01-08T14:00:00Z", { eventTypeId: late })).body.data;
  time.nowMs = Date.parse("2030-01-08T13:30:00Z");
  expect((await act(soon.uid, "reschedule", { start: "2030-01-08T16:00:00Z" })).status).toBe(400);
});

test("a booking waits for its host where the type says so, and is confirmed once", async () => {
  const { book, act, addType } = testEngine();
  const eventTypeId = addType({ confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } });
  const first = (await book("2030-01-08T10:00:00Z", { eventTypeId })).body.data;
  const second = (await book("2030-01-08T10:00:00Z", { eventTypeId })).body.data;
  expect([first.status, second.status]).toEqual(["pending", "pending"]);
  const confirmed = await act(first.uid, "confirm", undefined, { body: undefined, headers: { "content-type": "application/json" } });
  expect([confirmed.status, confirmed.body.data.status]).toEqual([200, "accepted"]);
  const again = await act(first.uid, "confirm");
  expect([again.status, again.body.error.code, again.body.error.message]).toEqual([400, "TRPCError", "Booking already confirmed"]);
  const overlapping = await act(second.uid, "confirm");
  expect([overlapping.status, overlapping.body.error.code]).toEqual([400, "TRPCError"]);
  const declined = await act(second.uid, "decline", { reason: "Full" });
  expect(declined.body.data).toMatchObject({ status: "rejected", cancellationReason: "Full" });
  expect((await act(first.uid, "confirm", {}, { key: null })).status).toBe(401);
});

test("pending bookings take the time only where the type says so", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({ confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } });
  expect((await book("2030-01-08T10:00:00Z", { eventTypeId })).body.data.status).toBe("pending");
  expect((await book("2030-01-08T10:00:00Z")).status).toBe(400);
});

test("a moved request waits again unless its owner moved it", async () => {
  const { book, act, addType } = testEngine();
  const eventTypeId = addType({ confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: false } });
  const first = (await book("2030-01-08T10:00:00Z", { eventTypeId })).body.data;
  await act(first.uid, "confirm");
  const moved = (await act(first.uid, "reschedule", { start: "2030-01-08T11:00:00Z", rescheduledBy: "ada@example.com" })).body.data;
  expect([moved.status, moved.rescheduledByEmail]).toEqual(["pending", "ada@example.com"]);
  expect((await act(moved.uid, "reschedule", { start: "2030-01-08T12:00:00Z", rescheduledBy: "host@example.com" })).body.data.status).toBe("accepted");
});

test("confirmation by threshold asks only when the start is near", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({ confirmationPolicy: { type: "time", noticeThreshold: { unit: "hours", count: 48 }, blockUnconfirmedBookingsInBooker: false } });
  expect((await book("2030-01-08T10:00:00Z", { eventTypeId })).body.data.status).toBe("pending");
  expect((await book("2030-01-15T10:00:00Z", { eventTypeId })).body.data.status).toBe("accepted");
});

test("location and guests can be changed", async () => {
  const { book, call } = testEngine();
  const version = "2024-08-13";
  const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
  const placed = await call("PATCH", `/v2/bookings/${uid}/location`, { version, body: { location: { type: "link", link: "https://meet.example.com/x" } } });
  expect([placed.status, placed.body.data.location, placed.body.data.meetingUrl]).toEqual([200, "https://meet.example.com/x", "https://meet.example.com/x"]);
  const added = await call("POST", `/v2/bookings/${uid}/guests`, { version, body: { guests: [{ email: "Bo@example.com", name: "Bo" }, { email: "ada@example.com" }] } });
  expect([added.status, added.body.data.guests]).toEqual([200, ["bo@example.com"]]);
  expect(added.body.data.attendees).toHaveLength(2);
  const tooMany = Array.from({ length: 11 }, (_, index) => ({ email: `g${index}@example.com` }));
  const refused = await call("POST", `/v2/bookings/${uid}/guests`, { version, body: { guests: tooMany } });
  expect(refused.body.error).toMatchObject({ message: "Bad Request Exception", details: { errors: [{ property: "guests" }] } });
});
