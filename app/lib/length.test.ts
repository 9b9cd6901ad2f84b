import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthText, readLength } from "./length.ts";

test("every length is read back as it was written", () => {
  fc.assert(fc.property(fc.nat(600_000), (minutes) => void expect(readLength(lengthText(minutes))).toBe(minutes)), { numRuns: 200 });
});

test("people write lengths as they like, and nothing else is taken for one", () => {
  expect(["90", " 45 min ", "1h30", "1 h 30 min", "2 Days", "1 week, 1 day", "1 hour"].map(readLength)).toEqual([90, 45, null, 90, 2_880, 11_520, 60]);
  expect(["", "soon", "5 apples", "-5", "1.5 h", "min", "1 h x", "2 constructor"].map(readLength)).toEqual(Array(8).fill(null));
});
