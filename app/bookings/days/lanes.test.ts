import fc from "fast-check";
import { expect, test } from "vitest";
import { inLanes, MOST_LANES } from "./lanes.ts";

const placed = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 })).map(([from, length]) => ({ from, to: from + length })), { maxLength: 12 });

test("whatever meets has as many lanes and not the same one, and nothing is lost", () => {
  fc.assert(
    fc.property(placed, (entries) => {
      const found = inLanes(entries);
      expect(found.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(entries.map(({ from, to }) => `${from} ${to}`).sort());
      for (const [index, a] of found.entries()) {
        expect(a.lane).toBeLessThan(a.lanes);
        for (const b of found.slice(index + 1)) {
          if (a.from >= b.to || b.from >= a.to) continue;
          expect(a.lanes).toBe(b.lanes);
          if (a.lanes < MOST_LANES) expect(a.lane).not.toBe(b.lane);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("what meets nothing has the whole width", () => {
  expect(inLanes([{ from: 0, to: 6 }, { from: 6, to: 12 }])).toMatchObject([{ lane: 0, lanes: 1 }, { lane: 0, lanes: 1 }]);
  expect(inLanes([{ from: 0, to: 6 }, { from: 3, to: 9 }, { from: 6, to: 8 }, { from: 9, to: 10 }])).toMatchObject([{ lane: 0, lanes: 2 }, { lane: 1, lanes: 2 }, { lane: 0, lanes: 2 }, { lane: 0, lanes: 1 }]);
});
