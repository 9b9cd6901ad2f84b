import fc from "fast-check";
import { expect, test } from "vitest";
import { createBudget } from "./budget.ts";
import { NOON } from "./testing.ts";

function budget({ calls = 4, keptForVisitors = 2 } = {}) {
  const time = { nowMs: NOON };
  return { time, ...createBudget({ clock: () => time.nowMs, calls, perMs: 60_000, keptForVisitors }) };
}

test("background work leaves visitors their share and waits until its own is free again", () => {
  const { take, time } = budget();
  expect([take(true), take(true), take(true)]).toEqual([0, 0, 60_000]);
  time.nowMs += 20_000;
  expect([take(false), take(false), take(false), take(true)]).toEqual([0, 0, 40_000, 60_000]);
  time.nowMs += 40_000;
  expect([take(false), take(true)]).toEqual([0, 20_000]);
});

test("what others spend with the same key counts, as the far end tells it", () => {
  const { take, hear, time } = budget();
  hear({ remaining: 3, resetMs: 30_000 });
  expect([take(true), take(true), take(false), take(false), take(false)]).toEqual([0, 30_000, 0, 0, 30_000]);
  time.nowMs += 30_000;
  expect(take(false)).toBe(0);
});

test("a block holds everybody, and no header holds anybody for hours", () => {
  const { take, block, time } = budget();
  block(10_000);
  block(2_000);
  expect([take(false), take(true)]).toEqual([10_000, 10_000]);
  block(86_400_000);
  expect(take(false)).toBe(300_000);
  time.nowMs += 300_000;
  expect(take(false)).toBe(0);
});

test("no minute ever holds more calls than allowed, and visitors get what is kept for them", () => {
  const ask = fc.record({ isBackground: fc.boolean(), pauseMs: fc.nat(30_000) });
  fc.assert(
    fc.property(fc.array(ask, { maxLength: 80 }), fc.integer({ min: 1, max: 10 }), fc.nat(10), (asked, calls, kept) => {
      const keptForVisitors = Math.min(kept, calls - 1);
      const { take, time } = budget({ calls, keptForVisitors });
      const sent: { atMs: number; isBackground: boolean }[] = [];
      const lately = () => sent.filter(({ atMs }) => atMs > time.nowMs - 60_000);
      for (const { isBackground, pauseMs } of asked) {
        time.nowMs += pauseMs;
        const most = isBackground ? calls - keptForVisitors : calls;
        const isFree = lately().length < most;
        const wait = take(isBackground);
        expect(wait === 0).toBe(isFree);
        if (wait === 0) sent.push({ atMs: time.nowMs, isBackground });
        else {
          time.nowMs += wait;
          expect(lately().length).toBeLessThan(most);
        }
      }
    }),
    { numRuns: 200 },
  );
});
