import { expect, test } from "vitest";
import { addTeamEventType, addUser, addMember } from "#app/engine/provision.server.ts";
import { ada, testEngine } from "#app/engine/testing.ts";

const TAKEN = "User either already has booking at this time or is not available";

function refusal(answer: { status: number; body: { error: { code: string; message: string } } }) {
  return [answer.status, answer.body.error.code, answer.body.error.message];
}

test("a taken time, a time off the hours and a past one are 400 with Cal.com's words", async () => {
  const { book } = testEngine();
  expect((await book("2030-01-08T10:00:00Z")).status).toBe(201);
  expect(refusal(await book("2030-01-08T10:00:00Z"))).toEqual([400, "BadRequestException", TAKEN]);
  expect(refusal(await book("2030-01-08T10:15:00Z"))).toEqual([400, "BadRequestException", TAKEN]);
  expect(refusal(await book("2030-01-08T20:00:00Z"))).toEqual([400, "BadRequestException", TAKEN]);
  expect(refusal(await book("2030-01-04T10:00:00Z"))).toEqual([400, "BadRequestException", "Attempting to book a meeting in the past."]);
});

test("too soon and outside the window begin with the documented sentence", async () => {
  const { book, addType } = testEngine();
  const begins = /^The event type can't be booked at the "start" time provided\./;
  const slow = addType({ minimumBookingNotice: 2880 });
  const near = addType({ bookingWindow: { type: "calendarDays", value: 2 } });
  for (const [eventTypeId, start] of [[slow, "2030-01-08T10:00:00Z"], [near, "2030-01-15T10:00:00Z"]] as const) {
    const answer = await book(start, { eventTypeId });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(begins);
  }
});

test("unknown event types, slugs, people and teams are 404 by name", async () => {
  const { book } = testEngine();
  const start = "2030-01-08T10:00:00Z";
  const ask = (more: object) => book(start, { eventTypeId: undefined, ...more });
  expect(refusal(await ask({ eventTypeId: 999 }))).toEqual([404, "NotFoundException", "Event type with id 999 not found."]);
  expect(refusal(await ask({ eventTypeSlug: "no", username: "host" }))).toEqual([404, "NotFoundException", "Event type with slug no belonging to user host not found."]);
  expect(refusal(await ask({ eventTypeSlug: "no", teamSlug: "desk", organizationSlug: "acme" }))).toEqual([404, "NotFoundException", "Event type with slug no belonging to team desk within organization acme not found."]);
  expect(refusal(await ask({ eventTypeSlug: "intro", username: "nobody" }))).toEqual([404, "NotFoundException", "User with username nobody not found"]);
  expect(refusal(await ask({ eventTypeSlug: "intro", teamSlug: "none" }))).toEqual([404, "NotFoundException", "Team with slug none not found"]);
  expect((await ask({ eventTypeSlug: "intro", username: "host" })).status).toBe(201);
});

test("a team type without hosts is 422, and a taken one speaks of the hosts", async () => {
  const { book, deps, teamId } = testEngine();
  const empty = addTeamEventType(deps, teamId, { title: "E", slug: "e", lengthInMinutes: 30, schedulingType: "collective", hostIds: [] });
  const none = await book("2030-01-08T10:00:00Z", { eventTypeId: empty.eventTypeId });
  expect([none.status, none.body.error.code]).toEqual([422, "UnprocessableEntityException"]);
  expect(none.body.error.message).toMatch(/^Can't book this team event type because it has no hosts\./);
  const bea = addUser(deps, { name: "Bea", email: "bea@example.com", username: "bea", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: bea.userId });
  const team = addTeamEventType(deps, teamId, { title: "T", slug: "t", lengthInMinutes: 30, schedulingType: "collective", hostIds: [bea.userId] });
  expect((await book("2030-01-08T10:00:00Z", team)).status).toBe(201);
  expect(refusal(await book("2030-01-08T10:00:00Z", team))[2]).toBe("One of the hosts either already has booking at this time or is not available");
});

test("lengths are only asked for where there are several", async () => {
  const { book, addType } = testEngine();
  const several = addType({ lengthInMinutesOptions: [30, 60] });
  const start = "2030-01-08T10:00:00Z";
  expect((await book(start, { lengthInMinutes: 30 })).body.error.message).toMatch(/^Can't specify 'lengthInMinutes'/);
  expect((await book(start, { eventTypeId: several, lengthInMinutes: 45 })).body.error.message).toMatch(/^Provided 'lengthInMinutes' is not one of the possible lengths/);
  expect((await book(start, { eventTypeId: several, lengthInMinutes: 60 })).body.data).toMatchObject({ duration: 60, end: "2030-01-08T11:00:00.000Z" });
});

test("the event type's own questions are enforced", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({
    bookingFields: [
      { type: "text", slug: "company", required: true },
      { type: "number", slug: "size" },
      { type: "select", slug: "colour", options: ["red", "blue"] },
    ],
  });
  const answer = (bookingFieldsResponses: object) => book("2030-01-08T10:00:00Z", { eventTypeId, bookingFieldsResponses });
  expect((await answer({})).body.error.message).toMatch(/^Missing required booking field response: company/);
  expect((await answer({ company: 5 })).body.error.message).toMatch(/^Invalid type for booking field 'company'/);
  expect((await answer({ company: "ACME", size: "big" })).body.error.message).toMatch(/^Invalid type for booking field 'size'/);
  expect((await answer({ company: "ACME", colour: "green" })).body.error.message).toMatch(/^Invalid option 'green' for booking field/);
  const booked = await answer({ company: "ACME", size: 3, colour: "red" });
  expect(booked.body.data.bookingFieldsResponses).toMatchObject({ name: ada.name, email: ada.email, company: "ACME", size: 3, colour: "red" });
});

test("a location must be one the event type offers", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({ locations: [{ type: "address", address: "1 High Street", public: true }, { type: "attendeePhone" }] });
  const start = (hour: number) => `2030-01-08T${hour}:00:00Z`;
  expect((await book(start(10), { eventTypeId, location: { type: "integration", integration: "zoom" } })).body.error.message).toMatch(
    /^Booking location with type integration not valid for event type.*address, attendeePhone/,
  );
  expect((await book(start(10), { eventTypeId })).body.data.location).toBe("1 High Street");
  expect((await book(start(11), { eventTypeId, location: { type: "attendeePhone", phone: "+391234567890" } })).body.data.location).toBe("+391234567890");
});

