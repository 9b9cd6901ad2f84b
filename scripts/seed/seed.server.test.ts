import { and, eq, isNotNull } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { createApp } from "#app/app.server.ts";
import { isLive } from "#app/bookings/booking.ts";
import { remindDue } from "#app/bookings/reminders/remind.server.ts";
import { createCalcomGateway } from "#app/calcom/gateway.server.ts";
import { chainHash } from "#app/audit/record.server.ts";
import { activeBranches, servicesAt, staffFor } from "#app/catalog/queries.server.ts";
import { createEngine } from "#app/engine/engine.server.ts";
import { workingIntervals } from "#app/engine/slots/free-slots.ts";
import { embeddedAccount, engineHosts } from "#app/hosts.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { dateIn, DAY_MS } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { isDemo } from "#app/settings/demo.server.ts";
import { isPassword } from "#app/auth/password.server.ts";
import type { Db } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import { calcomHostMappings } from "#db/schema/catalog.ts";
import { engineBookings } from "#db/schema/engine.ts";
import { users } from "#db/schema/people.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import { reminders } from "#db/schema/reminders.ts";
import { testDatabase } from "#db/testing.ts";
import { company } from "./practice.ts";
import { DEMO_PASSWORD, seedDemo } from "./seed.server.ts";

/** A Friday noon; Berlin and Lisbon both go over to summer time within the weeks around it. */
const NOW = Date.parse("2026-03-20T12:00:00Z");
let db: Db;

beforeAll(async () => {
  db = await seeded(NOW);
});

async function seeded(nowMs: number): Promise<Db> {
  const fresh = testDatabase();
  await seedDemo({ db: fresh, clock: () => nowMs });
  return fresh;
}

function contentOf(database: Db): Record<string, unknown[]> {
  const tables = database.$client.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'").pluck().all() as string[];
  const withoutHash = (row: unknown) => ({ ...(row as object), password_hash: null });
  return Object.fromEntries(tables.map((table) => [table, database.$client.prepare(`SELECT * FROM "${table}"`).all().map(withoutHash)]));
}

function gatewayOf(database: Db, nowMs: number) {
  const deps = { db: database, clock: () => nowMs, random: systemRandom };
  const engine = createEngine({ ...deps, apiKeys: [{ key: "cal_test", userId: embeddedAccount(deps).userId }], rateLimit: "off" });
  const log = { info() {}, warn() {}, error() {} };
  return { hosts: engineHosts(engine, deps), gateway: createCalcomGateway({ baseUrl: "http://engine.local/v2", apiKey: "cal_test", fetch: engine.fetch, clock: deps.clock, log }) };
}

test("two new databases of one day hold the same, at whatever hour", async () => {
  const evening = await seeded(NOW + 8 * 3_600_000);
  // What is still to be reminded of is less at every hour.
  expect({ ...contentOf(evening), reminders: null }).toEqual({ ...contentOf(db), reminders: null });
});

test("nobody is reminded of what is over, or told later that it was missed", async () => {
  const app = createApp({ db: await seeded(NOW), env: { ...parseEnv({}), appSecret: "a secret only tests have, 32 characters" }, log: createLog("silent"), clock: () => NOW, demo: true });
  while (remindDue(app) > 0);
  expect(app.db.select().from(notifications).all()).toEqual([]);
  expect(app.db.select().from(reminders).all().length).toBeGreaterThan(50);
});

test("a second seeding changes nothing", async () => {
  const before = contentOf(db);
  await seedDemo({ db, clock: () => NOW + DAY_MS });
  expect(contentOf(db)).toEqual(before);
  expect(isDemo(db)).toBe(true);
});

test("a database with people of its own is refused and left as it was", async () => {
  const own = testDatabase();
  own.insert(users).values({ id: "u", name: "Somebody", createdAt: 0, updatedAt: 0 }).run();
  await expect(seedDemo({ db: own, clock: () => NOW })).rejects.toThrow(/people of its own/);
  expect(isDemo(own)).toBe(false);
});

test("there are 2 branches in different zones, 5 services, 6 people, 40 customers and 300 bookings", () => {
  const rows = contentOf(db);
  const counts = Object.fromEntries(["branches", "services", "staff", "bookings"].map((table) => [table, rows[table]?.length]));
  expect(counts).toEqual({ branches: 2, services: 5, staff: 6, bookings: 300 });
  expect(new Set(activeBranches(db).map((branch) => branch.timeZone)).size).toBe(2);
  expect(db.select().from(users).where(eq(users.role, "user")).all()).toHaveLength(40);
});

