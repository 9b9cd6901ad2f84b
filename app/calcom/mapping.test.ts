import fc from "fast-check";
import { expect, test } from "vitest";
import type { CalcomBooking } from "./model.ts";
import { toBooking } from "./transform.ts";
import { farEnd, success, wireBookingExample } from "./testing.ts";
import { wireBooking } from "./wire.ts";

const text = fc.string({ unit: "grapheme", maxLength: 30 });
const iso = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true }).map((date) => date.toISOString());
const zone = fc.constantFrom("UTC", "Europe/Rome", "Asia/Kathmandu", "America/New_York");
const email = fc.emailAddress();

/** A field that may be missing or null, as nearly all may. */
function loose<T>(value: fc.Arbitrary<T>) {
  return fc.option(value, { nil: null, freq: 4 });
}
function allLoose<T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) {
  return fc.record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, loose(value)])), { requiredKeys: [] });
}

const deletedHost = fc.constant({ id: "unknown", name: "unknown", email: "unknown", displayEmail: "unknown", username: "unknown", timeZone: "unknown" });
const host = fc.oneof(allLoose({ id: fc.nat(), name: text, email, displayEmail: email, username: text, timeZone: zone }), deletedHost);
const responses = fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), fc.oneof(text, fc.nat(), fc.boolean(), fc.array(text)));
const attendee = allLoose({ name: text, email, displayEmail: email, timeZone: zone, language: fc.constantFrom("en", "de"), absent: fc.boolean(), phoneNumber: text, seatUid: text, bookingFieldsResponses: responses, metadata: fc.dictionary(text, text) });

/** Section 9 of the API's description: the four certain fields, and everything else missing, null or there. */
const answeredBooking = fc
  .tuple(
    fc.record({ uid: fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/), status: fc.constantFrom("accepted", "pending", "cancelled", "rejected", "awaiting_host"), start: iso, end: iso }),
    allLoose({
      id: fc.nat(),
      title: text,
      description: text,
      hosts: fc.array(host, { maxLength: 3 }),
      cancellationReason: text,
      cancelledByEmail: fc.oneof(email, fc.constant("")),
      reschedulingReason: text,
      rescheduledByEmail: email,
      rescheduledFromUid: text,
      rescheduledToUid: text,
      duration: fc.nat(600),
      eventTypeId: fc.oneof(fc.nat(), fc.nat().map(String)),
      eventType: fc.record({ id: fc.nat(), slug: text }),
      location: fc.oneof(text, fc.webUrl(), fc.constant("integrations:daily")),
      meetingUrl: fc.oneof(fc.webUrl(), fc.constant("javascript:alert(1)")),
      absentHost: fc.boolean(),
      createdAt: iso,
      updatedAt: iso,
      metadata: fc.dictionary(text, fc.oneof(text, fc.nat(), fc.constant(null))),
      rating: fc.nat(5),
      icsUid: text,
      attendees: fc.array(attendee, { maxLength: 3 }),
      guests: fc.array(email, { maxLength: 3 }),
      bookingFieldsResponses: responses,
      recurringBookingUid: text,
      somethingNew: fc.jsonValue(),
    }),
  )
  .map(([certain, rest]) => ({ ...rest, ...certain }));

test("Feature: calcom-booking-integration, Property 15: any valid Cal.com answer maps to a complete booking", async () => {
  // Validates: 5.2
  await fc.assert(
    fc.asyncProperty(answeredBooking, fc.boolean(), async (wire, isSeries) => {
      const { gateway } = farEnd(() => success(isSeries ? [wire] : wire));
      const booking = await gateway.getBooking(wire.uid);
      expect(booking).toMatchObject({ uid: wire.uid, status: wire.status, startMs: Date.parse(wire.start), endMs: Date.parse(wire.end) });
      expect(Object.keys(booking).sort()).toEqual(Object.keys(toBooking(wireBooking.parse(wireBookingExample()))).sort());
      expectComplete(booking);
      const { bookings } = await farEnd(() => success([wire])).gateway.listBookings({});
      expect(bookings).toEqual([booking]);
    }),
    { numRuns: 300 },
  );
});

