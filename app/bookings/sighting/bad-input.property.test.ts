import fc from "fast-check";
import { expect, test } from "vitest";
import { webhookDeliveries } from "#db/schema/records.ts";
import { BookingJson } from "#app/api/booking-schema.ts";
import { bookingsJson } from "#app/api/booking-json.server.ts";
import { details, selection } from "#app/bookings/queries.server.ts";
import { bytesOf, deliver, empty, everything, inbox } from "./samples.testing.ts";

const EVENTS = ["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REJECTED", "BOOKING_PAYMENT_INITIATED", "BOOKING_PAID", "BOOKING_NO_SHOW_UPDATED", "BOOKING_LOCATION_UPDATED", "BOOKING_REASSIGNED", "MEETING_ENDED", "PING"];

const whole = {
  uid: "uidOfThisBooking", bookingUid: "uidOfThisBooking", rescheduleUid: "uidOfTheOldOne", rescheduleId: 1, rootBookingUid: "uidOfTheOldOne", iCalUID: "uidOfTheOldOne@Cal.com", title: "Fitting", eventTypeId: 41,
  startTime: "2026-12-01T09:00:00Z", endTime: "2026-12-01T09:30:00.000Z", organizer: { id: 1, name: "Ben", email: "ben@example.com", timeZone: "Europe/London" }, seatsPerTimeSlot: null,
  attendees: [{ name: "Ada", email: "ada@example.com", timeZone: "Europe/London", noShow: true }], responses: { name: { label: "your_name", value: "Ada" }, size: { label: "Size?", value: "Large" } },
  userFieldsResponses: { size: { label: "Size?", value: "Large" } }, location: "integrations:zoom", videoCallData: { type: "zoom", id: 1, url: "https://zoom.example/1", password: "pw" }, additionalNotes: "Ring twice",
  metadata: { portalRequestId: "r1", videoCallUrl: "https://zoom.example/1" }, cancellationReason: "Ill", rejectionReason: "Full", cancelledBy: "ada@example.com", recurringEvent: { freq: 2 }, team: { members: [{ name: "Cleo", email: "cleo@example.com" }] },
};

/** What no sender should send, and some does. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, "", " ", 0, -1, 1e308, true, false, [], {}, [null], [[]], { label: {}, value: { value: [] } }, "\u0000", "\u202E", "\uD800", "x".repeat(5_000), "not a zone", "javascript:alert(1)", "https://", "<b>", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z"),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The same, with some places of it replaced. */
const bodyArb = fc
  .record({ event: fc.constantFrom(...EVENTS), createdAt: fc.oneof({ weight: 4, arbitrary: fc.constant<unknown>("2026-11-01T00:00:00.000Z") }, odd), changes: fc.array(fc.tuple(fc.constantFrom(...pathsOf(whole)), odd), { maxLength: 4 }) })
  .map(({ event, createdAt, changes }) => ({ triggerEvent: event, createdAt, payload: changes.reduce((body, [path, value]) => replaced(body, path, value), structuredClone(whole) as unknown) }));

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function replaced(body: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined || typeof body !== "object" || body === null) return value;
  return Object.assign(Array.isArray(body) ? [...(body as unknown[])] : { ...body }, { [key]: replaced((body as Record<string, unknown>)[key], rest, value) });
}

test("whatever a signed message holds, it is taken in, and what came of it can be read", async () => {
  const far = inbox();
  await fc.assert(
    fc.asyncProperty(fc.array(bodyArb, { minLength: 1, maxLength: 3 }), async (bodies) => {
      empty(far);
      for (const body of bodies) expect(await deliver(far.app, bytesOf(body))).toBe(200);
      const rows = bookingsJson(far.app, selection(far.db).all().map(details));
      for (const row of rows) BookingJson.parse(row);
    }),
    { numRuns: 300 },
  );
}, 60_000);

const deep = (depth: number, open: string, close: string) => `{"triggerEvent":"BOOKING_CREATED","payload":${open.repeat(depth)}1${close.repeat(depth)}}`;

test.each([
  ["nothing", ""],
  ["no JSON", "{"],
  ["false", "false"],
  ["null", "null"],
  ["a text", '"BOOKING_CREATED"'],
  ["a list", '[{"triggerEvent":"BOOKING_CREATED"}]'],
  ["an empty object", "{}"],
  ["a form", "triggerEvent=BOOKING_CREATED&uid=1"],
  ["an event that is no text", '{"triggerEvent":{"a":1},"payload":{"uid":"u"}}'],
  ["a prototype", '{"__proto__":{"triggerEvent":"BOOKING_CREATED"},"constructor":{"prototype":{"a":1}}}'],
  ["a payload that is a list", '{"triggerEvent":"BOOKING_CREATED","payload":[1]}'],
  ["lists in lists", deep(200_000, "[", "]")],
  ["objects in objects", deep(150_000, '{"a":', "}")],
  ["an event named like a property of every object", '{"triggerEvent":"constructor","payload":{"uid":"u"}}'],
])("%s makes no server error and no booking", async (_, text) => {
  const far = inbox();
  const bytes = new TextEncoder().encode(text);
  expect(await deliver(far.app, bytes)).toBeLessThan(500);
  expect(everything(far).bookings).toEqual([]);
});

test("keys that are a prototype's stay keys", async () => {
  const far = inbox();
  const payload = JSON.stringify(whole).replace('"metadata":{', '"metadata":{"__proto__":"m","constructor":"c",').replace('"responses":{', '"responses":{"__proto__":{"label":"__proto__","value":"r"},"toString":{"label":"toString","value":"t"},');
  expect(await deliver(far.app, new TextEncoder().encode(`{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-11-01T00:00:00.000Z","payload":${payload}}`))).toBe(200);
  expect(({} as Record<string, unknown>).value).toBeUndefined();
  expect(everything(far).bookings).toHaveLength(1);
});

test("more than a megabyte is not read, and leaves nothing", async () => {
  const far = inbox();
  const body = bytesOf({ triggerEvent: "BOOKING_CREATED", payload: { ...whole, title: "x".repeat(2 * 1024 * 1024) } });
  expect(await deliver(far.app, body)).toBe(413);
  expect(far.db.select().from(webhookDeliveries).all()).toEqual([]);
});