test("all three sign-ins work", async () => {
  const accounts = db.select().from(users).where(isNotNull(users.passwordHash)).all();
  expect(accounts.map(({ email, role }) => [email, role]).sort()).toEqual([["admin@frontdesk.test", "admin"], ["ines@harbour-physio.example", "staff"], ["user@frontdesk.test", "user"]]);
  for (const account of accounts) expect(await isPassword(account.passwordHash, DEMO_PASSWORD)).toBe(true);
});

test("the customer who signs in finds something everywhere, and the next appointment soon", () => {
  const user = db.select().from(users).where(eq(users.email, "user@frontdesk.test")).get()!;
  const own = db.select().from(bookings).where(eq(bookings.userId, user.id)).all();
  const live = own.filter((booking) => isLive(booking.status) && booking.startsAt > NOW);
  expect(own.length).toBeGreaterThanOrEqual(25);
  expect(Math.min(...live.map((booking) => booking.startsAt))).toBeLessThan(NOW + 4 * DAY_MS);
  expect(live.map((booking) => booking.status)).toEqual(expect.arrayContaining(["pending", "confirmed", "rescheduled"]));
  expect(own.filter((booking) => booking.startsAt < NOW).length).toBeGreaterThan(10);
  expect(own.some((booking) => booking.status === "cancelled" && booking.startsAt > NOW)).toBe(true);
});

test("the past is settled, the future has every status, both are weeks long", () => {
  const all = db.select().from(bookings).all();
  const past = all.filter((booking) => booking.startsAt < NOW);
  const future = all.filter((booking) => booking.startsAt >= NOW);
  expect(past.some((booking) => booking.status === "pending")).toBe(false);
  expect(past.filter((booking) => booking.status === "confirmed").length).toBeGreaterThan(past.length * 0.7);
  expect(new Set(future.map((booking) => booking.status))).toEqual(new Set(["pending", "confirmed", "rescheduled", "cancelled", "rejected"]));
  expect(Math.min(...past.map((booking) => booking.startsAt))).toBeLessThan(NOW - 49 * DAY_MS);
  expect(Math.max(...future.map((booking) => booking.startsAt))).toBeGreaterThan(NOW + 28 * DAY_MS);
});

test("today's sheet has something on it", () => {
  const today = dateIn(company.timeZone, NOW);
  const confirmed = db.select().from(bookings).all().filter(({ status, startsAt }) => status === "confirmed" && dateIn(company.timeZone, startsAt) === today);
  expect(confirmed.length).toBeGreaterThanOrEqual(8);
});

test("no two live appointments of a person overlap, buffers included", () => {
  const live = db.select().from(bookings).all().filter((booking) => isLive(booking.status));
  const overlapping = live.filter((a) => live.some((b) => a.id !== b.id && a.staffId === b.staffId && a.blockedFrom < b.blockedUntil && b.blockedFrom < a.blockedUntil));
  expect(overlapping).toEqual([]);
});

test("every appointment lies inside its person's hours", async () => {
  const { hosts } = gatewayOf(db, NOW);
  const rows = db.select().from(bookings).innerJoin(calcomHostMappings, eq(calcomHostMappings.staffId, bookings.staffId)).all();
  expect(rows).toHaveLength(300);
  for (const { bookings: booking, calcom_host_mappings: host } of rows) {
    const hours = await hosts.readHours(host.calcomUserId);
    const range = { startMs: booking.startsAt, endMs: booking.endsAt };
    expect(workingIntervals(hours!, range)).toEqual([range]);
  }
});

