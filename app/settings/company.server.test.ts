import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { testDatabase } from "#db/testing.ts";
import { pinCompany, readCompany, writeCompany } from "./company.server.ts";
import { isDemo, markDemo } from "./demo.server.ts";

test("a new company has a name, a zone and a currency", () => {
  expect(readCompany(testDatabase())).toMatchObject({ name: "Frontdesk", timeZone: "UTC", weekStartsOn: 1, hourCycle: 24, currency: "EUR" });
});

test("what is written is read, and what is not named stays", () => {
  const db = testDatabase();
  const company = { name: "Practice", timeZone: "Europe/Lisbon", weekStartsOn: 7, hourCycle: 12, currency: "USD", brandHue: 30 } as const;
  writing(db, (tx) => writeCompany(tx, company, 1));
  writing(db, (tx) => writeCompany(tx, { name: "Other" }, 2));
  expect(readCompany(db)).toEqual({ ...company, name: "Other" });
});

test("the environment wins over the page until it is unset", () => {
  const db = testDatabase();
  writing(db, (tx) => pinCompany(tx, { companyName: "From env", timeZone: "Asia/Tokyo" }, 1));
  writing(db, (tx) => writeCompany(tx, { name: "From page", timeZone: "Europe/Lisbon" }, 2));
  expect(readCompany(db)).toMatchObject({ name: "From env", timeZone: "Asia/Tokyo" });
  writing(db, (tx) => pinCompany(tx, {}, 3));
  expect(readCompany(db)).toMatchObject({ name: "From page", timeZone: "Europe/Lisbon" });
});

test("a zone this runtime does not know reads as UTC", () => {
  const db = testDatabase();
  writing(db, (tx) => writeCompany(tx, { timeZone: "Mars/Olympus" }, 1));
  expect(readCompany(db).timeZone).toBe("UTC");
});

test("only a marked database is the demo's", () => {
  const db = testDatabase();
  expect(isDemo(db)).toBe(false);
  writing(db, (tx) => markDemo(tx, 1));
  expect(isDemo(db)).toBe(true);
});
