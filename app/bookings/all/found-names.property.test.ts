import fc from "fast-check";
import { expect, test } from "vitest";
import { importRow, testPractice, wipe } from "../testing.ts";
import { conditionsOf } from "./conditions.server.ts";
import { NO_FILTERS } from "./filters.ts";
import { planOf } from "./plan.server.ts";
import { idsAlong } from "./ids-along.server.ts";

test("along the names that are searched for, bookings that have the words elsewhere stand between them", async () => {
  const practice = await testPractice();
  const { db } = practice;
  const row = fc.record({
    attendeeName: fc.constantFrom("Ana", "ana", "Ana Bo", "Bo Ana", "Cleo", "Zoe Ana", "Zoe"),
    notes: fc.option(fc.constant("for Ana"), { freq: 2 }),
    source: fc.constantFrom("web", "api"),
  });
  const asked = fc.record({
    q: fc.constantFrom("ana", "a", "an bo"),
    source: fc.option(fc.constantFrom("web", "api"), { nil: undefined }),
    sort: fc.constantFrom("customer", "-customer"),
  });
  const ways = new Set<string>();
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 15 }), asked, fc.nat(), fc.boolean(), fc.nat({ max: 3 }), (specs, some, at, back, few) => {
      wipe(practice);
      const made = specs.map((spec) => importRow(practice, spec));
      const from = made[at % made.length]!;
      const filters = { ...NO_FILTERS, ...some };
      const plan = planOf(db, conditionsOf(db, filters), filters.sort, 4, few);
      ways.add(`${plan.way} ${(plan.beside?.total ?? 0) === 0 ? "" : "and elsewhere"}`);
      for (const cursor of [null, { back, key: from.attendeeName, id: from.id }]) {
        expect(idsAlong(db, plan, filters.sort, 4, cursor)).toEqual(idsAlong(db, { ...plan, way: plan.way === "found names" ? "sorted names" : plan.way }, filters.sort, 4, cursor));
      }
    }),
    { numRuns: 200 },
  );
  expect(ways).toContain("found names and elsewhere");
});
