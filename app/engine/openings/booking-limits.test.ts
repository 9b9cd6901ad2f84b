import { expect, test } from "vitest";
import { testEngine } from "#app/engine/testing.ts";

type Fields = Parameters<ReturnType<typeof testEngine>["addType"]>[0];

function withLimits(fields: Fields) {
  const stage = testEngine();
  const eventTypeId = stage.addType(fields);
  const attempt = async (start: string, more: object = {}, version = "2024-08-13") => (await stage.book(start, { eventTypeId, ...more }, { version })).status;
  const days = async (from: string, to: string) => Object.keys((await stage.slots(`eventTypeId=${eventTypeId}&start=${from}&end=${to}&timeZone=Europe/London`)).body.data);
  return { ...stage, eventTypeId, attempt, days };
}

test("a day with as many bookings as allowed is closed for this event type only", async () => {
  const { attempt, days, book, list, act } = withLimits({ bookingLimitsCount: { day: 2 } });
  expect([await attempt("2030-01-08T10:00:00Z"), await attempt("2030-01-08T12:00:00Z"), await attempt("2030-01-08T14:00:00Z")]).toEqual([201, 201, 400]);
  expect(await days("2030-01-08", "2030-01-09")).toEqual(["2030-01-09"]);
  expect((await book("2030-01-08T14:00:00Z")).status).toBe(201);
  const [first] = (await list("?sortStart=asc")).body.data;
  expect((await act(first.uid, "reschedule", { start: "2030-01-08T16:00:00Z" })).status).toBe(201);
  expect(await attempt("2030-01-08T15:00:00Z", { skipBookingLimits: true }, "2026-02-25")).toBe(201);
});

test("weeks begin on the host's first day, months and years on the first", async () => {
  const weekly = withLimits({ bookingLimitsCount: { week: 1 } });
  await weekly.call("PATCH", "/v2/me", { body: { weekStart: "Monday" } });
  expect(await weekly.attempt("2030-01-11T10:00:00Z")).toBe(201);
  expect(await weekly.days("2030-01-08", "2030-01-15")).toEqual(["2030-01-14", "2030-01-15"]);
  const monthly = withLimits({ bookingLimitsCount: { month: 1 } });
  expect([await monthly.attempt("2030-01-31T10:00:00Z"), await monthly.attempt("2030-01-08T10:00:00Z"), await monthly.attempt("2030-02-01T10:00:00Z")]).toEqual([201, 400, 201]);
  const yearly = withLimits({ bookingLimitsCount: { year: 1 } });
  expect([await yearly.attempt("2030-03-05T10:00:00Z"), await yearly.attempt("2030-12-31T10:00:00Z"), await yearly.attempt("2031-01-01T10:00:00Z")]).toEqual([201, 400, 201]);
});

test("minutes are counted with those of the booking that is wanted", async () => {
  const { attempt } = withLimits({ lengthInMinutes: 30, lengthInMinutesOptions: [30, 60, 120], bookingLimitsDuration: { day: 90 } });
  expect(await attempt("2030-01-08T10:00:00Z", { lengthInMinutes: 60 })).toBe(201);
  expect(await attempt("2030-01-08T12:00:00Z", { lengthInMinutes: 60 })).toBe(400);
  expect(await attempt("2030-01-08T12:00:00Z")).toBe(201);
  expect(await attempt("2030-01-09T12:00:00Z", { lengthInMinutes: 120 })).toBe(400);
});

test("only the first free time of a day is shown when the event type says so", async () => {
  const { slots, eventTypeId } = withLimits({ onlyShowFirstAvailableSlot: true });
  const { data } = (await slots(`eventTypeId=${eventTypeId}&start=2030-01-08&end=2030-01-09`)).body;
  expect(data).toEqual({ "2030-01-08": [{ start: "2030-01-08T09:00:00.000Z" }], "2030-01-09": [{ start: "2030-01-09T09:00:00.000Z" }] });
});
