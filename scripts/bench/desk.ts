import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "#db/testing.ts";
import { createApp, type App } from "#app/app.server.ts";
import { calendar } from "#app/bookings/days/calendar.server.ts";
import { daySheet } from "#app/bookings/days/day-sheet.server.ts";
import { CalendarSearch, DaySearch } from "#app/bookings/days/search.ts";
import { countDays } from "#app/insights/count-days.server.ts";
import { overview } from "#app/insights/overview.server.ts";
import { PeriodSearch } from "#app/insights/period.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { seedDemo } from "../seed/seed.server.ts";
import { addPastBookings } from "./past-bookings.ts";

/**
 * The numbers, the day sheet and the calendar on the demo's few bookings and on many: the fastest of several rounds, without
 * drawing the page. `npm run bench:desk -- [COUNT]`: a million takes two minutes.
 */
const [count = "100000"] = process.argv.slice(2);
const ROUNDS = 10;
const admin = { kind: "admin", userId: "bench", name: "Bench" } as const;

const folder = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
const db = testDatabase(join(folder, "frontdesk.db"));
try {
  await seedDemo({ db, clock: systemClock });
  const app = createApp({ db, env: { ...parseEnv({ LOG_LEVEL: "silent" }), appSecret: "x".repeat(32) }, log: createLog("silent"), demo: true });
  await report(app, "the demo's");
  addPastBookings(db, Number(count));
  await report(app, count);
} finally {
  db.$client.close();
  rmSync(folder, { recursive: true });
}

async function report(app: App, bookings: string): Promise<void> {
  const numbers = (period: string) => fastest(() => overview(app, PeriodSearch.parse({ period })));
  const uncounted = await numbers("last-30");
  const startedAtMs = performance.now();
  while (countDays(app) > 0) continue;
  const line = {
    bookings,
    countedInMs: Math.round(performance.now() - startedAtMs),
    numbers: { uncounted, days30: await numbers("last-30"), days90: await numbers("last-90"), year: await numbers("this-year") },
    daySheet: await fastest(() => daySheet(app, admin, DaySearch.parse({}))),
    day: await fastest(() => calendar(app, admin, CalendarSearch.parse({ view: "day" }))),
    week: await fastest(() => calendar(app, admin, CalendarSearch.parse({ view: "week" }))),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function fastest(work: () => unknown): Promise<number> {
  let ms = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAtMs = performance.now();
    await work();
    ms = Math.min(ms, performance.now() - startedAtMs);
  }
  return Number(ms.toFixed(1));
}
