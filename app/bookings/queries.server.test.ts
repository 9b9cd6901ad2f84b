import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { writeCompany } from "#app/settings/company.server.ts";
import { BOOKING_TABS, BookingFilters } from "./filters.ts";
import { countBookings, exportBookings, getBooking, listBookings, nextBooking } from "./queries.server.ts";
import { addUser, importRow, monday, testPractice, TEST_NOW, type Practice } from "./testing.ts";

const admin = { kind: "admin", userId: "a", name: "Admin" } as const;

/** The titles a list holds for these filters. */
const titles = ({ app }: Practice, filters: Partial<BookingFilters>) => listBookings(app, admin, { tab: "upcoming", ...filters }).rows.map(({ title }) => title);

test("every tab counts what it lists, with filters and without", async () => {
  const practice = await testPractice();
  const statuses = ["pending", "confirmed", "rescheduled", "cancelled", "rejected"] as const;
  for (let n = 0; n < 15; n += 1) {
    importRow(practice, { startsAt: TEST_NOW + (n - 7) * HOUR_MS, status: statuses[n % 5], serviceId: n % 2 ? practice.massage.id : practice.consultation.id });
  }
  for (const narrowing of [{}, { service: "massage" }, { q: "Maria" }, { q: "nobody" }]) {
    const counts = countBookings(practice.app, admin, narrowing);
    for (const tab of BOOKING_TABS) expect([tab, listBookings(practice.app, admin, { tab, ...narrowing }).rows.length]).toEqual([tab, counts[tab]]);
  }
});

test.each(["upcoming", "past"] as const)("the pages of %s are the same on the way back", async (tab) => {
  const practice = await testPractice();
  const towards = tab === "upcoming" ? 1 : -1;
  for (let n = 0; n < 50; n += 1) importRow(practice, { startsAt: TEST_NOW + towards * (DAY_MS + Math.floor(n / 7) * HOUR_MS) });
  const read = (cursor?: string) => listBookings(practice.app, admin, { tab, cursor });
  const ids = (page: ReturnType<typeof read>) => page.rows.map(({ id }) => id);
  const first = read();
  const second = read(first.next!);
  const third = read(second.next!);
  expect([first, second, third].map(({ rows }) => rows.length)).toEqual([20, 20, 10]);
  expect(new Set([first, second, third].flatMap(ids)).size).toBe(50);
  expect([first.previous, third.next]).toEqual([null, null]);
  const secondAgain = read(third.previous!);
  expect(ids(secondAgain)).toEqual(ids(second));
  const firstAgain = read(secondAgain.previous!);
  expect(ids(firstAgain)).toEqual(ids(first));
  expect(firstAgain.previous).toBeNull();
  expect(ids(read(firstAgain.next!))).toEqual(ids(second));
});

test.each(["", "n", "n.1", "x.1.a", "n.9e99.a", "n.1.a' OR 1", "b.99999999999999999.a"])("the cursor %j is none", async (cursor) => {
  const practice = await testPractice();
  importRow(practice, { startsAt: monday(10) });
  expect(listBookings(practice.app, admin, { tab: "upcoming", cursor }).rows).toHaveLength(1);
});

test("a search finds words anywhere, all of them, and takes no character for a pattern", async () => {
  const practice = await testPractice();
  importRow(practice, { title: "100% wool", attendeeName: "O'Brien", attendeeEmail: "pat@example.com", startsAt: monday(10) });
  importRow(practice, { title: "snake_case", notes: 'He said "hello"', attendeePhone: "+351912345678", startsAt: monday(11) });
  importRow(practice, { title: "back\\slash", startsAt: monday(12), serviceId: practice.massage.id });
  expect(titles(practice, { q: "100%" })).toEqual(["100% wool"]);
  expect(titles(practice, { q: "%" })).toEqual(["100% wool"]);
  expect(titles(practice, { q: "_" })).toEqual(["snake_case"]);
  expect(titles(practice, { q: "\\" })).toEqual(["back\\slash"]);
  expect(titles(practice, { q: "o'brien" })).toEqual(["100% wool"]);
  expect(titles(practice, { q: '"hello"' })).toEqual(["snake_case"]);
  expect(titles(practice, { q: "912345" })).toEqual(["snake_case"]);
  expect(titles(practice, { q: "massage" })).toEqual(["back\\slash"]);
  expect(titles(practice, { q: "ana lisbon wool PAT@" })).toEqual(["100% wool"]);
  expect(titles(practice, { q: "wool snake" })).toEqual([]);
  expect(titles(practice, { q: "'; DROP TABLE bookings; --" })).toEqual([]);
});

