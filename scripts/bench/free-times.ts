import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, type App } from "#app/app.server.ts";
import { weekAvailability } from "#app/availability/week-availability.server.ts";
import { activeBranches, serviceBySlug, staffFor } from "#app/catalog/queries.server.ts";
import { bookAppointment } from "#app/bookings/book.server.ts";
import type { Offering } from "#app/catalog/model.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { newId, systemRandom } from "#app/lib/tokens.server.ts";
import { testDatabase } from "#db/testing.ts";
import { seedDemo } from "../seed/seed.server.ts";
import { addPastBookings } from "./past-bookings.ts";

/**
 * A week of free times with its month and the next free time, for a service several people do: answered from the
 * cache, and with nothing cached; and a booking of the next free time. In ratio to a floor measured in the same rounds: a prepared query of the shown
 * month's bookings of those people. At the demo's 300 bookings, and at 200,000.
 */
const MANY = 200_000;
const ROUNDS = 60;

const folder = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
const db = testDatabase(join(folder, "frontdesk.db"));
try {
  await seedDemo({ db, clock: systemClock });
  const env = { ...parseEnv({ HOST: "127.0.0.1", RATE_LIMITS: "off", LOG_LEVEL: "silent" }), appSecret: "x".repeat(32) };
  const app = createApp({ db, env, log: createLog("silent"), demo: true });
  await report(app, 300);
  addPastBookings(db, MANY);
  await report(app, MANY);
} finally {
  db.$client.close();
  rmSync(folder, { recursive: true });
}

async function report(app: App, bookings: number): Promise<void> {
  const branch = activeBranches(db)[0]!;
  const service = serviceBySlug(db, "physiotherapy")!;
  const offerings: Offering[] = staffFor(db, { branchId: branch.id, serviceId: service.id }).map((staff) => ({ branch, service, staff, eventTypeId: staff.eventTypeId }));
  const week = () => weekAvailability(app, { offerings, durationMinutes: 45, week: undefined, zone: branch.timeZone, withWhom: "anyone", hrefOf: (shown) => shown });
  const query = db.$client.prepare("SELECT starts_at, ends_at FROM bookings WHERE staff_id = ? AND starts_at BETWEEN ? AND ?");
  const floor = () => offerings.map(({ staff }) => query.all(staff.id, Date.now() - 20 * 86_400_000, Date.now() + 20 * 86_400_000));
  const times: Record<"floor" | "cached" | "cold" | "booking", number[]> = { floor: [], cached: [], cold: [], booking: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.floor.push(await timed(floor));
    app.gateway.forget();
    times.cold.push(await timed(week));
    times.cached.push(await timed(week));
    const { nextFree } = await week();
    if (nextFree) times.booking.push(await timed(() => book(app, offerings, nextFree.startMs)));
  }
  const floorMs = median(times.floor);
  const ratios = Object.fromEntries(Object.entries(times).map(([what, values]) => [what, { ms: median(values), ofFloor: Math.round(median(values) / floorMs) }]));
  const line = { bookings, people: offerings.length, ...ratios };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function book(app: App, offerings: Offering[], startMs: number) {
  const attendee = { name: "Ada Example", email: "ada@desk.example", timeZone: "Europe/Lisbon" };
  const form = { guests: [], notes: "", answers: {}, holder: null, source: "web" as const };
  return bookAppointment(app, null, { ...form, attendee, offerings, startMs, durationMinutes: 45, idempotencyKey: newId(systemRandom), correlationId: "bench" });
}

async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Of the later half: the first rounds are still being compiled. */
function median(values: number[]): number {
  const settled = values.slice(values.length / 2).sort((a, b) => a - b);
  return Number((settled[Math.floor(settled.length / 2)] as number).toFixed(3));
}
