import { expect, test } from "vitest";
import { conformance } from "./conformance.testing.ts";
import { ada, testEngine } from "./testing.ts";

const validatorOf = conformance();
if (!validatorOf) process.stderr.write("SKIPPED: Cal.com's openapi.json is not beside the repository; nothing was compared with it.\n");

test.skipIf(!validatorOf)("every answer of a day at the front desk fits Cal.com's published document", async () => {
  const { call, teamId, userId } = testEngine();
  let compared = 0;

  async function expectFit(method: string, template: string, status: number, version: string, body?: unknown, params: Record<string, string | number> = {}, query = "") {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
    const answer = await call(method, path + query, { version, body });
    expect([method, path, answer.status, answer.body]).toEqual([method, path, status, expect.anything()]);
    const validate = validatorOf!(method, template, status);
    validate(answer.body);
    expect([method, path, validate.errors]).toEqual([method, path, null]);
    compared += 1;
    return answer.body.data;
  }

  await expectFit("GET", "/v2/me", 200, "");
  await expectFit("PATCH", "/v2/me", 200, "", { timeFormat: 24, weekStart: "Monday", bio: "At the desk" });

  const schedules = "2024-06-11";
  const schedule = await expectFit("POST", "/v2/schedules", 201, schedules, { name: "Mornings", timeZone: "Europe/London", isDefault: false });
  const scheduleId = { scheduleId: schedule.id };
  const hours = { availability: [{ days: ["Tuesday", "Wednesday"], startTime: "09:00", endTime: "12:00" }], overrides: [{ date: "2030-01-09", startTime: "10:00", endTime: "11:00" }] };
  await expectFit("PATCH", "/v2/schedules/{scheduleId}", 200, schedules, hours, scheduleId);
  await expectFit("GET", "/v2/schedules/{scheduleId}", 200, schedules, undefined, scheduleId);
  await expectFit("GET", "/v2/schedules/default", 200, schedules);
  await expectFit("GET", "/v2/schedules", 200, schedules);

  const types = "2024-06-14";
  const rich = {
    title: "Consultation",
    slug: "consultation",
    description: "An hour",
    lengthInMinutes: 30,
    lengthInMinutesOptions: [30, 60],
    slotInterval: 15,
    minimumBookingNotice: 60,
    beforeEventBuffer: 5,
    afterEventBuffer: 10,
    scheduleId: schedule.id,
    bookingWindow: { type: "calendarDays", value: 30, rolling: true },
    confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true },
    locations: [{ type: "address", address: "1 High Street", public: true }, { type: "attendeePhone" }],
    bookingFields: [
      { type: "text", slug: "company", label: "Company", required: true, placeholder: "" },
      { type: "select", slug: "colour", label: "Colour", required: false, placeholder: "", options: ["red", "blue"] },
      { type: "boolean", slug: "first", label: "First visit", required: false },
    ],
    color: { lightThemeHex: "#292929", darkThemeHex: "#fafafa" },
    disableCancelling: { disabled: false },
  };
  const eventType = await expectFit("POST", "/v2/event-types", 201, types, rich);
  const typeId = { eventTypeId: eventType.id };
  await expectFit("PATCH", "/v2/event-types/{eventTypeId}", 200, types, { title: "Consultation (new)", bookingWindow: { disabled: true } }, typeId);
  await expectFit("GET", "/v2/event-types/{eventTypeId}", 200, types, undefined, typeId);
  await expectFit("GET", "/v2/event-types", 200, types);
  const team = { teamId };
  const teamType = await expectFit("POST", "/v2/teams/{teamId}/event-types", 201, types, { title: "Anyone", slug: "anyone", lengthInMinutes: 30, schedulingType: "roundRobin", hosts: [{ userId, mandatory: true, priority: "high" }] }, team);
  const teamTypeId = { ...team, eventTypeId: teamType.id };
  await expectFit("PATCH", "/v2/teams/{teamId}/event-types/{eventTypeId}", 200, types, { assignAllTeamMembers: true }, teamTypeId);
  await expectFit("GET", "/v2/teams/{teamId}/event-types/{eventTypeId}", 200, types, undefined, teamTypeId);
  await expectFit("GET", "/v2/teams/{teamId}/event-types", 200, types, undefined, team);

  const slotsVersion = "2024-09-04";
  const range = `?eventTypeId=${eventType.id}&start=2030-01-08&end=2030-01-09&timeZone=Europe/Rome`;
  const days = await expectFit("GET", "/v2/slots", 200, slotsVersion, undefined, {}, range);
  expect(Object.keys(days)).toEqual(["2030-01-08", "2030-01-09"]);
  await expectFit("GET", "/v2/slots", 200, slotsVersion, undefined, {}, `${range}&format=range&duration=60`);
  const wish = { eventTypeId: eventType.id, slotStart: "2030-01-08T09:00:00Z" };
  const { reservationUid: uid } = await expectFit("POST", "/v2/slots/reservations", 201, slotsVersion, wish);
  await expectFit("PATCH", "/v2/slots/reservations/{uid}", 200, slotsVersion, wish, { uid });
  expect((await call("GET", `/v2/slots/reservations/${uid}`, { version: slotsVersion })).status).toBe(200);
  expect((await call("DELETE", `/v2/slots/reservations/${uid}`, { version: slotsVersion })).body).toEqual({ status: "success" });

  for (const version of ["2024-08-13", "2026-02-25"]) {
    const body = {
      start: "2030-01-08T09:00:00Z",
      eventTypeId: eventType.id,
      lengthInMinutes: 60,
      attendee: { ...ada, phoneNumber: "+391234567890", language: "it" },
      guests: ["guest@example.com"],
      bookingFieldsResponses: { company: "ACME", colour: "red", notes: "Hello" },
      metadata: { portalRef: "r-17" },
      location: { type: "address" },
    };
    const booked = await expectFit("POST", "/v2/bookings", 201, version, body);
    expect(booked.status).toBe("pending");
    const at = (bookingUid: string) => ({ bookingUid });
    await expectFit("POST", "/v2/bookings/{bookingUid}/confirm", 200, version, undefined, at(booked.uid));
    await expectFit("GET", "/v2/bookings/{bookingUid}", 200, version, undefined, at(booked.uid));
    const moved = await expectFit("POST", "/v2/bookings/{bookingUid}/reschedule", 201, version, { start: "2030-01-08T10:15:00Z", reschedulingReason: "Train" }, at(booked.uid));
    await expectFit("PATCH", "/v2/bookings/{bookingUid}/location", 200, "2024-08-13", { location: { type: "link", link: "https://meet.example.com/a" } }, at(moved.uid));
    await expectFit("POST", "/v2/bookings/{bookingUid}/guests", 200, "2024-08-13", { guests: [{ email: "late@example.com", name: "Late" }] }, at(moved.uid));
    await expectFit("POST", "/v2/bookings/{bookingUid}/decline", 200, version, { reason: "Full" }, at(moved.uid));
    const other = await expectFit("POST", "/v2/bookings", 201, version, { ...body, eventTypeId: undefined, eventTypeSlug: "anyone", teamSlug: "desk", lengthInMinutes: undefined, location: undefined });
    await expectFit("POST", "/v2/bookings/{bookingUid}/cancel", 200, version, { cancellationReason: "Ill" }, at(other.uid));
    await expectFit("GET", "/v2/bookings", 200, version, undefined, {}, "?status=upcoming,past,cancelled&take=10");
    await expectFit("GET", "/v2/bookings", 200, version, undefined, {}, "?bookingUid=none");
  }

  await expectFit("DELETE", "/v2/teams/{teamId}/event-types/{eventTypeId}", 200, types, undefined, teamTypeId);
  await expectFit("DELETE", "/v2/event-types/{eventTypeId}", 200, types, undefined, typeId);
  await expectFit("GET", "/v2/bookings", 200, "2024-08-13");
  await expectFit("DELETE", "/v2/schedules/{scheduleId}", 200, schedules, undefined, scheduleId);
  expect(compared).toBeGreaterThan(40);
});
