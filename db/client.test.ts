import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { settings } from "./schema/records.ts";
import { testDatabase } from "./testing.ts";

test("a statement that is kept answers each way of asking as a new one would", () => {
  const db = testDatabase();
  db.insert(settings).values({ key: "a", value: "1", updatedAt: 1 }).run();
  const text = sql`SELECT value FROM settings WHERE key = ${"a"}`;
  for (let round = 0; round < 2; round += 1) {
    expect(db.values(text)).toEqual([["1"]]);
    expect(db.all(text)).toEqual([{ value: "1" }]);
    expect(db.get(text)).toEqual({ value: "1" });
    expect(db.select({ value: settings.value }).from(settings).all()).toEqual([{ value: "1" }]);
    expect(db.select({ other: settings.value }).from(settings).all()).toEqual([{ other: "1" }]);
  }
});

test("a statement is kept over a change of the schema", () => {
  const db = testDatabase();
  const text = sql`SELECT * FROM notes`;
  db.$client.exec("CREATE TABLE notes (text TEXT)");
  expect(db.all(text)).toEqual([]);
  db.$client.exec("INSERT INTO notes VALUES ('one'); ALTER TABLE notes ADD COLUMN more TEXT");
  expect(db.all(text)).toEqual([{ text: "one", more: null }]);
});
