import { openDatabase, type Db } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { createApp, type App } from "#app/app.server.ts";
import { weekAvailability } from "#app/availability/week-availability.server.ts";
import { bookAppointment } from "#app/bookings/book.server.ts";
import { branchBySlug, serviceBySlug, staffFor } from "#app/catalog/queries.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { seedDemo } from "../seed/seed.server.ts";

/** A week of free times and a booking, as multiples of one prepared query by key in the same run: few bookings, then many. */
const MANY = 200_000;
const ROUNDS = 15;

const TIMES = new Set(["starts_at", "ends_at", "blocked_from", "blocked_until"]);
const COPIED: Record<string, Record<string, string>> = {
  bookings: { seq: "NULL", id: "id || k", guarded: "0" },
  engine_bookings: { id: "NULL", uid: "uid || k", idempotency_key: "NULL" },
};

const db = openDatabase(":memory:");
migrateDatabase(db);
await seedDemo({ db, clock: systemClock });
const app = createApp({ db, env: { ...parseEnv({}), appSecret: "of this bench only, 32 characters" }, log: createLog("silent"), demo: true });
const byKey = db.$client.prepare("SELECT id FROM bookings WHERE id = ?");
for (const target of [0, MANY]) {
  multiply(db, target);
  const bookings = db.$client.prepare("SELECT count(*) FROM bookings").pluck().get();
  process.stdout.write(`${JSON.stringify({ bookings, ...(await measure(app)) })}\n`);
}

async function measure(app: App) {
  const offerings = physiotherapy(app);
  const floorUs = await median(() => void byKey.get("nothing"), 2_000);
  const week = () => weekAvailability(app, { offerings, durationMinutes: 45, week: undefined, zone: "Europe/Lisbon", withWhom: "anyone", hrefOf: (week) => week });
  const keptUs = await median(week, ROUNDS);
  const freshUs = await median(() => (app.gateway.forget(), week()), ROUNDS);
  let startMs = (await week()).nextFree?.startMs ?? 0;
  const bookingUs = await median(async () => {
    startMs = (await week()).nextFree?.startMs ?? startMs;
    await book(app, offerings, startMs);
  }, ROUNDS);
  const times = (us: number) => Math.round(us / floorUs);
  return { floorUs: Number(floorUs.toFixed(1)), keptWeek: times(keptUs), freshWeek: times(freshUs), weekAndBooking: times(bookingUs) };
}

function physiotherapy({ db }: App): Offering[] {
  const service = serviceBySlug(db, "physiotherapy")!;
  const branch = branchBySlug(db, "lisbon-alcantara")!;
  return staffFor(db, { branchId: branch.id, serviceId: service.id }).map(({ eventTypeId, ...staff }) => ({ branch, service, staff, eventTypeId }));
}

function book(app: App, offerings: Offering[], startMs: number) {
  const attendee = { name: "Bench", email: "bench@example.com", timeZone: "Europe/Lisbon" };
  return bookAppointment(app, null, { offerings, startMs, durationMinutes: 45, attendee, guests: [], notes: "", answers: {}, idempotencyKey: newId(systemRandom), holder: null, source: "web", correlationId: "bench" });
}

/** Copies what the demo has into years long past, at both ends, until there are so many. */
function multiply({ $client: client }: Db, target: number): void {
  for (const table of ["bookings", "engine_bookings"]) {
    const columns = (client.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const key = table === "bookings" ? "seq" : "id";
    const size = client.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    const copied = columns.map((name) => COPIED[table]?.[name] ?? (TIMES.has(name) ? `${name} - k * 31536000000` : name)).join(", ");
    const sql = `WITH RECURSIVE copies(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copies WHERE k < ?) INSERT INTO ${table} (${columns.join(", ")}) SELECT ${copied} FROM ${table}, copies WHERE ${key} <= ?`;
    const last = client.prepare(`SELECT max(${key}) FROM ${table}`).pluck().get();
    if (target > size) client.prepare(sql).run(Math.floor(target / size), last);
  }
  client.exec("ANALYZE");
}

async function median(work: () => unknown, rounds: number): Promise<number> {
  const us: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    await work();
    us.push((performance.now() - startMs) * 1_000);
  }
  return us.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number;
}
