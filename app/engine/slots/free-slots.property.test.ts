import fc from "fast-check";
import { expect, test } from "vitest";
import { checkStart, freeSlots, type Interval, type SlotQuestion, type Weekday } from "./free-slots.ts";
import { askOracle, wallClock } from "./oracle.testing.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const FIRST = Date.UTC(2025, 0, 1);
const LAST = Date.UTC(2027, 11, 1);
const DAYS: Weekday[] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ZONES = [
  "UTC", "America/New_York", "America/St_Johns", "America/Santiago", "America/Havana", "America/Nuuk", "Atlantic/Azores",
  "Europe/London", "Europe/Paris", "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "Asia/Jerusalem", "Asia/Kolkata",
  "Asia/Kathmandu", "Australia/Eucla", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
  "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Marquesas", "Antarctica/Troll",
];
const CHANGES = new Map(ZONES.map((zone) => [zone, clockChanges(zone)]));

// Validates: availability
test("Feature: calcom-booking-integration, Property 29: slots of any zone and week lie inside the schedule and outside busy times, across clock changes", () => {
  fc.assert(
    fc.property(questions(), fc.array(fc.nat({ max: 3 * 1_440 }), { minLength: 5, maxLength: 20 }), (question, minutes) => {
      const oracle = askOracle(question);
      expect(freeSlots(question).map(({ startMs, hostIds }) => ({ startMs, hostIds }))).toEqual(oracle.grid);
      for (const minute of minutes) {
        const startMs = question.range.startMs + minute * MINUTE;
        const answer = checkStart({ ...question, startMs });
        expect("free" in answer ? answer.free.hostIds : []).toEqual(oracle.hostsAt(startMs));
      }
      for (const { startMs, hostIds } of oracle.grid) expect(checkStart({ ...question, startMs })).toMatchObject({ free: { hostIds } });
    }),
    { numRuns: 300 },
  );
});

test("a part of a range gives that part of its slots: the grid does not depend on what is asked", () => {
  fc.assert(
    fc.property(questions(), fc.nat({ max: 1_440 }), fc.integer({ min: 1, max: 1_440 }), (question, fromMinute, minutes) => {
      const startMs = question.range.startMs + fromMinute * MINUTE;
      const part = { startMs, endMs: Math.min(question.range.endMs, startMs + minutes * MINUTE) };
      const whole = freeSlots(question).filter((slot) => slot.startMs >= part.startMs && slot.startMs < part.endMs);
      expect(freeSlots({ ...question, range: part })).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

function questions(): fc.Arbitrary<SlotQuestion> {
  return fc
    .constantFrom(...ZONES)
    .chain((zone) => fc.tuple(fc.constant(zone), around(zone), fc.integer({ min: 1, max: 3 })))
    .chain(([zone, startMs, days]) => {
      const range = { startMs, endMs: startMs + days * DAY };
      return fc.record({
        rules: rules(),
        scheduling: fc.constantFrom("personal", "collective", "roundRobin"),
        hosts: fc.array(host(zone, range), { minLength: 1, maxLength: 2 }),
        range: fc.constant(range),
        nowMs: fc.oneof(fc.constant(startMs - 30 * DAY), fc.nat({ max: 2_000 }).map((minute) => startMs + minute * MINUTE)),
      });
    })
    .map((question) => ({ ...question, hosts: question.hosts.map((one, i) => ({ ...one, hostId: i + 1 })) }));
}

/** A day, more often than not one beside a clock change of the zone. */
function around(zone: string): fc.Arbitrary<number> {
  const someDay = fc.nat({ max: (LAST - FIRST) / DAY }).map((day) => FIRST + day * DAY);
  const changes = CHANGES.get(zone)!;
  if (changes.length === 0) return someDay;
  const besideChange = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -60, max: 12 })).map(([at, hours]) => at + hours * 60 * MINUTE);
  return fc.oneof({ weight: 3, arbitrary: besideChange }, { weight: 1, arbitrary: someDay });
}

function clockChanges(zone: string): number[] {
  const dawns = Array.from({ length: (LAST - FIRST) / DAY }, (_, day) => FIRST + day * DAY);
  const readingAt = wallClock(zone);
  const offsets = dawns.map((at) => readingAt(at) - at / MINUTE);
  return dawns.filter((_, i) => i > 0 && offsets[i] !== offsets[i - 1]);
}

function rules(): fc.Arbitrary<SlotQuestion["rules"]> {
  const buffer = fc.constantFrom(0, 0, 5, 15, 40);
  return fc.record({
    lengthMinutes: fc.constantFrom(10, 15, 30, 45, 50, 60, 90, 180),
    slotIntervalMinutes: fc.constantFrom(null, null, 15, 20, 30, 45, 60, 100),
    beforeBufferMinutes: buffer,
    afterBufferMinutes: buffer,
    minimumNoticeMinutes: fc.constantFrom(0, 0, 7, 240),
    bookingWindow: fc.constant(null),
    offsetStartMinutes: fc.constantFrom(0, 0, 0, 5, 45),
  });
}

function host(zone: string, range: Interval): fc.Arbitrary<SlotQuestion["hosts"][number]> {
  const time = fc.oneof(
    fc.constantFrom("00:00", "01:00", "01:30", "02:00", "02:15", "02:30", "03:00", "09:00", "17:00", "22:00", "23:00", "23:30"),
    fc.nat({ max: 287 }).map((five) => `${pad(Math.floor(five / 12))}:${pad((five % 12) * 5)}`),
  );
  const hours = fc.oneof(
    { weight: 5, arbitrary: fc.record({ startTime: time, endTime: fc.oneof(time, fc.constantFrom("24:00", "23:59")) }) },
    { weight: 1, arbitrary: fc.constant({ startTime: "00:00", endTime: "24:00" }) },
  );
  const override = fc.tuple(fc.integer({ min: -2, max: 4 }), fc.oneof(hours, fc.constant({ startTime: "00:00", endTime: "00:00" })));
  const busy = fc.tuple(fc.integer({ min: -300, max: 4_600 }), fc.integer({ min: 0, max: 200 }));
  return fc.record({
    hostId: fc.constant(0),
    schedule: fc.record({
      timeZone: fc.oneof({ weight: 3, arbitrary: fc.constant(zone) }, { weight: 1, arbitrary: fc.constantFrom(...ZONES) }),
      availability: fc.array(fc.tuple(fc.oneof(fc.constant(DAYS), fc.subarray(DAYS)), hours).map(([days, one]) => ({ days, ...one })), { minLength: 1, maxLength: 3 }),
      overrides: fc.array(override.map(([day, one]) => ({ date: new Date(range.startMs + day * DAY).toISOString().slice(0, 10), ...one })), { maxLength: 2 }),
    }),
    busy: fc.array(busy.map(([from, minutes]) => ({ startMs: range.startMs + from * MINUTE, endMs: range.startMs + (from + minutes) * MINUTE })), { maxLength: 6 }),
  });
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
