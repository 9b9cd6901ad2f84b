import fc from "fast-check";
import { expect, test } from "vitest";
import { importRow, testPractice, wipe } from "../testing.ts";
import { conditionsOf } from "./conditions.server.ts";
import { NO_FILTERS } from "./filters.ts";
import { planOf, type Plan } from "./plan.server.ts";
import { idsAlong } from "./ids-along.server.ts";

test("by name, the same is found along the names that are searched for, along all of them and by sorting", async () => {
  const practice = await testPractice();
  const { db } = practice;
  const row = fc.record({
    attendeeName: fc.constantFrom("Ana", "ana", "Ana Bo", "Bo Ana", "Cleo", "Zoe Ana", "Zoe"),
    attendeeEmail: fc.constantFrom("ana@example.test", "bo@example.test", null),
    title: fc.oneof({ weight: 50, arbitrary: fc.constantFrom("Visit", "Talk") }, { weight: 1, arbitrary: fc.constant("Talk with Ana") }),
    notes: fc.constantFrom(null, null, null, null, "for Ana"),
    source: fc.constantFrom("web", "api"),
  });
  const asked = fc.record({
    q: fc.constantFrom("ana", "ana", "ana", "a", "an bo", "ana visit", "visit", "bo@ talk"),
    source: fc.option(fc.constantFrom("web", "api"), { nil: undefined }),
    sort: fc.constantFrom("customer", "-customer"),
  });
  const ways = new Set<string>();
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 15 }), asked, fc.nat(), fc.boolean(), fc.nat({ max: 5 }), (specs, some, at, back, few) => {
      wipe(practice);
      const made = specs.map((spec) => importRow(practice, spec));
      const from = made[at % made.length]!;
      const filters = { ...NO_FILTERS, ...some };
      const plan = planOf(db, conditionsOf(db, filters), filters.sort, 4, few);
      ways.add(`${plan.way} ${(plan.inNotes?.total ?? 0) === 0 ? "" : "and notes"}`);
      for (const cursor of [null, { back, key: from.attendeeName, id: from.id }]) {
        const along = (way: Plan["way"]) => idsAlong(db, { ...plan, way }, filters.sort, 4, cursor);
        for (const way of ["names", "sorted names"] as const) expect(along(way)).toEqual(along(plan.way));
      }
    }),
    { numRuns: 200 },
  );
  expect(ways).toContain("found names and notes");
});
