import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso } from "#app/lib/time.ts";
import { calcomErrorOf } from "./errors.ts";
import { answerTo, everyCall, farEnd, json, newBooking, NOON, refusal, success, wireBookingExample, wireEventTypeExample } from "./testing.ts";

test("every call is the request Cal.com documents", async () => {
  const { gateway, requests } = farEnd(answerTo);
  for (const call of Object.values(everyCall)) await call(gateway);
  expect(requests.map(({ method, path, body }) => [`${method} ${path}`, body])).toEqual([
    ["GET /v2/me", undefined],
    ["GET /v2/slots", undefined],
    ["POST /v2/slots/reservations", { eventTypeId: 5, slotStart: "2030-01-08T12:00:00.000Z" }],
    ["GET /v2/slots/reservations/r1", undefined],
    ["DELETE /v2/slots/reservations/r1", undefined],
    [
      "POST /v2/bookings",
      {
        start: "2030-01-08T12:00:00.000Z",
        eventTypeId: 5,
        attendee: { name: "Ada Example", email: "ada@example.com", timeZone: "Europe/Rome" },
      },
    ],
    ["GET /v2/bookings/bk_41", undefined],
    ["GET /v2/bookings", undefined],
    ["GET /v2/bookings", undefined],
    ["POST /v2/bookings/bk_41/reschedule", { start: "2030-01-08T12:00:00.000Z", reschedulingReason: "a clash" }],
    ["POST /v2/bookings/bk_41/cancel", { cancellationReason: "no time" }],
    ["POST /v2/bookings/bk_41/confirm", {}],
    ["POST /v2/bookings/bk_41/decline", { reason: "no room" }],
    ["PATCH /v2/bookings/bk_41/location", { location: { type: "address", address: "Main Street 1" } }],
    ["POST /v2/bookings/bk_41/guests", { guests: [{ email: "guest@example.com" }] }],
    ["GET /v2/event-types", undefined],
    ["GET /v2/event-types/5", undefined],
    ["POST /v2/event-types", { title: "Intro", slug: "intro", lengthInMinutes: 30 }],
    ["PATCH /v2/event-types/5", { title: "Introduction" }],
  ]);
});

test("a booking is sent with everything that was given, and nothing that was not", async () => {
  const { gateway, requests } = farEnd(() => success(wireBookingExample(), 201));
  await gateway.createBooking({
    ...newBooking,
    durationMinutes: 45,
    attendee: { ...newBooking.attendee, phoneNumber: undefined, language: "it" } as typeof newBooking.attendee,
    guests: [],
    responses: { company: "ACME" },
    metadata: { portalRequestId: "q1" },
    location: { type: "attendeeAddress", address: "Main Street 1" },
  });
  expect(requests[0]?.body).toEqual({
    start: "2030-01-08T12:00:00.000Z",
    eventTypeId: 5,
    lengthInMinutes: 45,
    attendee: { name: "Ada Example", email: "ada@example.com", timeZone: "Europe/Rome", language: "it" },
    bookingFieldsResponses: { company: "ACME" },
    metadata: { portalRequestId: "q1" },
    location: { type: "attendeeAddress", address: "Main Street 1" },
  });
});

test("an event type is sent in Cal.com's words", async () => {
  const { gateway, requests } = farEnd(() => success(wireEventTypeExample, 201));
  await gateway.createEventType({
    title: "Massage",
    slug: "massage",
    lengthInMinutes: 30,
    lengthInMinutesOptions: [30, 60],
    slotIntervalMinutes: 15,
    minimumNoticeMinutes: 120,
    beforeBufferMinutes: 5,
    afterBufferMinutes: 10,
    scheduleId: 7,
    requiresConfirmation: true,
    bookingWindowDays: 60,
  });
  expect(requests[0]?.body).toEqual({
    title: "Massage",
    slug: "massage",
    lengthInMinutes: 30,
    lengthInMinutesOptions: [30, 60],
    slotInterval: 15,
    minimumBookingNotice: 120,
    beforeEventBuffer: 5,
    afterEventBuffer: 10,
    scheduleId: 7,
    bookingWindow: { type: "calendarDays", value: 60, rolling: true },
    confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true },
  });
});

test("a cancellation always has a reason", async () => {
  const { gateway, requests } = farEnd(answerTo);
  await gateway.cancelBooking("bk_41", "  ");
  expect(requests[0]?.body).toEqual({ cancellationReason: "No reason given" });
});

test("more guests than one call takes go in several", async () => {
  const { gateway, requests } = farEnd(answerTo);
  await gateway.addGuests("bk_41", Array.from({ length: 23 }, (_, index) => `guest${index}@example.com`));
  expect(requests.map(({ body }) => (body as { guests: unknown[] }).guests.length)).toEqual([10, 10, 3]);
});

