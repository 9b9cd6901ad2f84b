import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { branches } from "#db/schema/catalog.ts";
import { viewerOf } from "#app/auth/user.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { addStaffUser, importRow, testPractice, type Practice } from "../testing.ts";
import { clockChangePage, clockNotice } from "./clock-change.server.ts";

const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const NOW = Date.parse("2026-10-20T12:00Z");

const booked = (practice: Practice, iso: string, venueTimeZone: string, timeZone: string, change: object = {}) =>
  importRow(practice, { startsAt: Date.parse(iso), endsAt: Date.parse(iso) + HOUR_MS, venueTimeZone, timeZone, attendeeName: iso, ...change });
const told = (practice: Practice) => clockChangePage(practice.app, boss).affected.map(({ kind, venue, visitor, visitorBefore }) => [kind, venue, visitor, visitorBefore]);

test("between two changes a visitor in New York is an hour nearer to Lisbon than usual, and not after both", async () => {
  const practice = await testPractice({ nowMs: NOW });
  for (const iso of ["2026-10-23T14:00Z", "2026-10-28T15:00Z", "2026-11-03T15:00Z"]) booked(practice, iso, "Europe/Lisbon", "America/New_York");
  booked(practice, "2026-10-28T15:00Z", "Europe/Lisbon", "Europe/Lisbon");
  booked(practice, "2026-10-28T15:00Z", "Europe/Lisbon", "Europe/Paris");
  booked(practice, "2026-10-28T15:00Z", "Europe/Lisbon", "America/New_York", { status: "cancelled" });
  expect(clockChangePage(practice.app, boss).changes).toEqual([
    "Lisbon time goes back by 1 h on Sunday 25 October 2026, from 02:00 to 01:00.",
    "New York time goes back by 1 h on Sunday 1 November 2026, from 02:00 to 01:00.",
  ]);
  expect(told(practice)).toEqual([["shifted", "Wednesday 28 October 2026, 15:00–16:00", "Wednesday 28 October 2026, 11:00–12:00", "Wednesday 28 October 2026, 10:00–11:00"]]);
});

test("an appointment the clock changes in says both ends and how long it lasts", async () => {
  const practice = await testPractice({ nowMs: NOW });
  booked(practice, "2026-10-25T00:30Z", "Europe/Lisbon", "Europe/Lisbon");
  for (const iso of ["2026-10-25T00:00Z", "2026-10-25T01:00Z"]) booked(practice, iso, "Europe/Lisbon", "Europe/Lisbon");
  expect(clockChangePage(practice.app, boss).affected).toMatchObject([{ kind: "crosses", venue: "Sunday 25 October 2026, 01:30–01:30", visitor: "Sunday 25 October 2026, 01:30–01:30", visitorBefore: null, duration: "1 h", what: "Consultation with Ana Costa" }]);
});

test("half an hour on Lord Howe, for a visitor in Tokyo, where clocks never change", async () => {
  const practice = await testPractice({ nowMs: Date.parse("2026-10-01T12:00Z") });
  booked(practice, "2026-10-03T15:10Z", "Australia/Lord_Howe", "Asia/Tokyo", { endsAt: Date.parse("2026-10-03T15:40Z") });
  booked(practice, "2026-10-06T00:00Z", "Australia/Lord_Howe", "Asia/Tokyo");
  expect(clockChangePage(practice.app, boss).changes).toEqual(["Lord Howe time goes forward by 30 min on Sunday 4 October 2026, from 02:00 to 02:30."]);
  expect(told(practice)).toEqual([
    ["crosses", "Sunday 4 October 2026, 01:40–02:40", "Sunday 4 October 2026, 00:10–00:40", null],
    ["shifted", "Tuesday 6 October 2026, 11:00–12:00", "Tuesday 6 October 2026, 09:00–10:00", "Tuesday 6 October 2026, 09:30–10:30"],
  ]);
});

test("the visitor's own clock alone may change, and late in the evening the day with it", async () => {
  const practice = await testPractice({ nowMs: NOW });
  practice.db.update(branches).set({ timeZone: "Asia/Tokyo" }).run();
  booked(practice, "2026-10-27T22:30Z", "Asia/Tokyo", "Europe/Berlin");
  expect(told(practice)).toEqual([["shifted", "Wednesday 28 October 2026, 07:30–08:30", "Tuesday 27 October 2026, 23:30 – Wednesday 28 October 2026, 00:30", "Wednesday 28 October 2026, 00:30–01:30"]]);
});

test("where clocks never change, and until two weeks before a change, there is nothing to say", async () => {
  const practice = await testPractice({ nowMs: NOW });
  practice.db.update(branches).set({ timeZone: "Asia/Tokyo" }).run();
  booked(practice, "2026-10-27T02:00Z", "Asia/Tokyo", "Asia/Kolkata");
  expect([clockChangePage(practice.app, boss), clockNotice(practice.app, boss)]).toEqual([{ changes: [], affected: [] }, null]);
  practice.db.update(branches).set({ timeZone: "Europe/Lisbon" }).where(eq(branches.id, practice.lisbon.id)).run();
  practice.time.nowMs = Date.parse("2026-10-11T01:00Z") - MINUTE_MS;
  expect(clockNotice(practice.app, boss)).toBeNull();
  practice.time.nowMs += MINUTE_MS;
  expect(clockNotice(practice.app, boss)).toMatchObject({ affected: 0, changes: [expect.stringContaining("Lisbon time goes back")] });
  practice.time.nowMs = Date.parse("2026-10-25T01:00Z");
  expect(clockNotice(practice.app, boss)).toBeNull();
});

test("staff are told of their own appointments", async () => {
  const practice = await testPractice({ nowMs: NOW });
  booked(practice, "2026-10-25T00:30Z", "Europe/Lisbon", "Europe/Lisbon", { staffId: practice.ben.id });
  expect(clockNotice(practice.app, viewerOf(addStaffUser(practice, practice.ben)))).toMatchObject({ affected: 1 });
  expect(clockNotice(practice.app, viewerOf(addStaffUser(practice, practice.ana)))).toMatchObject({ affected: 0 });
});
