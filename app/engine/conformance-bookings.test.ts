import { expect, test } from "vitest";
import { conformance } from "./conformance.testing.ts";
import { addMember, addTeamEventType, addUser } from "./provision.server.ts";
import { ada, testEngine } from "./testing.ts";

const validatorOf = conformance();
if (!validatorOf) process.stderr.write("SKIPPED: Cal.com's openapi.json is not beside the repository; nothing was compared with it.\n");

function fitting() {
  const stage = testEngine();
  async function expectFit(method: string, template: string, status: number, version: string, body?: unknown, params: Record<string, string | number> = {}) {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
    const answer = await stage.call(method, path, { version, body });
    expect([method, path, answer.status, answer.body]).toEqual([method, path, status, expect.anything()]);
    const validate = validatorOf!(method, template, status);
    validate(answer.body);
    expect([method, path, validate.errors]).toEqual([method, path, null]);
    return answer.body.data;
  }
  return { ...stage, expectFit };
}

const version = "2024-08-13";
const types = "2024-06-14";
const seats = { seatsPerTimeSlot: 3, showAttendeeInfo: true, showAvailabilityCount: true };
const recurrence = { interval: 1, occurrences: 3, frequency: "weekly" };
const bea = { name: "Bea", email: "bea@example.com", timeZone: "Europe/Rome" };

test.skipIf(!validatorOf)("seats and series fit Cal.com's published document", async () => {
  const { expectFit, call } = fitting();
  const made = (fields: object) => expectFit("POST", "/v2/event-types", 201, types, { title: "T", lengthInMinutes: 30, ...fields });
  const course = await made({ slug: "course", seats });
  const series = await made({ slug: "series", recurrence });
  const both = await made({ slug: "both", seats, recurrence });
  expect([course.seats, course.seatsPerTimeSlot, series.recurrence]).toEqual([seats, 3, recurrence]);
  const book = (eventTypeId: number, start: string, attendee = ada) => expectFit("POST", "/v2/bookings", 201, version, { start, eventTypeId, attendee });
  const get = (bookingUid: string) => expectFit("GET", "/v2/bookings/{bookingUid}", 200, version, undefined, { bookingUid });
  const cancel = (bookingUid: string, body: object) => expectFit("POST", "/v2/bookings/{bookingUid}/cancel", 200, version, { cancellationReason: "Ill", ...body }, { bookingUid });
  const move = (bookingUid: string, body: object) => expectFit("POST", "/v2/bookings/{bookingUid}/reschedule", 201, version, body, { bookingUid });

  const seat = await book(course.id, "2030-01-08T10:00:00Z");
  const other = await book(course.id, "2030-01-08T10:00:00Z", bea);
  await get(seat.uid);
  await expectFit("GET", "/v2/bookings/by-seat/{seatUid}", 200, version, undefined, { seatUid: seat.seatUid });
  await move(seat.uid, { start: "2030-01-08T11:00:00Z", seatUid: seat.seatUid });
  const slots = await call("GET", `/v2/slots?eventTypeId=${course.id}&start=2030-01-08&end=2030-01-08&format=range`, { version: "2024-09-04" });
  const validate = validatorOf!("GET", "/v2/slots", 200);
  expect([validate(slots.body), validate.errors]).toEqual([true, null]);
  await cancel(other.uid, { seatUid: other.seatUid });

  const [first, second] = await book(series.id, "2030-01-08T12:00:00Z");
  await get(first.uid);
  await get(first.recurringBookingUid);
  await move(first.uid, { start: "2030-01-08T12:30:00Z" });
  await cancel(second.uid, { cancelSubsequentBookings: true });
  await cancel(first.recurringBookingUid, {});

  const [seated] = await book(both.id, "2030-01-08T14:00:00Z");
  await get(seated.recurringBookingUid);
  await move(seated.uid, { start: "2030-01-08T14:30:00Z", seatUid: seated.seatUid });
  await expectFit("GET", "/v2/bookings", 200, version);
  const links = "/v2/event-types/{eventTypeId}/private-links";
  const of = { eventTypeId: course.id };
  await expectFit("POST", links, 201, "2024-09-04", { maxUsageCount: 3 }, of);
  const { linkId } = await expectFit("POST", links, 201, "2024-09-04", { expiresAt: "2030-02-01T00:00:00Z" }, of);
  await expectFit("GET", links, 200, "2024-09-04", undefined, of);
  await expectFit("PATCH", `${links}/{linkId}`, 200, "2024-09-04", { maxUsageCount: 2 }, { ...of, linkId });
  await expectFit("DELETE", `${links}/{linkId}`, 200, "2024-09-04", undefined, { ...of, linkId });
  await expectFit("PATCH", "/v2/event-types/{eventTypeId}", 200, types, { seats: { disabled: true } }, { eventTypeId: course.id });
});

test.skipIf(!validatorOf)("what happens around a booking fits Cal.com's published document", async () => {
  const { expectFit, deps, teamId, userId, time } = fitting();
  const added = addUser(deps, { name: "Bea", email: "bea@host.com", username: "bea", timeZone: "Europe/London" });
  addMember(deps, { teamId, userId: added.userId });
  const hostIds = [userId, added.userId];
  const { eventTypeId } = addTeamEventType(deps, teamId, { title: "Any", slug: "any", lengthInMinutes: 30, schedulingType: "roundRobin", hostIds });
  const { uid: bookingUid } = await expectFit("POST", "/v2/bookings", 201, version, { start: "2030-01-08T10:00:00Z", eventTypeId, attendee: ada });
  const at = { bookingUid };
  await expectFit("POST", "/v2/bookings/{bookingUid}/reassign", 200, version, undefined, at);
  await expectFit("POST", "/v2/bookings/{bookingUid}/reassign/{userId}", 200, version, { reason: "Ill" }, { ...at, userId });
  await expectFit("GET", "/v2/bookings/{bookingUid}/calendar-links", 200, version, undefined, at);
  for (const part of ["references", "recordings", "transcripts", "conferencing-sessions"]) await expectFit("GET", `/v2/bookings/{bookingUid}/${part}`, 200, version, undefined, at);
  const { id: attendeeId } = await expectFit("POST", "/v2/bookings/{bookingUid}/attendees", 201, version, { ...bea, phoneNumber: "+391234567890" }, at);
  await expectFit("GET", "/v2/bookings/{bookingUid}/attendees", 200, version, undefined, at);
  await expectFit("GET", "/v2/bookings/{bookingUid}/attendees/{attendeeId}", 200, version, undefined, { ...at, attendeeId });
  for (const location of [{ type: "address", address: "1 High Street" }, { type: "phone", phone: "+391234567890" }, { type: "attendeeDefined", location: "In the park" }]) {
    await expectFit("PATCH", "/v2/bookings/{bookingUid}/location", 200, version, { location }, at);
  }
  time.nowMs = Date.parse("2030-01-08T11:00:00Z");
  await expectFit("POST", "/v2/bookings/{bookingUid}/mark-absent", 200, version, { host: true, attendees: [{ email: ada.email, absent: true }] }, at);
});
