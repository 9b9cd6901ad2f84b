import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { openDatabase, writing } from "#db/client.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import { users } from "#db/schema/people.ts";
import { openImage, testDatabase } from "#db/testing.ts";
import { createApp, type App } from "#app/app.server.ts";
import { linkStaffAccount } from "#app/auth/staff-link.server.ts";
import type { User } from "#app/auth/user.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { addPerson } from "#app/catalog/add-person.server.ts";
import { createBranch } from "#app/catalog/create-branch.server.ts";
import { createService } from "#app/catalog/create-service.server.ts";
import type { Hours } from "#app/catalog/hosts.ts";
import { offerService } from "#app/catalog/offer-service.server.ts";
import { staffFor } from "#app/catalog/queries.server.ts";
import type { Branch, Offering, Service } from "#app/catalog/model.ts";
import { createEngine } from "#app/engine/engine.server.ts";
import { embeddedAccount } from "#app/hosts.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { TEST_NOW } from "#app/lib/testing.ts";
import type { Log } from "#app/lib/log.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { bookAppointment, type BookRequest } from "./book.server.ts";
import { settleOpen } from "./settling/settle-open.server.ts";

export { TEST_NOW };

/** 23 November 2026, the Monday after TEST_NOW, at a time of day in UTC. In winter Lisbon keeps UTC. */
export const monday = (hour: number, minute = 0) => Date.UTC(2026, 10, 23, hour, minute);

type Fetch = (request: Request) => Promise<Response>;

/** What the network does with a call instead of delivering it to the engine. */
export type Fault = (request: Request, engine: Fetch) => Promise<Response>;

export interface FarEndInTest {
  /** null: every call arrives and is answered. */
  fault: Fault | null;
  /** "POST /v2/bookings", in order. */
  calls: string[];
}

const by = { actor: "system:test", source: "import" } as const;
const SECRET = "a secret only tests have, 32 characters";
const KEY = "cal_of_this_test";
const workingWeek: Hours["availability"] = [{ days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], startTime: "09:00", endTime: "17:00" }];

/** Another instance of the product on a database, with a network of its own to break. */
export function openPractice(db: Db, time: { nowMs: number }): { app: App; far: FarEndInTest; logged: string[] } {
  const clock = () => time.nowMs;
  const { userId } = embeddedAccount({ db, clock, random: systemRandom });
  const engine = createEngine({ db, clock, apiKeys: [{ key: KEY, userId }], rateLimit: "off" });
  const far: FarEndInTest = { fault: null, calls: [] };
  const logged: string[] = [];
  const reach: Fetch = (request) => {
    far.calls.push(`${request.method} ${new URL(request.url).pathname}`);
    const known = new Request(request);
    known.headers.set("authorization", `Bearer ${KEY}`);
    return far.fault ? far.fault(known, engine.fetch) : engine.fetch(known);
  };
  const app = createApp({ db, env: { ...parseEnv({}), appSecret: SECRET }, log: listening(logged), demo: false, clock, fetch: reach });
  return { app, far, logged };
}

/**
 * A small practice on the embedded engine. Ana and Ben work in Lisbon, Cleo in New York; everybody from nine to five.
 * Time is fixed at `time.nowMs`.
 */
export async function testPractice({ file = ":memory:", nowMs = TEST_NOW } = {}) {
  const known = built.get(nowMs) ?? (await buildPractice(nowMs));
  built.set(nowMs, known);
  const db = openImage(known.image, file);
  const time = { nowMs };
  return { ...openPractice(db, time), db, time, file, ...structuredClone(known.catalogue) };
}

/** Built once per time, and copied for every test. */
const built = new Map<number, Awaited<ReturnType<typeof buildPractice>>>();

