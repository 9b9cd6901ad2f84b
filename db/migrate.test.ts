import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "./client.ts";
import { countsOf, fillEveryTable, triggersOf } from "./filled.testing.ts";
import { migrateDatabase } from "./migrate.ts";
import { testDatabase } from "./testing.ts";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The migrations with a changed journal: fewer of them, or one more. */
function migrationsWith(change: (journal: Journal, folder: string) => void): string {
  const folder = temporaryFolder();
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as Journal;
  change(journal, folder);
  writeFileSync(file, JSON.stringify(journal));
  return folder;
}

const { entries } = JSON.parse(readFileSync(join(MIGRATIONS, "meta/_journal.json"), "utf8")) as Journal;

test.each(entries.map(({ tag, idx }) => [tag, idx + 1] as const))("a filled database as of %s keeps every row on the way to the newest schema", (_, length) => {
  const db = openDatabase(":memory:");
  migrateDatabase(db, migrationsWith((journal) => journal.entries.splice(length)));
  // They are today's, and speak of columns that are not there yet; the ones of that time are dropped first as well.
  for (const name of triggersOf(db.$client)) db.$client.exec(`DROP TRIGGER "${name}"`);
  const before = fillEveryTable(db.$client);
  expect(Object.values(before).every((count) => count === 1)).toBe(true);
  expect(db.$client.pragma("foreign_key_check")).toEqual([]);
  migrateDatabase(db);
  expect(countsOf(db.$client)).toMatchObject(before);
  expect(triggersOf(db.$client)).toEqual(triggersOf(testDatabase().$client));
});

test.each(["services", "bookings", "users", "engine_bookings", "audit_events"])("a migration that rebuilds %s keeps its rows, what refers to it, and the triggers", (table) => {
  const db = testDatabase();
  const before = fillEveryTable(db.$client);
  const sql = db.$client.prepare("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?").pluck().get(table) as string;
  const folder = migrationsWith((journal, at) => {
    const rebuild = [sql.replace(`\`${table}\``, `\`__new_${table}\``).replaceAll(`"${table}".`, `"__new_${table}".`), `INSERT INTO __new_${table} SELECT * FROM ${table}`, `DROP TABLE ${table}`, `ALTER TABLE __new_${table} RENAME TO ${table}`];
    writeFileSync(join(at, "9999_rebuild.sql"), rebuild.join(";\n--> statement-breakpoint\n"));
    journal.entries.push({ ...journal.entries.at(-1)!, idx: journal.entries.length, when: Date.now() + 1e9, tag: "9999_rebuild" });
  });
  migrateDatabase(db, folder);
  expect(countsOf(db.$client)).toEqual(before);
  expect(triggersOf(db.$client)).toEqual(triggersOf(testDatabase().$client));
  expect(db.$client.pragma("foreign_key_check")).toEqual([]);
  expect(db.$client.pragma("foreign_keys", { simple: true })).toBe(1);
});

test("a migration that would leave a row without what it refers to is undone as a whole", () => {
  const db = testDatabase();
  const before = fillEveryTable(db.$client);
  const folder = migrationsWith((journal, at) => {
    writeFileSync(join(at, "9999_lose.sql"), "CREATE TABLE extra (id integer);\n--> statement-breakpoint\nDELETE FROM services");
    journal.entries.push({ ...journal.entries.at(-1)!, idx: journal.entries.length, when: Date.now() + 1e9, tag: "9999_lose" });
  });
  expect(() => migrateDatabase(db, folder)).toThrow("nothing was migrated");
  expect(countsOf(db.$client)).toEqual(before);
  expect(triggersOf(db.$client)).toEqual(triggersOf(testDatabase().$client));
});

test("migrating again changes nothing", () => {
  const db = testDatabase();
  const before = fillEveryTable(db.$client);
  migrateDatabase(db);
  expect(countsOf(db.$client)).toEqual(before);
});

test("several processes that migrate one new file at once all succeed, and it is done once", async () => {
  const file = join(temporaryFolder(), "frontdesk.db");
  const script = `const { openDatabase } = await import("${new URL("./client.ts", import.meta.url)}"); const { migrateDatabase } = await import("${new URL("./migrate.ts", import.meta.url)}"); migrateDatabase(openDatabase(${JSON.stringify(file)}));`;
  const codes = await Promise.all(Array.from({ length: 3 }, async () => (await once(spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { stdio: "ignore" }), "exit"))[0] as number));
  expect(codes).toEqual([0, 0, 0]);
  expect(openDatabase(file).$client.prepare("SELECT count(*) FROM __drizzle_migrations").pluck().get()).toBe(entries.length);
});

test("the time a booking takes of its host has its buffers, for bookings made before it had", () => {
  const db = openDatabase(":memory:");
  migrateDatabase(db, migrationsWith((journal) => journal.entries.splice(1)));
  for (const name of triggersOf(db.$client)) db.$client.exec(`DROP TRIGGER "${name}"`);
  fillEveryTable(db.$client);
  db.$client.exec("UPDATE engine_bookings SET starts_at = 3600000, ends_at = 5400000, buffer_before_minutes = 5, buffer_after_minutes = 10");
  db.$client.exec("UPDATE engine_booking_hosts SET booking_id = (SELECT id FROM engine_bookings), starts_at = 3600000, ends_at = 5400000");
  migrateDatabase(db);
  expect(db.$client.prepare("SELECT starts_at, ends_at FROM engine_booking_hosts").all()).toEqual([{ starts_at: 3_300_000, ends_at: 6_000_000 }]);
});
