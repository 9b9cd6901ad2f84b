import { expect, test } from "vitest";
import { viewerOf } from "#app/auth/user.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { blockTime } from "../blocks/block-time.server.ts";
import { addStaffUser, book, importRow, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";
import { daySheet, type DayGroup } from "./day-sheet.server.ts";
import { DaySearch } from "./search.ts";

const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const sheetOf = (practice: Practice, search: object = {}, viewer: PersonViewer = boss) => daySheet(practice.app, viewer, DaySearch.parse({ date: "2026-11-23", ...search }));
const linesOf = ({ lines }: DayGroup) => lines.map((line) => `${line.time} ${line.kind === "booking" ? line.customer : line.kind}`);
const named = (groups: DayGroup[]) => groups.map(({ name }) => name);

test("a day by person: appointments, blocked time and what is left of the hours, each by their own clock", async () => {
  const practice = await testPractice();
  await book(practice, { startMs: monday(10), attendee: { name: "Maria Silva", email: "maria@example.com", phone: "+351 912 345 678", timeZone: "America/New_York" }, notes: "Left knee" });
  await book(practice, { offerings: offeringsFor(practice, practice.consultation, practice.newYork), startMs: monday(15), attendee: { name: "John", email: "john@example.com", timeZone: "America/New_York" } });
  blockTime(practice.app, boss, { staffId: practice.ana.id, occurrences: [{ startsAt: monday(12), endsAt: monday(13) }], reason: "Lunch", seen: [], correlationId: "r" });
  const sheet = await sheetOf(practice);
  expect(sheet).toMatchObject({ day: "Monday 23 November 2026", isToday: false, zone: null, next: null, total: 2 });
  expect(sheet.groups.map(({ name, zone, hours, appointments }) => [name, zone, hours, appointments])).toEqual([
    ["Ana Costa", "Lisbon time", "09:00–17:00", 1],
    ["Ben Reis", "Lisbon time", "09:00–17:00", 0],
    ["Cleo Hart", "New York time", "09:00–17:00", 1],
  ]);
  expect(sheet.groups.map(linesOf)).toEqual([
    ["09:00–10:00 free", "10:00–10:30 Maria Silva", "10:30–12:00 free", "12:00–13:00 block", "13:00–17:00 free"],
    ["09:00–17:00 free"],
    ["09:00–10:00 free", "10:00–10:30 John", "10:30–17:00 free"],
  ]);
  expect(sheet.groups[0]!.lines[1]).toMatchObject({ phone: "+351 912 345 678", service: "Consultation", duration: "30 min", place: "Lisbon", details: [{ label: "Notes", text: "Left knee" }] });
});

test("staff see their own day alone, and not what they booked for themselves", async () => {
  const practice = await testPractice();
  const ana = viewerOf(addStaffUser(practice, practice.ana));
  await book(practice, { startMs: monday(10) });
  await book(practice, { offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id), startMs: monday(11) }, ana);
  for (const search of [{}, { staff: practice.ben.slug }, { by: "branch" }]) {
    const sheet = await sheetOf(practice, search, ana);
    expect([named(sheet.groups), sheet.total, sheet.options.staff.length]).toEqual([["Ana Costa"], 1, 1]);
  }
  expect(await sheetOf(practice, {}, { kind: "user", userId: ana.userId, name: "Ana" })).toMatchObject({ groups: [], total: 0 });
});

test("narrowed to a person or a branch, or grouped by branch", async () => {
  const practice = await testPractice();
  await book(practice, { startMs: monday(10) });
  await book(practice, { offerings: offeringsFor(practice, practice.consultation, practice.newYork), startMs: monday(15) });
  importRow(practice, { staffId: null, branchId: null, startsAt: monday(16), attendeeName: "From elsewhere" });
  expect(named((await sheetOf(practice)).groups)).toEqual(["Ana Costa", "Ben Reis", "Cleo Hart", "Nobody from here"]);
  expect(named((await sheetOf(practice, { staff: practice.cleo.slug })).groups)).toEqual(["Cleo Hart"]);
  expect(named((await sheetOf(practice, { branch: practice.newYork.slug })).groups)).toEqual(["Cleo Hart"]);
  const byBranch = await sheetOf(practice, { by: "branch" });
  expect(byBranch.groups.map((group) => [group.name, linesOf(group)])).toEqual([["Lisbon", ["10:00–10:30 Maria Silva"]], ["New York", ["10:00–10:30 Maria Silva"]], ["At none of our branches", ["16:00–16:30 From elsewhere"]]]);
});

test("today says what comes next, and links lead to the days around it", async () => {
  const practice = await testPractice();
  await book(practice, { startMs: monday(10) });
  const last = await book(practice, { startMs: monday(14, 30), attendee: { name: "Rita", email: "rita@example.com", timeZone: "Europe/Lisbon" } });
  practice.time.nowMs = monday(10, 15);
  const sheet = await sheetOf(practice, { date: undefined });
  expect(sheet).toMatchObject({ isToday: true, next: { time: "14:30", who: "Rita with Ana Costa", href: `/admin/bookings/${last.id}` }, links: { previous: "/admin/today?date=2026-11-22", today: null, next: "/admin/today?date=2026-11-24" } });
  practice.time.nowMs = monday(15);
  expect((await sheetOf(practice, { date: undefined })).next).toBeNull();
  expect((await sheetOf(practice, { date: "2026-11-24", staff: practice.ben.slug })).links).toMatchObject({ today: "/admin/today?staff=ben-reis", previous: "/admin/today?date=2026-11-23&staff=ben-reis" });
});

test("the day a clock changes has 23 or 25 hours, and every appointment in it is on its sheet", async () => {
  const practice = await testPractice({ nowMs: Date.parse("2026-10-01T12:00Z") });
  const at = (iso: string) => importRow(practice, { startsAt: Date.parse(iso), attendeeName: iso });
  for (const iso of ["2026-10-24T22:30Z", "2026-10-24T23:00Z", "2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T23:30Z", "2026-10-26T00:00Z"]) at(iso);
  const sheet = await sheetOf(practice, { date: "2026-10-25", staff: practice.ana.slug });
  expect(linesOf(sheet.groups[0]!)).toEqual(["00:00–00:30 2026-10-24T23:00Z", "01:30–01:00 (the first time round) 2026-10-25T00:30Z", "01:30–02:00 (the second time round) 2026-10-25T01:30Z", "23:30–00:00 2026-10-25T23:30Z"]);
});

test("nonsense in the address is today, by person", async () => {
  const practice = await testPractice();
  expect(await sheetOf(practice, { date: "0001-13-99", staff: "nobody", branch: "nowhere", by: "hour" })).toMatchObject({ isToday: true, filters: { branch: "", by: "person" } });
});
