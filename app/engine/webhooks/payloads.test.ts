import { expect, test } from "vitest";
import { ada } from "#app/engine/testing.ts";
import { listeningEngine, type Heard } from "./testing.ts";

const TUESDAY_9 = "2030-01-08T09:00:00Z";
const TUESDAY_10 = "2030-01-08T10:00:00Z";
const onRequest = { confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true } } as const;
const booked = ["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REJECTED", "BOOKING_LOCATION_UPDATED"];

const names = (messages: Heard[]) => messages.map(({ body }) => body.triggerEvent);

test("a booking that is made at once tells all it is", async () => {
  const { book, addType, hear } = await listeningEngine({ asked: booked });
  const eventTypeId = addType({
    title: "Visit",
    slug: "visit",
    bookingFields: [{ type: "text", slug: "company", label: "Company", required: true }],
    locations: [{ type: "attendeeAddress" }],
  });
  const answer = await book(TUESDAY_9, {
    eventTypeId,
    attendee: { ...ada, language: "it", phoneNumber: "+391234567890" },
    guests: ["guest@example.com"],
    bookingFieldsResponses: { company: "ACME", notes: "Ring twice" },
    metadata: { portalRequestId: "r-17" },
    location: { type: "attendeeAddress", address: "12 Quarry Lane" },
  });
  const [{ body }] = (await hear()) as [Heard];
  const { payload } = body;
  expect(body).toEqual({ triggerEvent: "BOOKING_CREATED", createdAt: "2030-01-07T08:00:00.000Z", payload: expect.any(Object) });
  expect(payload).toMatchObject({
    uid: answer.body.data.uid,
    rootBookingUid: answer.body.data.uid,
    bookingId: answer.body.data.id,
    type: "visit",
    eventTitle: "Visit",
    title: "Visit between Host and Ada Example",
    startTime: "2030-01-08T09:00:00Z",
    endTime: "2030-01-08T09:30:00Z",
    length: 30,
    status: "ACCEPTED",
    additionalNotes: "Ring twice",
    location: "12 Quarry Lane",
    seatsPerTimeSlot: null,
    requiresConfirmation: false,
    oneTimePassword: null,
    iCalUID: answer.body.data.icsUid,
    metadata: { portalRequestId: "r-17" },
    organizer: { name: "Host", email: "host@example.com", timeZone: "Europe/London", utcOffset: 0, language: { locale: "en" }, timeFormat: "h:mma" },
    userFieldsResponses: { company: { label: "Company", value: "ACME", isHidden: false } },
  });
  expect(payload.attendees).toEqual([
    { email: "ada@example.com", name: "Ada Example", firstName: "", lastName: "", timeZone: "Europe/Rome", phoneNumber: "+391234567890", language: { locale: "it" }, utcOffset: 60 },
    { email: "guest@example.com", name: "", firstName: "", lastName: "", timeZone: "Europe/Rome", language: { locale: "en" }, utcOffset: 60 },
  ]);
  expect(payload.responses).toMatchObject({
    name: { label: "your_name", value: "Ada Example", isHidden: false },
    email: { label: "email_address", value: "ada@example.com" },
    attendeePhoneNumber: { label: "phone_number", value: "+391234567890" },
    location: { value: { value: "attendeeInPerson", optionValue: "12 Quarry Lane" } },
    guests: { value: ["guest@example.com"] },
    company: { label: "Company", value: "ACME" },
  });
  expect(payload.responses.title).toEqual({ label: "what_is_this_meeting_about", isHidden: true });
  expect(payload).not.toHaveProperty("rescheduleUid");
});

test("a request is told, then as created when it is agreed to, without the metadata", async () => {
  const { book, act, addType, hear } = await listeningEngine({ asked: booked });
  const eventTypeId = addType(onRequest);
  const { uid } = (await book(TUESDAY_9, { eventTypeId, metadata: { a: "b" } })).body.data;
  await act(uid, "confirm");
  const messages = await hear();
  expect(names(messages)).toEqual(["BOOKING_REQUESTED", "BOOKING_CREATED"]);
  expect(messages[0]!.body.payload).toMatchObject({ uid, status: "PENDING", metadata: { a: "b" }, requiresConfirmation: true, oneTimePassword: expect.stringMatching(/^[\da-f]{8}-/) });
  expect(messages[1]!.body.payload).toMatchObject({ uid, status: "ACCEPTED", metadata: {}, startTime: "2030-01-08T09:00:00.000Z" });
  expect(messages[1]!.body.payload.organizer).not.toHaveProperty("id");
});

test("a request that is declined is told with the reason in its own place", async () => {
  const { book, act, addType, hear } = await listeningEngine({ asked: booked });
  const { uid } = (await book(TUESDAY_9, { eventTypeId: addType(onRequest) })).body.data;
  await act(uid, "decline", { reason: "Full" });
  const [, message] = await hear();
  expect(message!.body).toMatchObject({ triggerEvent: "BOOKING_REJECTED", payload: { uid, status: "REJECTED", rejectionReason: "Full" } });
  expect(message!.body.payload).not.toHaveProperty("metadata");
});

