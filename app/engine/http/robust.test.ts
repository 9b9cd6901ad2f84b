import fc from "fast-check";
import { expect, test } from "vitest";
import { testEngine } from "#app/engine/testing.ts";

const writes: [string, string, string][] = [
  ["POST", "/v2/bookings", "2024-08-13"],
  ["POST", "/v2/bookings", "2024-04-15"],
  ["POST", "/v2/bookings/UID/reschedule", "2024-08-13"],
  ["POST", "/v2/bookings/UID/cancel", "2024-08-13"],
  ["POST", "/v2/bookings/UID/decline", "2024-08-13"],
  ["POST", "/v2/bookings/UID/guests", "2024-08-13"],
  ["PATCH", "/v2/bookings/UID/location", "2024-08-13"],
  ["POST", "/v2/bookings/UID/attendees", "2024-08-13"],
  ["POST", "/v2/bookings/UID/mark-absent", "2024-08-13"],
  ["POST", "/v2/bookings/UID/reassign/1", "2024-08-13"],
  ["POST", "/v2/bookings/UID/request-reschedule", "2024-08-13"],
  ["POST", "/v2/event-types/1/private-links", "2024-09-04"],
  ["POST", "/v2/bookings/recurring", ""],
  ["POST", "/v2/bookings/UID/cancel", ""],
  ["POST", "/v2/slots/reserve", ""],
  ["POST", "/v2/event-types", ""],
  ["PATCH", "/v2/event-types/1", ""],
  ["POST", "/v2/schedules", ""],
  ["POST", "/v2/slots/reservations", "2024-09-04"],
  ["POST", "/v2/event-types", "2024-06-14"],
  ["PATCH", "/v2/event-types/1", "2024-06-14"],
  ["POST", "/v2/teams/1/event-types", "2024-06-14"],
  ["POST", "/v2/schedules", "2024-06-11"],
  ["PATCH", "/v2/schedules/1", "2024-06-11"],
  ["PATCH", "/v2/me", ""],
];

/** Bodies that look right from afar: known names, values of every kind. */
const value = fc.oneof(
  fc.constantFrom("2030-01-08T10:00:00Z", "9999-12-31T23:59:59Z", "0000-01-01", "ada@example.com", "Europe/Rome", "", "__proto__", null, -1, 0, 1, 30, 1e15, 0.5, true),
  fc.jsonValue(),
);
const names = ["start", "attendee", "eventTypeId", "name", "email", "timeZone", "guests", "metadata", "location", "type", "address", "lengthInMinutes", "slotStart", "scheduleId"];
const more = ["title", "slug", "bookingWindow", "value", "bookingFields", "options", "hosts", "userId", "schedulingType", "availability", "days", "overrides", "responses", "language", "weekStart"];
const others = ["seats", "seatsPerTimeSlot", "showAttendeeInfo", "showAvailabilityCount", "recurrence", "interval", "occurrences", "frequency", "seatUid", "recurrenceCount", "host", "attendees", "absent"];
const older = ["rescheduleUid", "slotUtcStartDate", "slotUtcEndDate", "length", "availabilities", "startTime", "endTime", "seatReferenceUid", "allRemainingBookings", "expiresAt", "maxUsageCount"];
/** A body that is right, with some of it replaced. */
const right = {
  start: "2030-01-08T10:00:00Z",
  attendee: { name: "A", email: "a@example.com", timeZone: "UTC" },
  timeZone: "UTC",
  language: "en",
  metadata: {},
  responses: { name: "A", email: "a@example.com" },
};
const nearly = fc
  .record({ eventTypeId: fc.constantFrom(1, 2, 3, 4), recurrenceCount: fc.constantFrom(undefined, 1, 2, 100, 101), start: fc.constantFrom("2030-01-08T10:00:00Z", "2030-01-31T23:59:00Z", "9999-12-31T10:00:00Z") })
  .map((some) => ({ ...right, ...some }));
const body = fc.oneof(
  fc.jsonValue(),
  nearly,
  nearly.map(({ eventTypeId, start, recurrenceCount, attendee }) => ({ eventTypeId, start, recurrenceCount, attendee })),
  fc.dictionary(fc.constantFrom(...others, ...older), value),
  fc.dictionary(fc.constantFrom(...names, ...more), fc.oneof(value, fc.dictionary(fc.constantFrom(...names, ...more), value), fc.array(fc.dictionary(fc.constantFrom(...names, ...more), value), { maxLength: 3 }))),
);

test("no body makes the engine fail", async () => {
  const failures: object[] = [];
  const { call, book, addType } = testEngine({ log: { error: (fields) => void failures.push(fields) } });
  const seats = { seatsPerTimeSlot: 2, showAttendeeInfo: false, showAvailabilityCount: true };
  addType({ seats });
  addType({ recurrence: { frequency: "yearly", interval: 100, occurrences: 100 } });
  addType({ seats, recurrence: { frequency: "monthly", interval: 1, occurrences: 3 } });
  const { uid } = (await book("2030-01-08T10:00:00Z")).body.data;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...writes), body, async ([method, path, version], sent) => {
      const { status } = await call(method, path.replace("UID", uid), { version, body: sent });
      expect(failures).toEqual([]);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 2_000 },
  );
});

const parameters = ["status", "attendeeEmail", "attendeeName", "eventTypeIds", "teamId", "afterStart", "beforeEnd", "take", "skip", "limit", "cursor", "sortStart"];
const slotParameters = ["startTime", "endTime", "usernameList", "slotFormat", "filters[status]", "start", "end", "eventTypeId", "eventTypeSlug", "username", "usernames", "timeZone", "duration", "format", "bookingUidToReschedule"];
const text = fc.oneof(fc.constantFrom("1", "0", "-1", "2030-01-08", "2030-01-09T00:00:00Z", "9999-12-31", "0000-01-01", "host,host", "asc", "UTC", "1,2", "upcoming"), fc.string());

test("no query makes the engine fail", async () => {
  const failures: object[] = [];
  const { call } = testEngine({ log: { error: (fields) => void failures.push(fields) } });
  const paths = fc.constantFrom(["/v2/bookings", "2024-08-13"], ["/v2/bookings", "2026-05-01"], ["/v2/slots", "2024-09-04"], ["/v2/event-types", "2024-06-14"], ["/v2/slots/available", ""], ["/v2/bookings", ""], ["/v2/event-types", ""], ["/v2/bookings/%E0%A4%A", "2024-08-13"]);
  await fc.assert(
    fc.asyncProperty(paths, fc.dictionary(fc.constantFrom(...parameters, ...slotParameters), text), async ([path, version], query) => {
      const { status } = await call("GET", `${path}?${new URLSearchParams(query)}`, { version });
      expect(failures).toEqual([]);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
});
