import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { addUser, importRow, monday, testPractice } from "../testing.ts";
import { conditionsOf } from "./conditions.server.ts";
import { NO_FILTERS, SORTS, type AllFilters } from "./filters.ts";
import { listAllBookings } from "./list.server.ts";
import { planOf } from "./plan.server.ts";

const filled: Partial<AllFilters>[] = [
  {},
  { q: "maria" },
  { q: "ma" },
  { status: ["confirmed"] },
  { status: ["pending", "cancelled"] },
  { staff: "ana-costa" },
  { service: "consultation", source: "import" },
  { from: "2026-11-01", to: "2026-11-30" },
  { q: "maria", staff: "ana-costa", from: "2026-11-01" },
  { q: "ana", source: "web", status: ["confirmed"] },
  { q: "consultation", status: ["cancelled"] },
];

async function practiceWithRows() {
  const practice = await testPractice();
  for (let at = 0; at < 12; at += 1) {
    importRow(practice, { startsAt: monday(9) + (at % 4) * 3_600_000, attendeeName: ["Maria", "Ana", "marco", "Bo"][at % 4], status: at % 3 === 0 ? "cancelled" : "confirmed", source: at % 2 ? "web" : "import" });
  }
  return { ...practice, admin: addUser(practice, "admin@example.com", "admin") };
}

/** Ids in order, as the list asks for them. */
function idsBy({ db }: Awaited<ReturnType<typeof practiceWithRows>>, filters: AllFilters, counted: number) {
  const plan = planOf(db, conditionsOf(db, filters), filters.sort, counted);
  const key = filters.sort.endsWith("starts") ? sql`bookings.starts_at` : sql`bookings.attendee_name collate nocase`;
  const direction = sql.raw(filters.sort.startsWith("-") ? "desc" : "asc");
  const query = sql`${plan.with}select bookings.id id from ${plan.from} where ${plan.where} order by ${key} ${direction}, bookings.id ${direction} limit 21`;
  return { ids: db.all<{ id: string }>(query).map(({ id }) => id), explained: db.all<{ detail: string }>(sql`explain query plan ${query}`).map(({ detail }) => detail) };
}

test("walking the order and looking at few candidates find the same bookings", async () => {
  const practice = await practiceWithRows();
  for (const some of filled) {
    for (const sort of SORTS) {
      const filters = { ...NO_FILTERS, ...some, sort };
      const walked = idsBy(practice, filters, -1).ids;
      for (const few of [3, 6, 10_000]) expect(idsBy(practice, filters, few).ids, JSON.stringify(filters)).toEqual(walked);
      expect(listAllBookings(practice.app, practice.admin, filters).rows.map(({ id }) => id)).toEqual(walked);
    }
  }
});

test("where many rows match, an index has them in the asked order: nothing is sorted", async () => {
  const practice = await practiceWithRows();
  for (const some of filled) {
    for (const sort of SORTS) {
      const { explained } = idsBy(practice, { ...NO_FILTERS, ...some, sort }, -1);
      expect(explained.filter((line) => /TEMP B-TREE/.test(line)), `${JSON.stringify(some)} ${sort}`).toEqual([]);
      expect(explained[0]).toMatch(/bookings USING (COVERING )?INDEX/);
    }
  }
});

test("where few rows match, no other is looked at", async () => {
  const practice = await practiceWithRows();
  for (const some of filled.slice(1)) {
    const { explained } = idsBy(practice, { ...NO_FILTERS, ...some }, 10_000);
    expect(explained.filter((line) => /^SCAN bookings\b/.test(line)), JSON.stringify(some)).toEqual([]);
  }
});