test("a move names the new booking, the old one and the first, and nothing is told of the old one", async () => {
  const { book, act, hear } = await listeningEngine({ asked: booked });
  const first = (await book(TUESDAY_9, { metadata: { a: "b" } })).body.data;
  const second = (await act(first.uid, "reschedule", { start: TUESDAY_10, reschedulingReason: "Train", rescheduledBy: "ada@example.com" })).body.data;
  const third = (await act(second.uid, "reschedule", { start: "2030-01-08T12:00:00Z" })).body.data;
  const messages = await hear();
  expect(names(messages)).toEqual(["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_RESCHEDULED"]);
  expect(messages[1]!.body.payload).toMatchObject({
    uid: second.uid,
    bookingId: second.id,
    startTime: TUESDAY_10,
    rescheduleUid: first.uid,
    rescheduleId: first.id,
    rescheduleStartTime: TUESDAY_9,
    rescheduleEndTime: "2030-01-08T09:30:00Z",
    rescheduledBy: "ada@example.com",
    rootBookingUid: first.uid,
    iCalUID: first.icsUid,
    iCalSequence: 1,
    metadata: {},
    responses: { rescheduleReason: { value: "Train" } },
  });
  expect(messages[2]!.body.payload).toMatchObject({ uid: third.uid, rescheduleUid: second.uid, rootBookingUid: first.uid, iCalSequence: 2 });
});

test("a move that has to be agreed to is told as a request", async () => {
  const { book, act, addType, hear } = await listeningEngine({ asked: booked });
  const old = (await book(TUESDAY_9, { eventTypeId: addType(onRequest) })).body.data;
  await act(old.uid, "confirm");
  const moved = (await act(old.uid, "reschedule", { start: TUESDAY_10, rescheduledBy: "ada@example.com" })).body.data;
  const messages = await hear();
  expect(messages[2]!.body).toMatchObject({ triggerEvent: "BOOKING_REQUESTED", payload: { uid: moved.uid, status: "PENDING", rescheduleUid: old.uid, rescheduleStartTime: TUESDAY_9 } });
});

test("a cancellation tells who and why", async () => {
  const { book, act, hear } = await listeningEngine({ asked: booked });
  const { uid } = (await book(TUESDAY_9, { metadata: { a: "b" } })).body.data;
  await act(uid, "cancel", { cancellationReason: "Ill" });
  const [, message] = await hear();
  expect(message!.body).toMatchObject({
    triggerEvent: "BOOKING_CANCELLED",
    payload: { uid, status: "CANCELLED", cancellationReason: "Ill", cancelledBy: "host@example.com", requestReschedule: false, startTime: "2030-01-08T09:00:00+00:00", iCalSequence: 1 },
  });
  expect(message!.body.payload).not.toHaveProperty("metadata");
});

test("another place is told with the one before, and a link as the link to meet at", async () => {
  const { book, call, hear } = await listeningEngine({ asked: booked });
  const { uid } = (await book(TUESDAY_9)).body.data;
  await call("PATCH", `/v2/bookings/${uid}/location`, { version: "2024-08-13", body: { location: { type: "link", link: "https://meet.example/a" } } });
  const [, message] = await hear();
  expect(message!.body).toMatchObject({
    triggerEvent: "BOOKING_LOCATION_UPDATED",
    payload: { uid, location: "https://meet.example/a", previousLocation: "integrations:daily", metadata: { videoCallUrl: "https://meet.example/a" } },
  });
});

test("what is refused is not told", async () => {
  const { book, hear } = await listeningEngine({ asked: booked });
  await book(TUESDAY_9);
  expect((await book(TUESDAY_9)).status).toBe(400);
  expect(names(await hear())).toEqual(["BOOKING_CREATED"]);
});

test("a team's booking is told to the event type's webhooks, not to its host's own", async () => {
  const { call, teamId, userId, book, hear } = await listeningEngine({ asked: booked });
  const version = "2024-06-14";
  const type = { title: "All", slug: "all", lengthInMinutes: 30, schedulingType: "collective", hosts: [{ userId }] };
  const { id } = (await call("POST", `/v2/teams/${teamId}/event-types`, { version, body: type })).body.data;
  await book(TUESDAY_9, { eventTypeId: id });
  expect(await hear()).toEqual([]);
  const body = { subscriberUrl: "https://team.example/hook", triggers: ["BOOKING_CREATED"], active: true };
  expect((await call("POST", `/v2/teams/${teamId}/event-types/${id}/webhooks`, { body })).status).toBe(201);
  await book(TUESDAY_10, { eventTypeId: id });
  expect((await hear())[0]!.body.payload).toMatchObject({ schedulingType: "COLLECTIVE", team: { id: teamId, name: "Desk", members: [] } });
});