test("slots are asked for with a margin in UTC, cut to the range, in order and once each", async () => {
  const at = (hours: number) => toIso(NOON + hours * HOUR_MS);
  const { gateway, requests } = farEnd(() =>
    success({
      "2030-01-09": [at(24), { start: at(25) }],
      "2030-01-08": [{ start: at(-1) }, { start: at(1), end: at(2) }, { start: at(0) }, { start: at(1), end: at(2) }, { nonsense: true }, 7, null],
      "2030-01-10": null,
    }),
  );
  const { value } = await gateway.slots({ eventTypeId: 5, startMs: NOON, endMs: NOON + DAY_MS + HOUR_MS, durationMinutes: 45, uidToReschedule: "bk_41" });
  expect(value).toEqual([
    { startMs: NOON, endMs: null },
    { startMs: NOON + HOUR_MS, endMs: NOON + 2 * HOUR_MS },
    { startMs: NOON + DAY_MS, endMs: null },
  ]);
  expect(Object.fromEntries(requests[0]!.query)).toEqual({
    eventTypeId: "5",
    start: "2030-01-07T22:00:00.000Z",
    end: "2030-01-10T03:00:00.000Z",
    timeZone: "UTC",
    format: "range",
    duration: "45",
    bookingUidToReschedule: "bk_41",
  });
});

test("an end at exactly midnight is not sent: it would mean the whole next day", async () => {
  const { gateway, requests } = farEnd(() => success({}));
  const midnight = Date.UTC(2030, 0, 9);
  await gateway.slots({ eventTypeId: 5, startMs: NOON, endMs: midnight - 14 * HOUR_MS });
  await gateway.slots({ eventTypeId: 5, startMs: NOON - DAY_MS, endMs: midnight - 14 * HOUR_MS });
  expect(requests.map(({ query }) => query.get("end"))).toEqual(["2030-01-08T23:59:59.000Z"]);
});

test("full seats are no free slots", async () => {
  const { gateway } = farEnd(() => success({ "2030-01-08": [{ start: toIso(NOON), seatsRemaining: 0 }, { start: toIso(NOON + HOUR_MS), seatsRemaining: 2 }] }));
  expect((await gateway.slots({ eventTypeId: 5, startMs: NOON, endMs: NOON + DAY_MS })).value).toEqual([{ startMs: NOON + HOUR_MS, endMs: null }]);
});

test("a reservation that nobody knows is null", async () => {
  const { gateway } = farEnd(() => success(null));
  expect(await gateway.getReservation("r1")).toBeNull();
});

test("a list is read from offset pages and from cursor pages", async () => {
  const offset = farEnd(() => json(200, { status: "success", data: [wireBookingExample()], pagination: { totalItems: 250, hasNextPage: true, currentPage: 0 } }));
  expect(await offset.gateway.listBookings({ take: 1 })).toMatchObject({ totalItems: 250, hasNextPage: true });
  const cursor = farEnd(() => json(200, { status: "success", data: [wireBookingExample()], pagination: { nextCursor: null, hasMore: false } }));
  expect(await cursor.gateway.listBookings({})).toMatchObject({ totalItems: 1, hasNextPage: false });
});

test("a search goes out with all its filters", async () => {
  const { gateway, requests } = farEnd(() => success([]));
  await gateway.listBookings({ status: ["upcoming", "past"], attendeeEmail: "ada@example.com", eventTypeIds: [5, 6], afterStartMs: NOON, beforeEndMs: NOON + DAY_MS, take: 20, skip: 40 });
  expect(Object.fromEntries(requests[0]!.query)).toEqual({
    status: "upcoming,past",
    attendeeEmail: "ada@example.com",
    eventTypeIds: "5,6",
    afterStart: "2030-01-08T12:00:00.000Z",
    beforeEnd: "2030-01-09T12:00:00.000Z",
    take: "20",
    skip: "40",
  });
});

test("what a far end that ignores filters lists too much is left out", async () => {
  const others = [
    wireBookingExample({ uid: "other-person", attendees: [{ name: "Bob", email: "bob@example.com" }] }),
    wireBookingExample({ uid: "other-time", start: toIso(NOON - DAY_MS), end: toIso(NOON - DAY_MS + HOUR_MS) }),
    wireBookingExample({ uid: "too-late", end: toIso(NOON + 2 * DAY_MS) }),
    wireBookingExample({ uid: "other-type", eventTypeId: 6 }),
    wireBookingExample({ uid: "gone", status: "cancelled" }),
  ];
  const asGuest = wireBookingExample({ uid: "as-guest", attendees: [{ name: "ADA EXAMPLE", email: "bob@example.com" }], guests: ["ada@example.com"] });
  const { gateway } = farEnd(() => success([...others, wireBookingExample(), asGuest]));
  const { bookings } = await gateway.listBookings({ attendeeEmail: "ADA@example.com", attendeeName: "ada example", afterStartMs: NOON, beforeEndMs: NOON + DAY_MS, eventTypeIds: [5], status: ["upcoming"] });
  expect(bookings.map(({ uid }) => uid)).toEqual(["bk_41", "as-guest"]);
});

