import { expect, test } from "vitest";
import { workingIntervals } from "#app/engine/slots/working-hours.ts";
import type { Hours } from "#app/catalog/hosts.ts";
import { addDays, MINUTE_MS } from "#app/lib/time.ts";
import fc from "fast-check";
import { openMinutes } from "./open-minutes.ts";
import { before, daysOf, MOST_DAYS, periodOf, PeriodSearch } from "./period.ts";

const asked = (search: object, today = "2026-11-25") => periodOf(PeriodSearch.parse(search), today);

test.each([
  [{}, "2026-10-27", "2026-11-25"],
  [{ period: "last-7" }, "2026-11-19", "2026-11-25"],
  [{ period: "this-month" }, "2026-11-01", "2026-11-30"],
  [{ period: "last-month" }, "2026-10-01", "2026-10-31"],
  [{ period: "next-30" }, "2026-11-25", "2026-12-24"],
  [{ period: "this-year" }, "2026-01-01", "2026-12-31"],
  [{ period: "nonsense", from: "2026-02-30" }, "2026-10-27", "2026-11-25"],
  [{ from: "2026-03-10", to: "2026-03-01" }, "2026-03-01", "2026-03-10"],
  [{ from: "2026-03-10" }, "2026-03-10", "2026-04-08"],
  [{ to: "2026-03-10" }, "2026-02-09", "2026-03-10"],
])("%j is %s to %s", (search, from, to) => {
  expect(asked(search)).toEqual({ from, to });
});

test("a very long period is cut", () => {
  expect(daysOf(asked({ from: "1990-01-01", to: "2090-01-01" }))).toBe(MOST_DAYS);
});

test.each([
  ["2026-11-19", "2026-11-25", "2026-11-12", "2026-11-18"],
  ["2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
  ["2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31"],
  ["2026-03-01", "2026-03-30", "2026-01-30", "2026-02-28"],
])("before %s to %s lies %s to %s", (from, to, first, last) => {
  expect(before({ from, to })).toEqual({ from: first, to: last });
});

test("open minutes are those of the schedule the calendar books by", () => {
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "59")).map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
  // Hours over midnight are counted on the day they begin, which a cut at midnight would not show.
  const window = fc.record({ startTime: time, endTime: time }).filter(({ startTime, endTime }) => endTime > startTime);
  const days = fc.subarray(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const).map((some) => [...some]);
  const hours: fc.Arbitrary<Hours> = fc.record({
    timeZone: fc.constant("UTC"),
    availability: fc.array(fc.tuple(window, days).map(([one, of]) => ({ ...one, days: of })), { maxLength: 4 }),
    overrides: fc.array(fc.tuple(fc.oneof(window, fc.constant({ startTime: "00:00", endTime: "00:00" })), fc.integer({ min: 0, max: 9 })).map(([one, day]) => ({ ...one, date: addDays("2026-11-20", day) })), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(hours, fc.integer({ min: 0, max: 9 }), (of, length) => {
      const period = { from: "2026-11-20", to: addDays("2026-11-20", length) };
      const range = { startMs: Date.parse(period.from), endMs: Date.parse(addDays(period.to, 1)) };
      const open = workingIntervals(of, range).reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / MINUTE_MS, 0);
      expect(openMinutes(of, period)).toBe(open);
    }),
    { numRuns: 300 },
  );
});
