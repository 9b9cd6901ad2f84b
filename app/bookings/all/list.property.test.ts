import fc from "fast-check";
import { expect, test } from "vitest";
import { users } from "#db/schema/people.ts";
import { paths } from "#app/lib/paths.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { BOOKING_STATUSES } from "../booking.ts";
import { addUser, importRow, testPractice, TEST_NOW, wipe } from "../testing.ts";
import { conditionsOf } from "./conditions.server.ts";
import { keptOf, totalOf } from "./count.server.ts";
import { AllFilters, BOOKING_SOURCES, NO_FILTERS, PAGE_SIZES, searchOf, SORTS } from "./filters.ts";
import { countOf, planOf } from "./plan.server.ts";
import { idsAlong } from "./ids-along.server.ts";
import { exportAllBookings } from "./export.server.ts";
import { placesInNotes } from "./places.server.ts";
import { listAllBookings, neighbours, type ListedDetails } from "./list.server.ts";

const pieces = ["Ana", "ana", "AN", "Müller", "mull", "a", "Bo", "50%", "100%", "_x_", "x_y", '"quoted"', "'", "🎉", "🎉🎉🎉 ", "OR", "NOT", "*", "(", "\\", "-", "maria", "Silva", "va Co", " ", ".test", "ana@example.test", "+49 170123 "];
const prose = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }).map((some) => some.join(""));
const rows = fc.array(
  fc.record({
    owner: fc.integer({ min: 0, max: 2 }),
    /** Some share a day, a minute or an instant. */
    startsAt: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, 1, 20_000, 61_000)).map(([days, later]) => TEST_NOW + days * DAY_MS + later),
    status: fc.constantFrom(...BOOKING_STATUSES),
    source: fc.constantFrom(...BOOKING_SOURCES),
    title: prose,
    attendeeName: prose,
    attendeeEmail: fc.option(fc.constantFrom("ana@example.test", "Dr.Ana@example.test", "bo0170123@x_y.test")),
    attendeePhone: fc.option(fc.constantFrom("+49 170 123", "+49170123", "(0170) 999")),
    notes: fc.option(prose),
  }),
  { maxLength: 15 },
);
const asked = fc.record({
  q: fc.option(fc.array(fc.constantFrom(...pieces, "0170", "123", "+49170123", "0170123", "099", "@example", "a@example.test", "ANA@example.test"), { minLength: 1, maxLength: 3 }).map((some) => some.join(" ")), { nil: undefined }),
  status: fc.subarray([...BOOKING_STATUSES], { maxLength: 2 }),
  source: fc.option(fc.constantFrom(...BOOKING_SOURCES), { nil: undefined }),
  sort: fc.constantFrom(...SORTS),
});

async function practiceWithUsers() {
  const practice = await testPractice();
  return { practice, owners: ["one", "two"].map((name) => addUser(practice, `${name}@example.com`).userId), admin: addUser(practice, "admin@example.com", "admin") };
}

type Setting = Awaited<ReturnType<typeof practiceWithUsers>>;

function fill({ practice, owners }: Setting, specs: ({ owner: number } & Parameters<typeof importRow>[1])[]) {
  wipe(practice);
  return specs.map(({ owner, ...row }) => importRow(practice, { ...row, userId: owners[owner] ?? null }));
}