test("a booking in a list that cannot be read is left out with a warning", async () => {
  const { gateway, lines } = farEnd(() => success([{ uid: "x" }, wireBookingExample()]));
  expect((await gateway.listBookings({})).bookings).toHaveLength(1);
  expect(lines.find(({ level }) => level === "warn")?.fields).toEqual({ unreadable: 1 });
});

test("a search by metadata reads every page", async () => {
  const all = Array.from({ length: 230 }, (_, index) => wireBookingExample({ uid: `bk_${index}`, metadata: { portalRequestId: index === 217 ? "wanted" : `q${index}` } }));
  const { gateway, requests } = farEnd((request) => {
    const { searchParams } = new URL(request.url);
    const [skip, take] = [Number(searchParams.get("skip")), Number(searchParams.get("take"))];
    return json(200, { status: "success", data: all.slice(skip, skip + take), pagination: { totalItems: 230, hasNextPage: skip + take < 230 } });
  });
  const found = await gateway.findBookings({ attendeeEmail: "ada@example.com", metadata: { key: "portalRequestId", value: "wanted" } });
  expect(found.map(({ uid }) => uid)).toEqual(["bk_217"]);
  expect(requests).toHaveLength(3);
});

test("a search by metadata follows cursors", async () => {
  const { gateway, requests } = farEnd((request) => {
    const isFirst = new URL(request.url).searchParams.get("cursor") === null;
    const data = [wireBookingExample({ uid: isFirst ? "bk_1" : "bk_2", metadata: { k: "v" } })];
    return json(200, { status: "success", data, pagination: { nextCursor: isFirst ? "c2" : null, hasMore: isFirst } });
  });
  const found = await gateway.findBookings({ metadata: { key: "k", value: "v" } });
  expect(found.map(({ uid }) => uid)).toEqual(["bk_1", "bk_2"]);
  expect(requests).toHaveLength(2);
});

test("a search ends at an empty page, whatever that says about more", async () => {
  const { gateway, requests } = farEnd(() => json(200, { status: "success", data: [], pagination: { hasNextPage: true } }));
  expect(await gateway.findBookings({ metadata: { key: "k", value: "v" } })).toEqual([]);
  expect(requests).toHaveLength(1);
});

test("a search that does not end is an error, never an empty answer", async () => {
  const { gateway } = farEnd(() => json(200, { status: "success", data: [wireBookingExample()], pagination: { hasNextPage: true } }));
  await expect(gateway.findBookings({ metadata: { key: "k", value: "v" } })).rejects.toMatchObject({ code: "upstream_down" });
});

test("of a series the booking that was asked for is answered", async () => {
  const { gateway } = farEnd(() => success([wireBookingExample({ uid: "bk_40" }), wireBookingExample()]));
  expect((await gateway.getBooking("bk_41")).uid).toBe("bk_41");
});

test("a repeated move tells where the booking is now", async () => {
  const { gateway } = farEnd(() => refusal(400, "Can't reschedule booking with uid=bk_41 because it has been cancelled and rescheduled already to booking with uid=bk_42"));
  const error: unknown = await gateway.rescheduleBooking("bk_41", { startMs: NOON + MINUTE_MS }).catch((reason: unknown) => reason);
  expect(calcomErrorOf(error)).toMatchObject({ code: "already_rescheduled", newUid: "bk_42" });
});

test("an event type is read with its hosts, whoever lists them", async () => {
  const personal = { id: "5", slug: "intro", title: "Intro", lengthInMinutes: 30, ownerId: 1, scheduleId: null, description: null };
  const team = { id: 6, slug: "team", title: "Team", lengthInMinutes: 60, lengthInMinutesOptions: [90, 60], ownerId: null, hosts: [{ userId: 2, name: "Bea", mandatory: false }], confirmationPolicy: { type: "always" } };
  const { gateway, lines } = farEnd(() => success([personal, team, { id: 7 }]));
  const { value, staleMs } = await gateway.eventTypes();
  expect(staleMs).toBe(0);
  expect(value).toEqual([
    { id: 5, slug: "intro", title: "Intro", description: "", lengthInMinutes: 30, lengthInMinutesOptions: [30], requiresConfirmation: false, hidden: false, scheduleId: null, ownerId: 1, hosts: [{ userId: 1, name: null }] },
    { id: 6, slug: "team", title: "Team", description: "", lengthInMinutes: 60, lengthInMinutesOptions: [60, 90], requiresConfirmation: true, hidden: false, scheduleId: null, ownerId: null, hosts: [{ userId: 2, name: "Bea" }] },
  ]);
  expect(lines.find(({ level }) => level === "warn")?.fields).toEqual({ unreadable: 1 });
});
