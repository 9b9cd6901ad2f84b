import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { openDataFolder } from "./data-folder.ts";
import { resetDemo } from "./reset-demo.ts";

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), "frontdesk-data-")), "data")));
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const open = async (demo: boolean) => (await openDataFolder(folder, { demo })).$client.close();

test("a new data folder is for its owner only", async () => {
  await open(false);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test("the demo seeds an empty folder once and keeps what was changed", async () => {
  const first = await openDataFolder(folder, { demo: true });
  expect(await first.$count(users)).toBeGreaterThan(0);
  first.update(users).set({ name: "Changed" }).run();
  first.$client.close();
  const second = await openDataFolder(folder, { demo: true });
  expect(second.selectDistinct({ name: users.name }).from(users).all()).toEqual([{ name: "Changed" }]);
  second.$client.close();
});

test("npm start refuses the demo's folder", async () => {
  await open(true);
  await expect(open(false)).rejects.toThrow("the demo's data");
});

test("the demo refuses a folder with real data and leaves it as it was", async () => {
  const real = await openDataFolder(folder, { demo: false });
  real.insert(users).values(person).run();
  real.$client.close();
  await expect(open(true)).rejects.toThrow("real data");
  expect(() => resetDemo(folder)).toThrow("nothing was deleted");
  const kept = openDatabase(join(folder, "frontdesk.db"));
  expect(kept.select({ email: users.email }).from(users).all()).toEqual([{ email: person.email }]);
  kept.$client.close();
});

test("the demo refuses another program's database", async () => {
  mkdirSync(folder);
  const other = openDatabase(join(folder, "frontdesk.db"));
  other.$client.exec("CREATE TABLE invoices (id INTEGER)");
  other.$client.close();
  await expect(open(true)).rejects.toThrow("real data");
});

test("a reset removes the demo's files, unless it still runs", async () => {
  const running = await openDataFolder(folder, { demo: true });
  expect(() => resetDemo(folder)).toThrow("still running");
  running.$client.close();
  resetDemo(folder);
  expect(existsSync(join(folder, "frontdesk.db"))).toBe(false);
  resetDemo(folder);
});

const person = { id: "u1", email: "owner@example.com", name: "Owner", role: "admin" as const, timeZone: "Europe/Lisbon", createdAt: 1, updatedAt: 1 };