/** The catalogue, made with its own verbs. */
async function buildPractice(nowMs: number) {
  const db = testDatabase();
  const { app } = openPractice(db, { nowMs });
  const [lisbon, newYork] = writing(db, (tx) => [
    createBranch(tx, app, by, { name: "Lisbon", address: "Rua do Ouro 12, Lisbon", timeZone: "Europe/Lisbon", arrivalNotes: "Ring twice." }),
    createBranch(tx, app, by, { name: "New York", address: "5 Broad St, New York", timeZone: "America/New_York" }),
  ]) as [Branch, Branch];
  const [consultation, massage, fitting] = writing(db, (tx) => [
    createService(tx, app, by, { name: "Consultation", durationsMinutes: [30] }),
    createService(tx, app, by, { name: "Massage", durationsMinutes: [60, 30, 90], slotIntervalMinutes: 15, bufferBeforeMinutes: 5, bufferAfterMinutes: 15, changeDeadlineMinutes: 1_440, priceCents: 6_500 }),
    createService(tx, app, by, {
      name: "Fitting",
      durationsMinutes: [60],
      requiresConfirmation: true,
      questions: [
        { slug: "size", label: "Which size?", type: "select", required: true, options: ["Small", "Large"] },
        { slug: "age", label: "How old?", type: "number", required: false },
      ],
    }),
  ]) as [Service, Service, Service];
  const hoursIn = (timeZone: string): Hours => ({ timeZone, availability: workingWeek, overrides: [] });
  const ana = await addPerson(app, by, { name: "Ana Costa", email: "ana@example.com" }, hoursIn("Europe/Lisbon"));
  const ben = await addPerson(app, by, { name: "Ben Reis", email: "ben@example.com" }, hoursIn("Europe/Lisbon"));
  const cleo = await addPerson(app, by, { name: "Cleo Hart", email: "cleo@example.com" }, hoursIn("America/New_York"));
  for (const [person, branch, services] of [[ana, lisbon, [consultation, massage, fitting]], [ben, lisbon, [consultation, massage]], [cleo, newYork, [consultation]]] as const) {
    for (const service of services) await offerService(app, by, { branchId: branch.id, serviceId: service.id, staffId: person.id });
  }
  const image = db.$client.serialize();
  db.$client.close();
  return { image, catalogue: { lisbon, newYork, consultation, massage, fitting, ana, ben, cleo } };
}

export type Practice = Awaited<ReturnType<typeof testPractice>>;

/** A database file that several instances can open; gone after the test. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "frontdesk.db");
}

/** A second instance on the same file, to simulate a second process. */
export function besides({ file, time }: Practice): ReturnType<typeof openPractice> & { db: Db } {
  const db = openDatabase(file);
  return { ...openPractice(db, time), db };
}

/** Who does a service at a branch: one person, or all of them. */
export function offeringsFor({ db }: { db: Db }, service: Service, branch: Branch, staffId?: string): Offering[] {
  return staffFor(db, { branchId: branch.id, serviceId: service.id })
    .filter((person) => staffId === undefined || person.id === staffId)
    .map(({ eventTypeId, ...staff }) => ({ branch, service, staff, eventTypeId }));
}

/** A consultation with Ana on Monday at ten; every request has its own idempotency key. */
export function requestFor(practice: Practice, change: Partial<BookRequest> = {}): BookRequest {
  return {
    offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id),
    startMs: monday(10),
    durationMinutes: change.offerings?.[0]?.service.durationsMinutes[0] ?? 30,
    attendee: { name: "Maria Silva", email: "maria@example.com", timeZone: "Europe/Lisbon" },
    guests: [],
    notes: "",
    answers: {},
    idempotencyKey: newId(systemRandom),
    holder: newId(systemRandom),
    source: "web",
    correlationId: "request-1",
    ...change,
  };
}

/** Books and gives the row. */
export async function book(practice: Practice, change: Partial<BookRequest> = {}, viewer: Viewer | null = null) {
  const { bookingId } = await bookAppointment(practice.app, viewer, requestFor(practice, change));
  return rowOf(practice, bookingId)!;
}

export const rowOf = ({ db }: { db: Db }, id: string) => db.select().from(bookings).where(eq(bookings.id, id)).get();
export const rowsOf = ({ db }: { db: Db }) => db.select().from(bookings).all();
export const openOperations = ({ db }: { db: Db }, bookingId?: string) =>
  db.select().from(operations).where(and(eq(operations.state, "open"), bookingId === undefined ? undefined : eq(operations.bookingId, bookingId))).all();

