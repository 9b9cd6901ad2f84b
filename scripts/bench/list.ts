import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "#app/app.server.ts";
import { allBookingsCsv } from "#app/bookings/all/csv.server.ts";
import { AllFilters } from "#app/bookings/all/filters.ts";
import { listAllBookings } from "#app/bookings/all/list.server.ts";
import { manyBookings } from "./many-bookings.ts";

/** What the list of all bookings takes on a million rows, beside a thousand: the median of several, without drawing the page. */
const ALLOWED_RATIO = 2;
const ROUNDS = 15;
const admin = { kind: "admin", userId: "bench", name: "Bench" } as const;

const asked: Record<string, object> = {
  "everything": {},
  "everything by customer": { sort: "customer" },
  "one of the pages further on": { from: "2026-01-01", sort: "starts" },
  "search, a word in every row": { q: "consultation" },
  "search, a common name": { q: "maria" },
  "search, a rare word": { q: "wheelchair" },
  "search, two letters": { q: "ma" },
  "search, no match": { q: "zzzzzz" },
  "search, a phone number": { q: "900000007" },
  "status, most": { status: "confirmed" },
  "status, few, by customer": { status: "pending", sort: "customer" },
  "source": { source: "calcom" },
  "branch": { branch: "branch-1" },
  "customer": { user: "customer7@example.test" },
  "dates by customer": { from: "2026-01-01", to: "2026-01-31", sort: "customer" },
  "a word in every row, and a status of few": { q: "consultation", status: "pending" },
  "a common name, and most of a status": { q: "maria", status: "confirmed", source: "web" },
};

const folder = mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
try {
  const [few, many] = [1_000, 1_000_000].map((count) => {
    const startedAtMs = performance.now();
    const app = { db: manyBookings(join(folder, `${count}.db`), count) } as App;
    process.stdout.write(`${count} bookings made in ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
    return app;
  }) as [App, App];
  let worst = 0;
  for (const [name, search] of Object.entries(asked)) {
    const filters = AllFilters.parse(search);
    worst = Math.max(worst, compare(name, few, many, (app) => listAllBookings(app, admin, filters)));
  }
  worst = Math.max(worst, compare("CSV, first piece with rows", few, many, (app) => {
    const pieces = allBookingsCsv(app, admin, AllFilters.parse({}), { bom: false });
    pieces.next();
    pieces.next();
  }));
  process.stdout.write(`worst ratio ${worst.toFixed(1)} (allowed ${ALLOWED_RATIO})\n`);
  process.exitCode = worst <= ALLOWED_RATIO ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function compare(name: string, few: App, many: App, work: (app: App) => unknown): number {
  const [small, large] = [median(() => work(few)), median(() => work(many))];
  process.stdout.write(`${name.padEnd(44)} ${small.toFixed(2).padStart(8)} ms ${large.toFixed(2).padStart(8)} ms  ${(large / small).toFixed(1)}\n`);
  return large / small;
}

function median(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const startedAtMs = performance.now();
    work();
    return performance.now() - startedAtMs;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}
