import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { settings } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { backUp } from "./back-up.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "frontdesk-backup-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("a backup holds what is committed, while the server has the database open", () => {
  const db = testDatabase(join(folder, "frontdesk.db"));
  db.insert(settings).values({ key: "company.name", value: '"Harbour Street"', updatedAt: 1 }).run();
  const copy = join(folder, "copies/one.db");
  const { rows } = backUp(join(folder, "frontdesk.db"), copy);
  expect(rows).toBeGreaterThan(0);
  db.$client.close();
  const opened = new Database(copy, { readonly: true });
  expect(opened.prepare("SELECT value FROM settings WHERE key = 'company.name'").pluck().get()).toBe('"Harbour Street"');
  opened.close();
  expect(statSync(copy).mode & 0o777).toBe(0o600);
});

test("a backup overwrites nothing", () => {
  testDatabase(join(folder, "frontdesk.db")).$client.close();
  const copy = join(folder, "notes.txt");
  writeFileSync(copy, "mine");
  expect(() => backUp(join(folder, "frontdesk.db"), copy)).toThrow("nothing was overwritten");
  expect(readFileSync(copy, "utf8")).toBe("mine");
});

test("a backup of nothing is refused and makes nothing", () => {
  expect(() => backUp(join(folder, "frontdesk.db"), join(folder, "copy.db"))).toThrow("check DATA_DIR");
  expect(existsSync(join(folder, "frontdesk.db"))).toBe(false);
  expect(existsSync(join(folder, "copy.db"))).toBe(false);
});

test("a damaged database is not passed off as a backup", () => {
  const file = join(folder, "frontdesk.db");
  testDatabase(file).$client.close();
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 3 * 4096, 12 * 4096);
  writeFileSync(file, bytes);
  expect(() => backUp(file, join(folder, "copy.db"))).toThrow();
  expect(existsSync(join(folder, "copy.db"))).toBe(false);
});
