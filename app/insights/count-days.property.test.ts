import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bookings } from "#db/schema/bookings.ts";
import { dayNumbers } from "#db/schema/insights.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { countDays, uncountedSince } from "./count-days.server.ts";
import { byDate, byKey, totals } from "./numbers.server.ts";

const ZONES = ["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "not a zone"];
const STATUSES = ["pending", "confirmed", "rescheduled", "cancelled", "rejected"] as const;

const facts = fc.record({
  startsAt: fc.integer({ min: -14 * 96, max: 14 * 96 }).map((quarters) => TEST_NOW + quarters * 15 * MINUTE_MS),
  minutes: fc.constantFrom(15, 30, 45, 600),
  aheadHours: fc.integer({ min: -5, max: 500 }),
  venueTimeZone: fc.constantFrom(...ZONES),
  status: fc.constantFrom(...STATUSES),
  absent: fc.array(fc.boolean(), { maxLength: 3 }),
});
type Facts = typeof facts extends fc.Arbitrary<infer F> ? F : never;

const columns = ({ startsAt, minutes, aheadHours, absent, venueTimeZone, status }: Facts) => ({
  startsAt,
  endsAt: startsAt + minutes * MINUTE_MS,
  createdAt: startsAt - aheadHours * HOUR_MS,
  venueTimeZone,
  status,
  attendees: absent.map((each, n) => ({ name: `Attendee ${n}`, email: null, ...(each && { absent: true }) })),
});

function newRow(id: string, of: Facts) {
  const plain = { timeZone: "UTC", title: "Massage", attendeeName: "Maria", guests: [], answers: {}, metadata: {}, source: "web" as const, guarded: false, ownFields: [], icsUid: id, updatedAt: TEST_NOW };
  return { id, ...plain, blockedFrom: of.startsAt, blockedUntil: of.startsAt, ...columns(of) };
}

/** By Intl alone, a booking at a time. */
function clockAt(zone: string, ms: number): { date: string; hour: string } {
  const timeZone = zone === "not a zone" ? "UTC" : zone;
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit" }).formatToParts(ms).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, hour: String(Number(parts.hour)) };
}

function plainSum(all: Facts[]) {
  const kept = all.filter(({ status }) => status !== "cancelled" && status !== "rejected");
  const sum = (of: (one: Facts) => number) => kept.reduce((total, one) => total + of(one), 0);
  return {
    kept: kept.length,
    cancelled: all.filter(({ status }) => status === "cancelled").length,
    declined: all.filter(({ status }) => status === "rejected").length,
    noShows: kept.filter(({ absent }) => absent.includes(true) && !absent.includes(false)).length,
    minutes: sum(({ minutes }) => minutes),
    leadMinutes: sum(({ aheadHours }) => Math.max(0, aheadHours * 60)),
  };
}

const WHOLE = { from: "2026-10-01", to: "2026-12-31" };

test("whatever is booked, changed and removed, what was added up by day is what a plain look at all bookings finds", () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("book" as const), facts }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("change" as const), which: fc.nat(20), facts }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("count" as const) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const app = testApp();
      const standing = new Map<string, Facts>();
      for (const [n, one] of steps.entries()) {
        const id = "which" in one ? [...standing.keys()][one.which % Math.max(1, standing.size)] : `b${n}`;
        if (id === undefined) continue;
        if (one.kind === "count") countDays(app, 2);
        else if (one.kind === "remove") {
          app.db.delete(bookings).where(eq(bookings.id, id)).run();
          standing.delete(id);
        } else {
          if (one.kind === "book") app.db.insert(bookings).values(newRow(id, one.facts)).run();
          else app.db.update(bookings).set(columns(one.facts)).where(eq(bookings.id, id)).run();
          standing.set(id, one.facts);
        }
      }
      while (countDays(app) > 0);
      const all = [...standing.values()];
      expect(totals(app.db, WHOLE)).toEqual(plainSum(all));
      const dates = new Set(all.map((one) => clockAt(one.venueTimeZone, one.startsAt).date));
      expect(byDate(app.db, WHOLE)).toEqual(new Map([...dates].sort().map((date) => [date, plainSum(all.filter((one) => clockAt(one.venueTimeZone, one.startsAt).date === date))])));
      const hours = new Set(all.map((one) => clockAt(one.venueTimeZone, one.startsAt).hour));
      expect(byKey(app.db, "hour", WHOLE)).toEqual(new Map([...hours].map((hour) => [hour, plainSum(all.filter((one) => clockAt(one.venueTimeZone, one.startsAt).hour === hour))])));
      app.db.$client.close();
    }),
    { numRuns: 150 },
  );
});

const AT_TEN: Facts = { startsAt: TEST_NOW, minutes: 30, aheadHours: 24, venueTimeZone: "Europe/Lisbon", status: "confirmed", absent: [false] };

test("numbers say since when they are old, and only for the days asked about", () => {
  const app = testApp();
  const today = Math.floor(TEST_NOW / DAY_MS);
  app.db.insert(bookings).values({ ...newRow("b", AT_TEN), updatedAt: TEST_NOW - 5_000 }).run();
  expect(uncountedSince(app, today, today)).toBe(TEST_NOW - 5_000);
  expect(uncountedSince(app, today + 1, today + 9)).toBeNull();
  expect(countDays(app)).toBe(1);
  expect(uncountedSince(app, today, today)).toBeNull();
});

test("what nobody counts does not call for a recount", () => {
  const app = testApp();
  app.db.insert(bookings).values(newRow("b", AT_TEN)).run();
  countDays(app);
  app.db.update(bookings).set({ notes: "Ring twice" }).run();
  expect(countDays(app)).toBe(0);
});

test("a day with very many people, services and hours is written whole", () => {
  const app = testApp();
  app.db.$client.pragma("foreign_keys = OFF");
  for (let n = 0; n < 700; n += 1) app.db.insert(bookings).values({ ...newRow(`b${n}`, AT_TEN), staffId: `s${n}`, serviceId: `v${n}` }).run();
  countDays(app);
  expect(app.db.select().from(dayNumbers).all()).toHaveLength(2 * 700 + 3);
  expect(byKey(app.db, "staff", WHOLE).size).toBe(700);
});