test("every booking is the same at both ends", () => {
  const far = { accepted: ["confirmed", "rescheduled"], pending: ["pending"], cancelled: ["cancelled"], rejected: ["rejected"] };
  const pairs = db
    .select()
    .from(bookings)
    .innerJoin(calcomLinks, eq(calcomLinks.bookingId, bookings.id))
    .innerJoin(engineBookings, eq(engineBookings.uid, calcomLinks.uid))
    .all();
  const tips = pairs.filter(({ calcom_links: link }) => link.state !== "superseded");
  expect(tips).toHaveLength(300);
  for (const { bookings: here, engine_bookings: there, calcom_links: link } of tips) {
    expect([here.startsAt, here.endsAt, here.icsUid, here.notes, here.location]).toEqual([there.startsAt, there.endsAt, there.icsUid, there.description, there.location]);
    expect(far[there.status]).toContain(here.status);
    expect([link.state, link.farEnd]).toEqual([there.status, "embedded"]);
    expect(there.metadata.portalRequestId).toMatch(/^[\w-]{22}$/);
  }
  for (const { bookings: here, engine_bookings: there } of pairs.filter(({ calcom_links: link }) => link.state === "superseded")) {
    expect([here.status, there.status]).toEqual(["rescheduled", "cancelled"]);
    expect(tips.find((tip) => tip.bookings.id === here.id)?.engine_bookings.uid).toBe(there.rescheduledToUid);
  }
  expect(db.select().from(engineBookings).all()).toHaveLength(pairs.length);
});

test("the history is one unbroken chain in the order things happened, and begins each booking", () => {
  const events = db.select().from(auditEvents).orderBy(auditEvents.seq).all();
  events.forEach((event, index) => {
    expect(event.hash).toBe(chainHash(events[index - 1]?.hash ?? "", event));
    expect(event.at).toBeGreaterThanOrEqual(events[index - 1]?.at ?? 0);
    expect(event.at).toBeLessThan(NOW);
  });
  for (const booking of db.select().from(bookings).all()) {
    const [first, ...rest] = events.filter((event) => event.subjectId === booking.id);
    expect(["booked", "requested"]).toContain(first?.action);
    expect(first!.at).toBe(booking.createdAt);
    expect(booking.createdAt).toBeLessThan(booking.startsAt);
    if (booking.status === "cancelled") expect(rest.at(-1)?.action).toBe("cancelled");
    if (booking.status === "rescheduled") expect(rest.map((event) => event.action)).toContain("moved");
  }
});

test.each([0, 1, 2, 3, 4, 5, 6])("everybody on offer has a free time within 7 days, and every service within 2, %i days later in the week", async (days) => {
  const nowMs = NOW + days * DAY_MS;
  const database = await seeded(nowMs);
  const { gateway } = gatewayOf(database, nowMs);
  const soonest = new Map<string, number>();
  for (const branch of activeBranches(database)) {
    for (const service of servicesAt(database, branch.id)) {
      for (const person of staffFor(database, { branchId: branch.id, serviceId: service.id })) {
        const { value: slots } = await gateway.slots({ eventTypeId: person.eventTypeId, startMs: nowMs, endMs: nowMs + 7 * DAY_MS });
        expect(slots.length, `${service.name} with ${person.name}`).toBeGreaterThan(0);
        soonest.set(service.name, Math.min(soonest.get(service.name) ?? Infinity, slots[0]!.startMs));
      }
    }
  }
  expect(soonest.size).toBe(5);
  for (const [name, startMs] of soonest) expect(startMs - nowMs, name).toBeLessThan(2 * DAY_MS);
});

test("moved, answered and annotated bookings are among them", () => {
  const all = db.select().from(bookings).all();
  expect(all.filter((booking) => booking.status === "rescheduled").length).toBeGreaterThan(10);
  expect(all.filter((booking) => booking.notes !== null).length).toBeGreaterThan(50);
  expect(all.filter((booking) => booking.guests.length > 0).length).toBeGreaterThan(5);
  expect(all.filter((booking) => booking.answers.reason !== undefined).length).toBeGreaterThan(10);
  expect(db.select().from(bookings).where(and(eq(bookings.status, "confirmed"), isNotNull(bookings.meetingUrl))).all().length).toBeGreaterThan(10);
});

test("nobody is in two places: one appointment a customer and day, at the branch where they live or by video", () => {
  const all = db.select().from(bookings).all();
  const days = all.map((booking) => `${booking.userId} ${new Date(booking.startsAt).toISOString().slice(0, 10)}`);
  expect(new Set(days).size).toBe(all.length);
  const branchesOf = new Map<string, Set<string>>();
  for (const booking of all.filter((one) => one.meetingUrl === null)) {
    branchesOf.set(booking.userId!, (branchesOf.get(booking.userId!) ?? new Set()).add(booking.branchId!));
  }
  for (const [, branchIds] of branchesOf) expect(branchIds.size).toBe(1);
});
