import { expect, test } from "vitest";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { listBookings } from "./queries.server.ts";
import { referenceOf } from "./reference.ts";
import { importRow, monday, testPractice } from "./testing.ts";

test("a reference is eight signs that nobody mistakes for one another, the same each time", () => {
  expect(referenceOf("AZaz09-_and more")).toBe("0STK-MXYZ");
  for (let n = 0; n < 200; n += 1) expect(referenceOf(newId(systemRandom))).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
});

test("the search finds a booking by its reference, however that was written down", async () => {
  const practice = await testPractice();
  const find = (q: string) => listBookings(practice.app, { kind: "admin", userId: "a", name: "Admin" }, { tab: "upcoming", q }).rows.map(({ id }) => id);
  const ids = ["BAgAhBf_first", "BAgAhBf-second", ...Array.from({ length: 40 }, () => newId(systemRandom))];
  ids.forEach((id, n) => importRow(practice, { id, startsAt: monday(10) + n * 3_600_000 }));
  for (const id of ids) {
    expect(find(referenceOf(id))).toEqual([id]);
    expect(find(referenceOf(id).replace("-", "").toLowerCase())).toEqual([id]);
  }
  expect(referenceOf("BAgAhBf_first")).toBe("1000-11ZZ");
  expect(find("iooo-LlZz maria")).toEqual(["BAgAhBf_first"]);
  for (const other of ["1000-11Z", "1000-11ZZZ", "1000-11ZU", "[Bh]-____"]) expect(find(other)).toEqual([]);
});
