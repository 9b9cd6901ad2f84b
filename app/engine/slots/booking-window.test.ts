import { expect, test } from "vitest";
import { freeSlots, type BookingWindow } from "./free-slots.ts";
import { at, dates, host, question, schedule, slotRules, WORKWEEK } from "./testing.ts";

/** A Thursday. */
const today = "2026-06-04";
const noon = schedule("12:00-13:00");

test("calendar days end with the day that many days from today", () => {
  expect(bookable({ type: "calendarDays", value: 2 })).toBe("06-04 06-05 06-06");
  expect(bookable({ type: "calendarDays", value: 0 })).toBe("06-04");
});

test("business days count Mondays to Fridays after today", () => {
  expect(bookable({ type: "businessDays", value: 1 })).toBe("06-04 06-05");
  expect(bookable({ type: "businessDays", value: 2 })).toBe("06-04 06-05 06-06 06-07 06-08");
  expect(bookable({ type: "businessDays", value: 0 })).toBe("06-04");
});

test("on a weekend the first business day is the next Monday", () => {
  expect(bookable({ type: "businessDays", value: 1 }, "2026-06-06")).toBe("06-06 06-07 06-08");
});

test("a range holds its first and its last date", () => {
  expect(bookable({ type: "range", value: ["2026-06-06", "2026-06-08"] })).toBe("06-06 06-07 06-08");
  expect(bookable({ type: "range", value: ["2026-06-08", "2026-06-06"] })).toBe("");
});

test("a range written with times means its dates", () => {
  expect(bookable({ type: "range", value: ["2026-06-06T09:00:00.000Z", "2026-06-07T00:00:00.000Z"] })).toBe("06-06 06-07");
});

test("today is the host's today", () => {
  const kiritimati = host(1, schedule("00:00-01:00", { timeZone: "Pacific/Kiritimati" }));
  const rules = slotRules({ bookingWindow: { type: "calendarDays", value: 1 } });
  // 12:00Z on the 4th is 02:00 on the 5th there; midnight of the 6th there is 10:00Z on the 5th.
  const slots = freeSlots(question([kiritimati], ["2026-06-01", "2026-06-10"], { rules, nowMs: Date.parse(`${today}T12:00Z`) }));
  expect(slots).toEqual([{ ...at("2026-06-05 10:00-11:00"), hostIds: [1] }]);
});

test("in a round robin each host's own calendar says which day is the last", () => {
  const hosts = [host(1, noon), host(2, schedule("02:00-03:00", { timeZone: "Pacific/Kiritimati" }))];
  const rules = slotRules({ bookingWindow: { type: "calendarDays", value: 0 } });
  // Both are open at 12:00Z; at that moment it is the 4th here and the 5th in Kiritimati.
  const nowMs = Date.parse(`${today}T09:00Z`);
  const slots = freeSlots(question(hosts, [today, "2026-06-06"], { rules, nowMs, scheduling: "roundRobin" }));
  expect(slots).toEqual([{ ...at(`${today} 12:00-13:00`), hostIds: [1] }]);
});

test("a slot may end after the window as long as it starts inside", () => {
  const late = host(1, schedule("23:30-00:30"));
  const rules = slotRules({ bookingWindow: { type: "calendarDays", value: 0 } });
  expect(freeSlots(question([late], [today, "2026-06-06"], { rules, nowMs: Date.parse(today) }))).toHaveLength(1);
});

test("a rolling window counts days with a free time, and opens another when one fills up", () => {
  const mondays = schedule("12:00-13:00", { days: ["Monday"] });
  expect(bookable({ type: "calendarDays", value: 2, rolling: true }, today, mondays)).toBe("06-08 06-15");
  expect(bookable({ type: "calendarDays", value: 2, rolling: true }, today, mondays, [at("2026-06-08 12:00-12:10")])).toBe("06-15 06-22");
});

test("a rolling window of business days does not count weekends but leaves them bookable", () => {
  expect(bookable({ type: "businessDays", value: 3, rolling: true })).toBe("06-04 06-05 06-06 06-07 06-08");
  expect(bookable({ type: "calendarDays", value: 3, rolling: true })).toBe("06-04 06-05 06-06");
});

test("a rolling window without any free day, or of no days, is empty", () => {
  expect(bookable({ type: "calendarDays", value: 3, rolling: true }, today, schedule("12:00-12:30"))).toBe("");
  expect(bookable({ type: "calendarDays", value: 0, rolling: true })).toBe("");
});

test("a rolling window with fewer free days than it asks for ends with the last of them", () => {
  const once = { ...schedule("12:00-13:00", { days: [] }), overrides: [{ date: "2026-06-10", startTime: "12:00", endTime: "13:00" }] };
  expect(bookable({ type: "businessDays", value: 5, rolling: true }, today, once)).toBe("06-10");
});

test("no window has no end", () => {
  expect(bookable(null, today, schedule("12:00-13:00", { days: WORKWEEK })).split(" ")).toHaveLength(23);
});

/** Dates with a free time in the 32 days from the first of June 2026, asked at nine in the morning. */
function bookable(bookingWindow: BookingWindow, date = today, hours = noon, busy = [at("2026-01-01 00:00-00:01")]): string {
  const nowMs = Date.parse(`${date}T09:00Z`);
  const asked = question([host(1, hours, busy)], ["2026-06-01", "2026-07-06"], { rules: slotRules({ bookingWindow }), nowMs });
  return dates(freeSlots(asked));
}
