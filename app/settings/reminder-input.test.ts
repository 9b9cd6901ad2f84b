import fc from "fast-check";
import { expect, test } from "vitest";
import { readOffsets, writtenOffsets } from "./reminder-input.ts";
import { LONGEST_MINUTES, MOST_OFFSETS, SHORTEST_MINUTES } from "./reminder-times.ts";

test.each([
  ["24 h, 90 min", [1_440, 90]],
  ["1h; 2 days\n1 week", [10_080, 2_880, 60]],
  ["1 h 30 min before and 1.5 hours", [90]],
  ["0.3333 h", [20]],
  ["15 MIN,, 1d", [1_440, 15]],
  ["None", []],
])("%j is understood", (text, minutes) => {
  expect(readOffsets(text)).toEqual({ minutes });
});

test.each([
  ["", "Enter times before the appointment."],
  ["24", "“24” has no unit. Write it like 24 h, 90 min or 2 days."],
  ["24 h, soon", "“soon” is not a time."],
  ["-2 h", "“-2 h” is not a time."],
  ["2 moons", "“2 moons” is not a time."],
  ["none, 2 h", "“none” is not a time."],
  ["5 min", "“5 min” is too short"],
  ["8 days", "“8 days” is too long. Use at most 1 week."],
  ["999999999999 h", "“999999999999 h” is not a time."],
  ["3 h 2 h", "“3 h 2 h” is more than one time: put a comma between them."],
  ["30 min 2 h", "is more than one time"],
  ["20.5 min", "“20.5 min” is not a whole number of minutes."],
  ["1 h, 2 h, 3 h, 4 h, 5 h, 6 h", "At most 5 times"],
])("%j is refused with what is wrong", (text, problem) => {
  expect(readOffsets(text)).toEqual({ problem: expect.stringContaining(problem) as string });
});

test("what is written is read again", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: SHORTEST_MINUTES, max: LONGEST_MINUTES }), { maxLength: MOST_OFFSETS }), (minutes) => {
      const sorted = minutes.sort((a, b) => b - a);
      expect(readOffsets(writtenOffsets(sorted))).toEqual({ minutes: sorted });
    }),
    { numRuns: 200 },
  );
});