test("filters narrow by service, branch, person and by days of the company's zone", async () => {
  const practice = await testPractice();
  writing(practice.db, (tx) => writeCompany(tx, { timeZone: "Asia/Tokyo" }, TEST_NOW));
  importRow(practice, { title: "early", startsAt: Date.UTC(2026, 10, 22, 15) });
  importRow(practice, { title: "late", startsAt: Date.UTC(2026, 10, 23, 14, 59) });
  importRow(practice, { title: "next day", startsAt: Date.UTC(2026, 10, 23, 15), branchId: practice.newYork.id, staffId: practice.cleo.id, serviceId: practice.massage.id });
  expect(titles(practice, { from: "2026-11-23", to: "2026-11-23" })).toEqual(["early", "late"]);
  expect(titles(practice, { from: "2026-11-24" })).toEqual(["next day"]);
  expect(titles(practice, { to: "2026-11-22" })).toEqual([]);
  expect(titles(practice, { branch: "new-york" })).toEqual(["next day"]);
  expect(titles(practice, { staff: practice.cleo.slug, service: "massage" })).toEqual(["next day"]);
  expect(titles(practice, { service: "nothing-of-the-kind" })).toEqual([]);
  expect(titles(practice, { to: "9999-12-31", from: "0001-01-01" })).toHaveLength(3);
});

test("control characters are no part of a search: one that SQLite ends its patterns at does not match everything", async () => {
  const practice = await testPractice();
  importRow(practice, { title: "Wool", startsAt: monday(10) });
  const found = (q: string) => titles(practice, BookingFilters.parse({ q }));
  expect(found("\0nobody")).toEqual([]);
  expect(found("no\0body\u001f")).toEqual([]);
  expect(found("\0wool\x7f")).toEqual(["Wool"]);
  expect(BookingFilters.parse({ q: "\0" }).q).toBe("");
});

test("filters that cannot be read fall back one by one", () => {
  expect(BookingFilters.parse({ tab: "all", q: "x".repeat(300), from: "2026-02-30", to: "soon", service: ["a", "b"] })).toEqual({ tab: "upcoming" });
});

test("an appointment that runs is upcoming until its end, and then it is past", async () => {
  const practice = await testPractice();
  importRow(practice, { title: "now", startsAt: TEST_NOW - HOUR_MS, endsAt: TEST_NOW + 1 });
  expect(nextBooking(practice.app, admin)?.title).toBe("now");
  practice.time.nowMs += 1;
  expect(titles(practice, {})).toEqual([]);
  expect(titles(practice, { tab: "past" })).toEqual(["now"]);
  expect(nextBooking(practice.app, admin)).toBeNull();
});

test("an export holds everything the filters match, in batches that tie at their edges", async () => {
  const practice = await testPractice();
  for (let n = 0; n < 1_003; n += 1) importRow(practice, { startsAt: monday(9) + Math.floor(n / 400) * HOUR_MS });
  const ids = [...exportBookings(practice.app, admin, { tab: "upcoming" })].map(({ id }) => id);
  expect([ids.length, new Set(ids).size]).toEqual([1_003, 1_003]);
});

test("a guest sees one booking, an administrator all, and foreign rows without a catalogue are shown too", async () => {
  const practice = await testPractice();
  const user = addUser(practice, "one@example.com");
  const own = importRow(practice, { userId: user.userId, startsAt: monday(9) });
  const foreign = importRow(practice, { serviceId: null, staffId: null, branchId: null, startsAt: monday(11), title: "From elsewhere" });
  expect(listBookings(practice.app, { kind: "guest", bookingId: own.id }, { tab: "upcoming" }).rows.map(({ id }) => id)).toEqual([own.id]);
  expect(countBookings(practice.app, user)).toEqual({ upcoming: 1, pending: 0, past: 0, cancelled: 0 });
  expect(getBooking(practice.app, admin, foreign.id)).toMatchObject({ service: null, staff: null, branch: null, user: null });
  expect(() => getBooking(practice.app, user, foreign.id)).toThrow("no such appointment");
});
