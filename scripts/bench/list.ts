import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type Db } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { allBookingsCsv } from "#app/bookings/all/csv.server.ts";
import { AllFilters } from "#app/bookings/all/filters.ts";
import { allBookingsPage } from "#app/bookings/all/page.server.ts";
import { paths } from "#app/lib/paths.ts";
import { ensureBuilt } from "../launch/built.mjs";
import { root } from "../launch/root.mjs";
import { loadBuild } from "../server/product-build.ts";
import { CSV_CASES, LIST_CASES } from "./list-cases.ts";
import { manyBookings } from "./many-bookings.ts";
import { signedInDesk, type SignedInDesk } from "./signed-in-desk.ts";

/**
 * The list of all bookings on many rows, beside a thousand: the fastest of several rounds. First the whole answer of the built pages to
 * an administrator, which decides; beside it what of that is reading the data. Of CSV, what is waited for until the first row is there.
 * `npm run bench:list -- [COUNT] [FOLDER]`: a hundred thousand, or COUNT; a FOLDER is kept, and used again.
 */
const [count = "100000", kept] = process.argv.slice(2);
const ALLOWED_RATIO = 2;
const ROUNDS = 40;
const viewer = { kind: "admin", userId: "bench", name: "Bench" } as const;

ensureBuilt();
process.env.NODE_ENV = "production";
const folder = kept ?? mkdtempSync(join(tmpdir(), "frontdesk-bench-"));
mkdirSync(folder, { recursive: true });
try {
  const build = await loadBuild(join(root, "build"));
  const [few, many] = [await signedInDesk(build, databaseWith(1_000)), await signedInDesk(build, databaseWith(Number(count)))];
  print("fastest of " + ROUNDS, "answer, 1k", `of ${count}`, "ratio", "data, 1k", `of ${count}`, "ratio");
  const ratios: number[] = [];
  for (const [name, search] of Object.entries(LIST_CASES)) {
    const filters = AllFilters.parse(search);
    const read = ({ app }: SignedInDesk) => allBookingsPage(app, viewer, filters);
    ratios.push(await compare(name, [few, many], async ({ ask }) => (await ask(paths.adminBookings(search))).text(), read));
  }
  for (const [name, search] of Object.entries(CSV_CASES)) {
    const filters = AllFilters.parse(search);
    const read = ({ app }: SignedInDesk) => firstRowOf(allBookingsCsv(app, viewer, filters, { bom: false }));
    ratios.push(await compare(name, [few, many], async ({ ask }) => firstRow(await ask(paths.adminBookingsCsv(search))), read));
  }
  const worst = Math.max(...ratios);
  process.stdout.write(`worst ratio of whole answers ${worst.toFixed(2)} (allowed ${ALLOWED_RATIO})\n`);
  process.exitCode = worst <= ALLOWED_RATIO ? 0 : 1;
} finally {
  if (!kept) rmSync(folder, { recursive: true });
}

function databaseWith(bookings: number): Db {
  const startedAtMs = performance.now();
  const file = join(folder, `${bookings}.db`);
  if (existsSync(file)) {
    const db = openDatabase(file);
    migrateDatabase(db);
    return db;
  }
  const db = manyBookings(file, bookings);
  process.stdout.write(`${bookings} bookings made in ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
  return db;
}

/** In turn, so that what else the machine does meets all. Gives back the ratio of the whole answers. */
async function compare(name: string, [few, many]: [SignedInDesk, SignedInDesk], answer: (desk: SignedInDesk) => Promise<unknown>, read: (desk: SignedInDesk) => unknown): Promise<number> {
  const fastest = [Infinity, Infinity, Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    const works = [() => answer(few), () => answer(many), () => read(few), () => read(many)];
    for (const [at, work] of works.entries()) fastest[at] = Math.min(fastest[at]!, await timed(work));
  }
  const [fewAnswered, manyAnswered, fewRead, manyRead] = fastest as [number, number, number, number];
  print(name, ms(fewAnswered), ms(manyAnswered), (manyAnswered / fewAnswered).toFixed(2), ms(fewRead), ms(manyRead), (manyRead / fewRead).toFixed(2));
  return manyAnswered / fewAnswered;
}

async function timed(work: () => unknown): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

/** The header, and what comes with the first row. */
function firstRowOf(pieces: Generator<string>): void {
  pieces.next();
  pieces.next();
}

/** The same as it is answered; the rest is not asked for. */
async function firstRow(response: Response): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = ""; read.trimEnd().split("\r\n").length < 2; ) {
    const { value, done } = await reader.read();
    if (done) throw new Error("There was no row");
    read += value;
  }
  await reader.cancel();
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function print(name: string, ...columns: string[]): void {
  process.stdout.write(`${name.padEnd(40)}${columns.map((column, at) => column.padStart(at % 3 === 2 ? 7 : 12)).join("")}\n`);
}
