import { expect, test } from "vitest";
import { intersectIntervals, mergeIntervals, subtractIntervals, withBuffers } from "./intervals.ts";

const span = (startMs: number, endMs: number) => ({ startMs, endMs });

test("merging sorts, joins what overlaps or touches, and drops what is empty", () => {
  expect(mergeIntervals([span(7, 9), span(1, 3), span(3, 4), span(2, 3), span(5, 5), span(8, 8)])).toEqual([span(1, 4), span(7, 9)]);
});

test("merging keeps the longer of two that start together and changes nothing it was given", () => {
  const given = [span(1, 9), span(1, 2), span(9, 10)];
  expect(mergeIntervals(given)).toEqual([span(1, 10)]);
  expect(given).toEqual([span(1, 9), span(1, 2), span(9, 10)]);
});

test("intersecting keeps what lies in both and nothing where they only touch", () => {
  expect(intersectIntervals([span(0, 5), span(6, 10)], [span(3, 7), span(10, 12)])).toEqual([span(3, 5), span(6, 7)]);
});

test("subtracting cuts holes at the start, in the middle, at the end and over several intervals", () => {
  const holes = [span(0, 2), span(4, 5), span(9, 22), span(28, 40)];
  expect(subtractIntervals([span(1, 10), span(20, 30), span(40, 50)], holes)).toEqual([span(2, 4), span(5, 9), span(22, 28), span(40, 50)]);
});

test("a hole that only touches an interval takes nothing from it", () => {
  expect(subtractIntervals([span(2, 4)], [span(0, 2), span(4, 6)])).toEqual([span(2, 4)]);
});

test("buffers widen an appointment on the side they are named after", () => {
  expect(withBuffers(span(600_000, 900_000), { beforeBufferMinutes: 5, afterBufferMinutes: 2 })).toEqual(span(300_000, 1_020_000));
});