test("a person has no more active bookings of a type than it allows", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({ bookerActiveBookingsLimit: { maximumActiveBookings: 1, offerReschedule: true } });
  const first = await book("2030-01-08T10:00:00Z", { eventTypeId });
  const refused = await book("2030-01-08T11:00:00Z", { eventTypeId });
  expect(refused.status).toBe(400);
  expect(refused.body.error.message).toMatch(/^Attendee with this email can't book because the maximum number of active bookings has been reached\./);
  expect(refused.body.error.message).toContain(first.body.data.uid);
  expect((await book("2030-01-08T11:00:00Z", { eventTypeId, attendee: { ...ada, email: "bo@example.com" } })).status).toBe(201);
});

test("wrong bodies are told property by property, unknown properties are forbidden", async () => {
  const { book, act } = testEngine();
  const { body: booked } = await book("2030-01-08T10:00:00Z");
  const told = async (more: object) => {
    const answer = await book("2030-01-08T11:00:00Z", more);
    expect([answer.status, answer.body.error.code]).toEqual([400, "BadRequestException"]);
    return answer.body.error.message;
  };
  expect(await told({ responses: {} })).toBe("responses property is wrong,property responses should not exist ");
  expect(await told({ attendee: { ...ada, email: "nonsense" } })).toBe("attendee property is wrong, email property is wrong,Invalid email format ");
  expect(await told({ attendee: undefined })).toContain("attendee property is wrong");
  expect(await told({ start: "tomorrow" })).toBe("start property is wrong,start must be a valid ISO 8601 date string ");
  expect(await told({ attendee: { name: "Ada", timeZone: "Europe/Rome" } })).toContain("attendee property is wrong");
  expect(await told({ attendee: { ...ada, timeZone: "Mars/Base" } })).toContain("timeZone must be a valid IANA time-zone");
  expect(await told({ end: "2030-01-08T11:30:00Z" })).toContain("property end should not exist");
  expect((await act(booked.data.uid, "cancel", { reason: "x" })).body.error.message).toContain("property reason should not exist");
  expect((await act(booked.data.uid, "reschedule", { start: "2030-01-09T10:00:00Z", end: "x" })).body.error.message).toContain("property end should not exist");
});

test("who comes is said by the attendee, whatever the answers call themselves", async () => {
  const { book } = testEngine();
  const { body } = await book("2030-01-08T10:00:00Z", { bookingFieldsResponses: { name: "Somebody else", email: "else@example.com", notes: "Hello" } });
  expect(body.data.bookingFieldsResponses).toMatchObject({ name: "Ada Example", email: "ada@example.com", notes: "Hello" });
});

test("a booking takes as many guests as its body holds", async () => {
  const { book } = testEngine();
  const guests = Array.from({ length: 5_000 }, (_, index) => `guest${index}@example.com`);
  const { status, body } = await book("2030-01-08T10:00:00Z", { guests });
  expect([status, body.data.guests.length]).toEqual([201, 5_000]);
});

test("metadata holds 50 keys of 40 characters and values of 500", async () => {
  const { book } = testEngine();
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));
  const start = "2030-01-08T10:00:00Z";
  for (const metadata of [many(51), { ["k".repeat(41)]: "v" }, { k: "v".repeat(501) }, { k: 5 }]) {
    expect((await book(start, { metadata })).status).toBe(400);
  }
  expect((await book(start, { metadata: { ...many(49), ["k".repeat(40)]: "v".repeat(500) } })).status).toBe(201);
});

test("a host may book outside hours, notice and window, never onto another booking; nobody else may", async () => {
  const { book, addType } = testEngine();
  const eventTypeId = addType({ minimumBookingNotice: 2880 });
  const free = { eventTypeId, allowConflicts: true, allowBookingOutOfBounds: true };
  const late = "2030-01-08T20:00:00Z";
  expect((await book(late, free, { version: "2026-02-25", key: null })).status).toBe(400);
  expect((await book(late, free, { version: "2024-08-13" })).status).toBe(400);
  expect((await book(late, free, { version: "2026-02-25" })).status).toBe(201);
  expect(refusal(await book(late, free, { version: "2026-02-25" }))).toEqual([400, "BadRequestException", TAKEN]);
});