function expectComplete(booking: CalcomBooking) {
  expect(holesIn({ ...booking, responses: {} })).toEqual([]);
  const { title, guests, hosts, attendees, metadata, meetingUrl, absentHost, eventTypeId, createdAtMs, updatedAtMs } = booking;
  expect([title, ...guests, ...Object.values(metadata)].every((each) => typeof each === "string")).toBe(true);
  for (const each of hosts) {
    expect([each.name, each.email].every((part) => typeof part === "string")).toBe(true);
    expect([each.id, each.username, each.timeZone, each.email]).not.toContain("unknown");
  }
  for (const each of attendees) expect([typeof each.name, typeof each.absent]).toEqual(["string", "boolean"]);
  expect(meetingUrl ?? "https://none").toMatch(/^https?:\/\//i);
  expect(typeof absentHost).toBe("boolean");
  for (const each of [eventTypeId, createdAtMs, updatedAtMs]) expect(each === null || Number.isFinite(each)).toBe(true);
}

/** Paths of everything undefined or not a number, however deep. */
function holesIn(value: unknown, path = ""): string[] {
  if (value === undefined || Number.isNaN(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => holesIn(each, `${path}.${key}`));
}

test("Feature: calcom-booking-integration, Property 30: mapping a Cal.com answer twice gives the same booking", () => {
  fc.assert(
    fc.property(answeredBooking, (wire) => {
      const booking = toBooking(wireBooking.parse(frozen(wire)));
      expect(toBooking(wireBooking.parse(wire))).toEqual(booking);
      const turned = Object.fromEntries(Object.entries(wire).reverse());
      expect(toBooking(wireBooking.parse({ ...turned, laterField: { any: "thing" } }))).toEqual(booking);
      // What the far end would answer for what we understood is understood the same.
      expect(toBooking(wireBooking.parse(JSON.parse(JSON.stringify(asWire(booking)))))).toEqual(booking);
    }),
    { numRuns: 300 },
  );
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function asWire(booking: CalcomBooking) {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const { startMs, endMs, createdAtMs, updatedAtMs, responses, ...same } = booking;
  return { ...same, start: iso(startMs), end: iso(endMs), createdAt: iso(createdAtMs), updatedAt: iso(updatedAtMs), bookingFieldsResponses: responses };
}

const map = (changes: object) => toBooking(wireBooking.parse(wireBookingExample(changes)));

test("the example of the API's description is understood in full", () => {
  expect(map({})).toEqual({
    uid: "bk_41",
    status: "accepted",
    startMs: Date.UTC(2030, 0, 8, 13),
    endMs: Date.UTC(2030, 0, 8, 13, 30),
    title: "Intro between Host and Ada Example",
    description: null,
    eventTypeId: 5,
    hosts: [{ id: 1, name: "Host", email: "host@example.com", username: "host", timeZone: "Europe/Rome" }],
    attendees: [{ name: "Ada Example", email: "ada@example.com", phoneNumber: null, timeZone: "Europe/Rome", language: "it", absent: false }],
    guests: [],
    location: "integrations:daily",
    meetingUrl: null,
    responses: { name: "Ada Example", email: "ada@example.com", displayEmail: "ada@example.com", company: "ACME" },
    metadata: { portalRef: "r-17" },
    cancellationReason: null,
    cancelledByEmail: null,
    reschedulingReason: null,
    rescheduledFromUid: null,
    rescheduledToUid: null,
    icsUid: "bk_41@sandbox",
    absentHost: false,
    createdAtMs: Date.UTC(2029, 11, 1, 9),
    updatedAtMs: null,
  });
});

test.each(["uid", "status", "start", "end"])("an answer without %s is no booking", (field) => {
  for (const value of [undefined, null, "", 7, "nonsense that is no instant"]) {
    if (field === "uid" && value === "nonsense that is no instant") continue;
    expect(wireBooking.safeParse(wireBookingExample({ [field]: value })).success).toBe(false);
  }
});

test("the booker's address and the place are found in the answers to the form", () => {
  const responses = { email: "ada+x@example.com", displayEmail: "ada@example.com", name: "Ada", attendeePhoneNumber: "+491701234567", location: { value: "attendeeInPerson", optionValue: "Main Street 1" } };
  const booking = map({ attendees: [], location: null, meetingUrl: null, bookingFieldsResponses: responses });
  expect(booking.attendees[0]).toMatchObject({ name: "Ada", email: "ada@example.com", phoneNumber: "+491701234567" });
  expect(booking.location).toBe("Main Street 1");
});

test("a video address is a link that can be opened, an internal token is not", () => {
  expect(map({ location: "https://meet.example/abc" }).meetingUrl).toBe("https://meet.example/abc");
  expect(map({ location: "integrations:google:meet", meetingUrl: "https://meet.example/x" }).meetingUrl).toBe("https://meet.example/x");
  expect(map({ location: "javascript:alert(1)", meetingUrl: "ftp://a.example" }).meetingUrl).toBeNull();
});

test("an instant without a zone is UTC, with an offset it is what it says", () => {
  expect(map({ start: "2030-01-08T13:00:00" }).startMs).toBe(Date.UTC(2030, 0, 8, 13));
  expect(map({ start: "2030-01-08T14:00:00.000+01:00" }).startMs).toBe(Date.UTC(2030, 0, 8, 13));
});

test("the event type is found in either place, and missing when Cal.com has deleted it", () => {
  expect(map({ eventTypeId: null, eventType: { id: 9, slug: "x" } }).eventTypeId).toBe(9);
  expect(map({ eventTypeId: null, eventType: null }).eventTypeId).toBeNull();
});

test("the status is read in upper case too", () => {
  expect(map({ status: "ACCEPTED" }).status).toBe("accepted");
});