/** Every page, as somebody sees them who follows "next" to the end. */
function everything({ practice, admin }: Setting, filters: AllFilters, limit = 3): ListedDetails[] {
  const seen: ListedDetails[] = [];
  let cursor: string | undefined;
  do {
    const page = listAllBookings(practice.app, admin, { ...filters, limit: limit as AllFilters["limit"], cursor });
    seen.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

const ids = (list: { id: string }[]) => list.map(({ id }) => id).sort();
const plain = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** What the search says it finds, read off the row one by one. */
function occurs(row: ReturnType<typeof importRow>, q: string): boolean {
  const fields = [row.title, row.attendeeName, row.attendeeEmail, row.attendeePhone, row.notes].map((field) => plain(field ?? ""));
  return q.split(/\s+/).filter(Boolean).every((typed) => {
    const word = plain(typed);
    if ([...word].length < 3) return plain(row.attendeeName).split(" ").some((part) => part.startsWith(word));
    const digits = /^[+\d()./-]+$/.test(typed) ? typed.replace(/\D/g, "").replace(/^0+/, "") : "";
    return fields.some((field) => field.includes(word)) || (digits.length >= 3 && (row.attendeePhone ?? "").replace(/\D/g, "").includes(digits));
  });
}

test("Feature: calcom-booking-integration, Property 6: an administrator gets every booking", async () => {
  // Validates: 2.1
  const setting = await practiceWithUsers();
  fc.assert(
    fc.property(rows, fc.constantFrom(...SORTS), (specs, sort) => {
      const made = fill(setting, specs);
      expect(ids(everything(setting, { ...NO_FILTERS, sort }))).toEqual(ids(made));
      expect(listAllBookings(setting.practice.app, setting.admin, NO_FILTERS).total).toBe(made.length);
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 7: an administrator's booking carries its user's name and e-mail", async () => {
  // Validates: 2.2
  const setting = await practiceWithUsers();
  const known = new Map(setting.practice.db.select().from(users).all().map((user) => [user.id, user]));
  fc.assert(
    fc.property(rows, (specs) => {
      fill(setting, specs);
      for (const { userId, user } of everything(setting, NO_FILTERS)) {
        const owner = userId === null ? undefined : known.get(userId);
        expect(user).toEqual(owner ? { id: owner.id, name: owner.name, email: owner.email } : null);
      }
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 8: the user filter returns only that user's", async () => {
  // Validates: 2.3, 7.3
  const setting = await practiceWithUsers();
  fc.assert(
    fc.property(rows, fc.constantFrom(0, 1), fc.boolean(), (specs, which, byEmail) => {
      const owner = setting.owners[which] as string;
      const own = fill(setting, specs).filter(({ userId }) => userId === owner);
      expect(ids(everything(setting, { ...NO_FILTERS, user: byEmail ? `${["One", "two"][which]}@example.com` : owner }))).toEqual(ids(own));
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 19: every result matches the search, and everything that matches is a result", async () => {
  // Validates: 7.1
  const setting = await practiceWithUsers();
  fc.assert(
    fc.property(rows, asked, (specs, filters) => {
      const wanted = fill(setting, specs).filter((row) => occurs(row, filters.q ?? "") && (filters.status.length === 0 || filters.status.includes(row.status)) && (filters.source ?? row.source) === row.source);
      const page = { ...NO_FILTERS, ...filters };
      expect(ids(everything(setting, page))).toEqual(ids(wanted));
      expect(listAllBookings(setting.practice.app, setting.admin, page).total).toBe(wanted.length);
    }),
    { numRuns: 300 },
  );
});

test("Feature: calcom-booking-integration, Property 20: the date range filter returns only starts in range", async () => {
  // Validates: 7.2
  const setting = await practiceWithUsers();
  const day = fc.option(fc.integer({ min: -4, max: 4 }).map((days) => new Date(TEST_NOW + days * DAY_MS).toISOString().slice(0, 10)), { nil: undefined });
  fc.assert(
    fc.property(rows, day, day, (specs, from, to) => {
      // The company's clock is UTC here.
      const inRange = fill(setting, specs).filter(({ startsAt }) => {
        const date = new Date(startsAt).toISOString().slice(0, 10);
        return (from === undefined || date >= from) && (to === undefined || date <= to);
      });
      expect(ids(everything(setting, { ...NO_FILTERS, from, to }))).toEqual(ids(inRange));
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 21: the status filter returns only that status", async () => {
  // Validates: 7.4
  const setting = await practiceWithUsers();
  fc.assert(
    fc.property(rows, fc.subarray([...BOOKING_STATUSES], { minLength: 1 }), (specs, status) => {
      const wanted = fill(setting, specs).filter((row) => status.includes(row.status));
      expect(ids(everything(setting, { ...NO_FILTERS, status }))).toEqual(ids(wanted));
      expect(listAllBookings(setting.practice.app, setting.admin, { ...NO_FILTERS, status }).total).toBe(wanted.length);
    }),
    { numRuns: 100 },
  );
});

test("Feature: calcom-booking-integration, Property 22: clearing filters gives the full list", async () => {
  // Validates: 7.5
  const setting = await practiceWithUsers();
  fc.assert(
    fc.property(rows, asked, (specs, filters) => {
      const made = fill(setting, specs);
      everything(setting, { ...NO_FILTERS, ...filters });
      expect(ids(everything(setting, NO_FILTERS))).toEqual(ids(made));
    }),
    { numRuns: 100 },
  );
});

test("pages lead forward and back through one order, which the export and the neighbours of a booking follow", async () => {
  const setting = await practiceWithUsers();
  const { app } = setting.practice;
  fc.assert(
    fc.property(rows, asked, (specs, some) => {
      fill(setting, specs);
      const filters = { ...NO_FILTERS, ...some };
      const order = everything(setting, filters);
      expect([...exportAllBookings(app, setting.admin, filters)]).toEqual(order);
      const keys = order.map((row) => (filters.sort.endsWith("starts") ? row.startsAt : row.attendeeName.replace(/[A-Z]/g, (letter) => letter.toLowerCase())));
      const sorted = keys.every((key, at) => at === 0 || (filters.sort.startsWith("-") ? compare(keys[at - 1]!, key) >= 0 : compare(keys[at - 1]!, key) <= 0));
      expect(sorted).toBe(true);
      order.forEach(({ id }, at) => expect(neighbours(app, setting.admin, filters, id)).toEqual({ previous: order[at - 1]?.id ?? null, next: order[at + 1]?.id ?? null }));
      const second = listAllBookings(app, setting.admin, { ...filters, limit: 3 as never, cursor: listAllBookings(app, setting.admin, { ...filters, limit: 3 as never }).next ?? undefined });
      if (second.previous) expect(listAllBookings(app, setting.admin, { ...filters, limit: 3 as never, cursor: second.previous }).rows.map(({ id }) => id)).toEqual(order.slice(0, 3).map(({ id }) => id));
    }),
    { numRuns: 100 },
  );
});

/** As SQLite compares: by bytes of UTF-8. */
const compare = (a: string | number, b: string | number) => (typeof a === "number" ? a - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(String(b))));

test("a filter that is wrong falls back by itself, and the address says every other one again", () => {
  const read = (search: Record<string, unknown>) => AllFilters.parse(search);
  expect(read({ q: "  ana ", status: ["pending", "lost"], source: "fax", from: "2026-13-01", to: "2026-11-30", sort: "size", limit: "21" })).toEqual({ ...NO_FILTERS, q: "ana", status: ["pending"], to: "2026-11-30" });
  expect(read({ status: "cancelled", limit: "100", sort: "customer" })).toMatchObject({ status: ["cancelled"], limit: 100, sort: "customer" });
  expect(PAGE_SIZES.map((limit) => read({ limit: String(limit) }).limit)).toEqual([20, 50, 100]);
  expect(paths.adminBookings(searchOf(read({ q: "ana", status: ["pending", "confirmed"], sort: "-starts", limit: "50" })))).toBe("/admin/bookings?q=ana&status=pending&status=confirmed&limit=50");
});

test("along the start, many that match are counted, and met in the order in which few are looked up", async () => {
  const setting = await practiceWithUsers();
  const { db } = setting.practice;
  fc.assert(
    fc.property(rows, asked, fc.nat(), fc.boolean(), fc.constantFrom(240_000, 3 * DAY_MS), (specs, some, at, back, within) => {
      // In a few minutes, so that many share the one a page ends in, or in days.
      const made = fill(setting, specs.map((spec) => ({ ...spec, startsAt: TEST_NOW + ((spec.startsAt - TEST_NOW) % within) })));
      const filters = { ...NO_FILTERS, status: [...BOOKING_STATUSES], sort: some.sort.replace("customer", "starts") as AllFilters["sort"] };
      const here = made.length > 0 ? made[at % made.length]! : null;
      const cursor = here && { back, key: here.startsAt, id: here.id };
      const from = new Date(TEST_NOW).toISOString().slice(0, 10);
      for (const also of [filters, { ...filters, ...some }, { ...NO_FILTERS, q: some.q, from }]) {
        const asked = conditionsOf(db, also);
        const [passing, looking] = [1_000, 2].map((most) => totalOf(db, asked, null, () => null, most));
        const total = everything(setting, also, 50).length;
        expect([passing, looking, countOf(db, planOf(db, asked, filters.sort, 2, -1))]).toEqual([total, total, total]);
        const kept = keptOf(db, asked);
        if (kept !== null) expect(kept.total + (kept.isExact ? placesInNotes(db, asked)!.total : 0)).toSatisfy((said: number) => (kept.isExact ? said === total : said <= total));
      }
      const along = (few: number) => idsAlong(db, planOf(db, conditionsOf(db, filters), filters.sort, 2, few), filters.sort, 2, cursor);
      expect(along(-1)).toEqual(along(300));
    }),
    { numRuns: 100 },
  );
});

test("only administrators get the list", async () => {
  const { practice } = await practiceWithUsers();
  const user = addUser(practice, "three@example.com");
  expect(() => listAllBookings(practice.app, user, NO_FILTERS)).toThrow("administrator");
  expect(() => [...exportAllBookings(practice.app, user, NO_FILTERS)]).toThrow("administrator");
});
