import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { calcomLinks } from "#db/schema/bookings.ts";
import { BOOKING_STATUSES } from "../booking.ts";
import { referenceOf } from "../reference.ts";
import { addUser, importRow, monday, testPractice } from "../testing.ts";
import { conditionsOf } from "./conditions.server.ts";
import { exportAllBookings } from "./export.server.ts";
import { BOOKING_SOURCES, NO_FILTERS, SORTS, type AllFilters } from "./filters.ts";
import { listAllBookings } from "./list.server.ts";
import { hasSource, hasStatus, PLACE } from "./place.server.ts";
import { planOf, type Plan } from "./plan.server.ts";
import { queryAlong } from "./walk.server.ts";

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
    importRow(practice, { title: at % 4 === 3 ? "Follow-up" : "Consultation", startsAt: monday(9) + (at % 4) * 3_600_000, attendeeName: ["Maria", "Ana", "marco", "Bo"][at % 4], status: at % 3 === 0 ? "cancelled" : "confirmed", source: at % 2 ? "web" : "import" });
  }
  return { ...practice, admin: addUser(practice, "admin@example.com", "admin") };
}

function alongOf({ db }: Awaited<ReturnType<typeof practiceWithRows>>, filters: AllFilters, way?: Plan["way"]) {
  const plan = planOf(db, conditionsOf(db, filters), filters.sort, 5, way === "few" ? 300 : 0);
  const query = queryAlong({ ...plan, way: way ?? plan.way }, filters.sort, 5, null);
  return { way: plan.way, ids: db.all<{ id: string }>(query).map(({ id }) => id), explained: db.all<{ detail: string }>(sql`explain query plan ${query}`).map(({ detail }) => detail) };
}

test("walking along names and sorting what matches find the same bookings", async () => {
  const practice = await practiceWithRows();
  for (const some of filled) {
    for (const sort of ["customer", "-customer"] as const) {
      const filters = { ...NO_FILTERS, ...some, sort };
      const walked = alongOf(practice, filters, "names").ids;
      for (const way of ["sorted names", "few"] as const) expect(alongOf(practice, filters, way).ids, JSON.stringify(filters)).toEqual(walked);
      expect(listAllBookings(practice.app, practice.admin, filters).rows.slice(0, 5).map(({ id }) => id)).toEqual(walked);
    }
  }
});

test("no way to a page sorts more than it must, or looks at bookings that nothing led to", async () => {
  const practice = await practiceWithRows();
  for (const some of filled) {
    for (const sort of SORTS) {
      const { way, explained } = alongOf(practice, { ...NO_FILTERS, ...some, sort }, sort.endsWith("customer") ? "names" : undefined);
      const said = `${JSON.stringify(some)} ${sort}`;
      if (way !== "search") expect(explained.filter((line) => /TEMP B-TREE/.test(line)), said).toEqual([]);
      expect(explained.filter((line) => /^SCAN bookings\b(?! USING)/.test(line)), said).toEqual([]);
      if (sort.endsWith("customer")) expect(explained[0], said).toMatch(some.q ? /bookings USING INDEX bookings_customer/ : /bookings USING COVERING INDEX bookings_customer/);
    }
  }
});

test("a reference or a uid finds its booking alone, wherever the letters stand as well", async () => {
  const practice = await practiceWithRows();
  const { app, admin, db } = practice;
  const meant = importRow(practice, { attendeeName: "Meant" });
  db.insert(calcomLinks).values({ uid: "ana", bookingId: meant.id, state: "accepted", farEnd: "embedded", createdAt: 0 }).run();
  importRow(practice, { notes: `See ${referenceOf(meant.id)}` });
  const found = (some: Partial<AllFilters>) => listAllBookings(app, admin, { ...NO_FILTERS, ...some });
  for (const q of ["ana", referenceOf(meant.id), referenceOf(meant.id).replace("-", "").toLowerCase()]) {
    for (const sort of SORTS) expect(found({ q, sort })).toMatchObject({ rows: [{ id: meant.id }], total: 1 });
    expect(found({ q, status: ["rejected"] })).toMatchObject({ rows: [], total: 0 });
  }
  expect(found({ q: "Ana" }).total).toBeGreaterThan(3);
});

test("a name is looked for along the names; other words are sorted when few, and met soon enough along the names when many", async () => {
  const { db } = await practiceWithRows();
  const wayAt = (total: number, q?: string) => {
    db.$client.exec(`UPDATE booking_counts SET bookings = ${total} WHERE attendee = 0 AND title = 0`);
    return planOf(db, conditionsOf(db, { ...NO_FILTERS, q }), "customer", 20, 0).way;
  };
  expect([wayAt(1_000_000, "maria"), wayAt(1_000_000, "ma")]).toEqual(["found names", "found names"]);
  expect([wayAt(1_000_000, "consultation"), wayAt(12, "consultation")]).toEqual(["sorted names", "sorted names"]);
  expect(wayAt(12)).toBe("names");
});

test("more addresses than are asked for one by one are found as well", async () => {
  const practice = await practiceWithRows();
  for (let at = 0; at < 25; at += 1) importRow(practice, { attendeeEmail: `guest${at}@many.test` });
  const totalOf = (q: string) => listAllBookings(practice.app, practice.admin, { ...NO_FILTERS, q }).total;
  expect([totalOf("@many.test"), totalOf("guest2@many.test"), totalOf("4@many.test")]).toEqual([25, 1, 3]);
});

test("bookings are numbered here as the triggers number them", async () => {
  const practice = await practiceWithRows();
  for (const [at, status] of BOOKING_STATUSES.entries()) importRow(practice, { status, source: BOOKING_SOURCES[at] });
  const { db } = practice;
  expect(db.all(sql`select seq from bookings where ${PLACE} <> (select place from searched_bookings s where s.seq = bookings.seq)`)).toEqual([]);
  for (const status of BOOKING_STATUSES) expect(new Set(db.all<{ status: string }>(sql`select status from (select status, ${PLACE} place from bookings) where ${hasStatus([status])}`).map((row) => row.status))).toEqual(new Set([status]));
  for (const source of BOOKING_SOURCES) expect(new Set(db.all<{ source: string }>(sql`select source from (select source, ${PLACE} place from bookings) where ${hasSource(source)}`).map((row) => row.source))).toEqual(new Set([source]));
});

test("an export that would search anew for every batch has the order of the list, whether it walks or sorts", async () => {
  const practice = await practiceWithRows();
  const { app, admin, db } = practice;
  for (let at = 0; at < 320; at += 1) importRow(practice, { startsAt: monday(9) + at * 60_000, attendeeName: ["Maria", "Ana", "Bo"][at % 3], title: at % 40 === 0 ? "Other" : "Consultation" });
  const filters = { ...NO_FILTERS, q: "consultation", sort: "customer" as const };
  const listed: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = listAllBookings(app, admin, { ...filters, limit: 100, cursor });
    listed.push(...page.rows.map(({ id }) => id));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(listed).toHaveLength(321);
  for (const kept of [1, 1_000_000]) {
    db.$client.exec(`UPDATE booking_counts SET bookings = ${kept} WHERE attendee = 0 AND title = 0`);
    expect(planOf(db, conditionsOf(db, filters), "customer", 500).way).toBe(kept === 1 ? "names" : "sorted names");
    expect([...exportAllBookings(app, admin, filters)].map(({ id }) => id)).toEqual(listed);
  }
});
