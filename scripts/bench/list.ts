import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import type { App } from "#app/app.server.ts";
import { allBookingsCsv } from "#app/bookings/all/csv.server.ts";
import { AllFilters } from "#app/bookings/all/filters.ts";
import { allBookingsPage } from "#app/bookings/all/page.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { manyBookings } from "./many-bookings.ts";

/**
 * What the list of all bookings takes on many rows, beside a thousand: the fastest of several rounds, without drawing the page.
 * `npm run bench:list -- [COUNT] [FOLDER]`: a hundred thousand, or COUNT; a FOLDER is kept, and used again.
 */
const [count = "100000", kept] = process.argv.slice(2);
const ALLOWED_RATIO = 2;
const ROUNDS = 15;
const admin = { kind: "admin", userId: "bench", name: "Bench" } as const;

const asked: Record<string, object> = {
  "everything": {},
  "everything by customer": { sort: "customer" },
  "a page further on": { from: "2026-01-01", sort: "starts" },
  "search, a word in every row": { q: "consultation" },
  "search, a common name": { q: "maria" },
  "search, a common name, by customer": { q: "maria", sort: "customer" },
  "search, a rare word": { q: "wheelchair" },
  "search, two letters": { q: "ma" },
  "search, no match": { q: "zzzzzz" },
  "search, a phone number": { q: "900000007" },
  "search, an e-mail address": { q: "customer7@example.test" },
  "status, most": { status: "confirmed" },
  "status, few, by customer": { status: "pending", sort: "customer" },
  "source": { source: "calcom" },
  "branch": { branch: "branch-1" },
  "customer": { user: "customer7@example.test" },
  "dates by customer": { from: "2026-01-01", to: "2026-01-31", sort: "customer" },
  "a word in every row, and a status of few": { q: "consultation", status: "pending" },
  "a common name, and most of a status": { q: "maria", status: "confirmed", source: "web" },
  "two statuses, a branch and dates": { status: ["confirmed", "cancelled"], branch: "branch-2", from: "2025-01-01", to: "2026-12-31" },
};

const folder = kept ?? mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
mkdirSync(folder, { recursive: true });
try {
  const [few, many] = [appWith(1_000), appWith(Number(count))];
  let worst = 0;
  for (const [name, search] of Object.entries(asked)) {
    const filters = AllFilters.parse(search);
    worst = Math.max(worst, compare(name, few, many, (app) => allBookingsPage(app, admin, filters)));
  }
  worst = Math.max(worst, compare("CSV, first piece with rows", few, many, (app) => {
    const pieces = allBookingsCsv(app, admin, AllFilters.parse({}), { bom: false });
    pieces.next();
    pieces.next();
  }));
  process.stdout.write(`worst ratio ${worst.toFixed(1)} (allowed ${ALLOWED_RATIO})\n`);
  process.exitCode = worst <= ALLOWED_RATIO ? 0 : 1;
} finally {
  if (!kept) rmSync(folder, { recursive: true });
}

function appWith(bookings: number): App {
  const startedAtMs = performance.now();
  const file = join(folder, `${bookings}.db`);
  if (existsSync(file)) {
    const db = openDatabase(file);
    migrateDatabase(db);
    return { db, clock: systemClock } as App;
  }
  const db = manyBookings(file, bookings);
  process.stdout.write(`${bookings} bookings made in ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
  return { db, clock: systemClock } as App;
}

/** In turn, so that what else the machine does meets both. */
function compare(name: string, few: App, many: App, work: (app: App) => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => [timed(() => work(few)), timed(() => work(many))] as const);
  const [small, large] = [Math.min(...times.map(([ms]) => ms)), Math.min(...times.map(([, ms]) => ms))];
  process.stdout.write(`${name.padEnd(44)} ${small.toFixed(2).padStart(8)} ms ${large.toFixed(2).padStart(8)} ms  ${(large / small).toFixed(1)}\n`);
  return large / small;
}

function timed(work: () => unknown): number {
  const startedAtMs = performance.now();
  work();
  return performance.now() - startedAtMs;
}