/** What the engine has stored. */
export function engineRows({ db }: { db: Db }): { uid: string; status: string; start: number; end: number; userId: number }[] {
  return db.$client.prepare("SELECT uid, status, starts_at start, ends_at \"end\", user_id userId FROM engine_bookings ORDER BY id").all() as never;
}

export function addUser({ db }: { db: Db }, email: string, role: "user" | "admin" = "user"): Viewer & { userId: string } {
  const id = newId(systemRandom);
  db.insert(users).values({ id, email, name: email.split("@")[0] as string, role, createdAt: TEST_NOW, updatedAt: TEST_NOW }).run();
  return { kind: role, userId: id, name: email };
}

/** Creates the account of somebody in the catalogue. */
export function addStaffUser(practice: Pick<Practice, "db" | "app">, person: { id: string; name: string }): User & { staffId: string } {
  const { userId } = addUser(practice, `${newId(systemRandom)}@example.com`);
  writing(practice.db, (tx) => linkStaffAccount(tx, practice.app, by, { staffId: person.id, userId }));
  return { id: userId, email: `${userId}@example.com`, name: person.name, phone: null, role: "staff", timeZone: null, staffId: person.id };
}

const lost = () => new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
const down: Fault = async () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
};
const html: Fault = async () => new Response("<html>Bad gateway</html>", { status: 502, headers: { "content-type": "text/html" } });
const refusing = (status: number, message: string): Fault => async () => Response.json({ status: "error", error: { message } }, { status });
const onWrites = (fault: Fault): Fault => (request, engine) => (request.method === "GET" ? engine(request) : fault(request, engine));

/** Network faults. All but `down` and `html` let reads pass. */
export const faults = {
  /** The far end does it, but the answer is lost. */
  answerLost: onWrites(async (request, engine) => {
    await engine(request);
    throw lost();
  }),
  /** The request is lost on the way, and the caller cannot tell. */
  requestLost: onWrites(async () => {
    throw lost();
  }),
  /** Connection refused: certainly nothing happened. */
  down,
  writesDown: onWrites(down),
  html,
  writesHtml: onWrites(html),
  taken: onWrites(refusing(400, "User either already has booking at this time or is not available")),
  invalid: onWrites(refusing(400, "attendee.name is wrong")),
  unknownThere: onWrites(refusing(404, "Event type not found")),
};

function listening(logged: string[]): Log {
  const write = (_: unknown, message?: string) => void logged.push(message ?? String(_));
  const log: Log = { debug() {}, info() {}, warn() {}, error: write as Log["error"], child: () => log };
  return log;
}

/** The far end recovers, and a minute later open changes are settled. @returns how many changes were */
export function later(practice: Practice): Promise<number> {
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  return settleOpen(practice.app);
}

/** Deletes every booking at both ends for a property's next run. The catalogue stays. */
export function wipe(...instances: { app: App; db: Db }[]): void {
  for (const { app } of instances) app.gateway.forget();
  instances[0]?.db.$client.exec("DELETE FROM bookings; DELETE FROM operations; DELETE FROM holds; DELETE FROM calcom_links; DELETE FROM tokens; DELETE FROM engine_bookings;");
}

/** A row like an imported one: unknown to the far end, allowed to overlap. */
export function importRow(practice: Practice, change: Partial<typeof bookings.$inferInsert> = {}) {
  const { startsAt = monday(10), endsAt = startsAt + 1_800_000 } = change;
  const id = change.id ?? newId(systemRandom);
  const row = {
    serviceId: practice.consultation.id, staffId: practice.ana.id, branchId: practice.lisbon.id, startsAt, endsAt, blockedFrom: startsAt, blockedUntil: endsAt,
    timeZone: "Europe/Lisbon", venueTimeZone: "Europe/Lisbon", title: "Consultation with Ana Costa", attendeeName: "Maria Silva", attendees: [], guests: [], answers: {}, metadata: {},
    status: "confirmed" as const, source: "import" as const, guarded: false, ownFields: [], icsUid: `${id}@frontdesk`, createdAt: TEST_NOW, updatedAt: TEST_NOW,
  };
  return practice.db.insert(bookings).values({ ...row, ...change, id }).returning().get();
}
