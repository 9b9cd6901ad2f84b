import { expect, test } from "vitest";
import { createBreaker } from "./breaker.ts";
import { NOON } from "./testing.ts";

function breaker(probeLeadMs = 0) {
  const time = { nowMs: NOON };
  const { waitMs, begin, isProbeDue } = createBreaker({ clock: () => time.nowMs, failures: 3, overMs: 2_000, openMs: 5_000, longestOpenMs: 60_000, probeLeadMs });
  const lets = () => waitMs() === 0;
  const call = (end: "answered" | "failed" | "unclear", ms: number) => {
    const ended = begin();
    time.nowMs += ms;
    return ended(end);
  };
  return { time, lets, waitMs, isProbeDue, begin, call };
}

/** One that has just opened. */
function opened(probeLeadMs = 0) {
  const all = breaker(probeLeadMs);
  for (let failed = 0; failed < 3; failed += 1) all.call("failed", 2_500);
  return all;
}

test("three calls in a row without an answer open it, and it stays so for its time", () => {
  const { time, lets, call } = breaker();
  expect([call("failed", 2_500), call("failed", 2_500), lets(), call("failed", 2_500), lets()]).toEqual([null, null, true, "opened", false]);
  time.nowMs += 4_999;
  expect(lets()).toBe(false);
  time.nowMs += 1;
  expect(lets()).toBe(true);
});

test("an answer in between, or three tries in a second, do not open it", () => {
  const { call, lets } = breaker();
  for (const end of ["failed", "failed", "answered", "failed", "failed"] as const) call(end, 2_500);
  expect(lets()).toBe(true);
  const quick = breaker();
  for (let failed = 0; failed < 3; failed += 1) quick.call("failed", 300);
  expect(quick.lets()).toBe(true);
});

test("calls that began together and hang open it together", () => {
  const { time, begin, lets } = breaker();
  const ends = [begin(), begin(), begin(), begin()];
  time.nowMs += 2_500;
  expect(ends.map((end) => end("failed"))).toEqual([null, null, "opened", null]);
  expect(lets()).toBe(false);
});

test("one call at a time tries whether it is back; each failure doubles the wait, to a minute at most", () => {
  const { time, lets, begin } = opened();
  for (const waitMs of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
    time.nowMs += waitMs - 1;
    expect(lets()).toBe(false);
    time.nowMs += 1;
    const end = begin();
    expect(lets()).toBe(false);
    expect(end("failed")).toBe(null);
  }
});

test("a trial that is answered closes it for all, one whose caller leaves makes room for the next", () => {
  const { time, lets, begin } = opened();
  time.nowMs += 5_000;
  begin()("unclear");
  expect(lets()).toBe(true);
  expect([begin()("answered"), lets(), begin()("answered")]).toEqual(["closed", true, null]);
});

test("a call that began before it opened counts when it is answered, and not when it fails", () => {
  const { time, begin, call, lets } = breaker();
  const [slow, slower] = [begin(), begin()];
  for (let failed = 0; failed < 3; failed += 1) call("failed", 2_500);
  time.nowMs += 5_000;
  slow("failed");
  expect(lets()).toBe(true);
  time.nowMs -= 3_000;
  expect([lets(), slower("answered"), lets()]).toEqual([false, "closed", true]);
});

test("the probe comes before the calls of anybody who waits, and they come when nobody probes", () => {
  const { time, waitMs, isProbeDue, begin } = opened(10_000);
  expect([isProbeDue(), waitMs(true), waitMs()]).toEqual([false, 5_000, 15_000]);
  time.nowMs += 5_000;
  expect([isProbeDue(), waitMs(true), waitMs()]).toEqual([true, 0, 10_000]);
  const end = begin();
  expect([isProbeDue(), waitMs(true)]).toEqual([false, 5_000]);
  end("failed");
  expect([isProbeDue(), waitMs(true), waitMs()]).toEqual([false, 10_000, 20_000]);
  time.nowMs += 20_000;
  expect(waitMs()).toBe(0);
  begin()("answered");
  expect([isProbeDue(), waitMs()]).toEqual([false, 0]);
});
