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
  print(`fastest of ${ROUNDS}`, "answer, 1k", `of ${count}`, "ratio", "data, 1k", `of ${count}`, "ratio");
  const compared = [...pages(), ...exports()].map(({ name, answer, read }) => ({ name, works: [() => answer(few), () => answer(many), () => read(few), () => read(many)], fastest: Array<number>(4).fill(Infinity) }));
  // In turn, so that what else the machine does for a while meets all of them.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { works, fastest } of compared) for (const [at, work] of works.entries()) fastest[at] = Math.min(fastest[at]!, await timed(work));
  }
  const worst = Math.max(...compared.map(report));
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

interface Case {
  name: string;
  answer(desk: SignedInDesk): Promise<unknown>;
  read(desk: SignedInDesk): unknown;
}

function pages(): Case[] {
  return Object.entries(LIST_CASES).map(([name, search]) => ({
    name,
    answer: async ({ ask }) => (await ask(paths.adminBookings(search))).text(),
    read: ({ app }) => allBookingsPage(app, viewer, AllFilters.parse(search)),
  }));
}

function exports(): Case[] {
  return Object.entries(CSV_CASES).map(([name, search]) => ({
    name,
    answer: async ({ ask }) => firstRow(await ask(paths.adminBookingsCsv(search))),
    read: ({ app }) => firstRowOf(allBookingsCsv(app, viewer, AllFilters.parse(search), { bom: false })),
  }));
}

/** Gives back the ratio of the whole answers. */
function report({ name, fastest }: { name: string; fastest: number[] }): number {
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
  process.stdout.write(`${name.padEnd(42)}${columns.map((column, at) => column.padStart(at % 3 === 2 ? 7 : 12)).join("")}\n`);
}
