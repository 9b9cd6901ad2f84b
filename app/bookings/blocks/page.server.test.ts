import { expect, test } from "vitest";
import { viewerOf } from "#app/auth/user.ts";
import { addStaffUser, book, monday, testPractice } from "../testing.ts";
import { blockTime } from "./block-time.server.ts";
import { BlockForm, BlockSearch } from "./form.ts";
import { askedBlock, blockPage, newBlockPage } from "./page.server.ts";

const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const typed = { staff: "ana-costa", from: "2026-11-23T12:00", until: "2026-11-23T13:00", reason: "Lunch" };

test("what is typed says what is wrong with it, field by field", () => {
  const wrong = (change: object) => Object.keys(BlockForm.safeParse({ ...typed, ...change }).error?.flatten().fieldErrors ?? {});
  expect(wrong({})).toEqual([]);
  expect(wrong({ repeat: "2027-11-23" })).toEqual([]);
  expect(wrong({ until: "2026-11-23T12:00" })).toEqual(["until"]);
  expect(wrong({ until: "2026-12-25T12:00" })).toEqual(["until"]);
  expect(wrong({ from: "2026-02-30T12:00" })).toEqual(["from"]);
  expect(wrong({ from: "tomorrow", until: "" })).toEqual(["from", "until"]);
  expect(wrong({ repeat: "2026-11-22" })).toEqual(["repeat"]);
  expect(wrong({ repeat: "2027-11-24" })).toEqual(["repeat"]);
  expect(wrong({ until: "2026-12-01T12:00", repeat: "2026-12-31" })).toEqual(["repeat"]);
  expect(wrong({ reason: "x".repeat(201) })).toEqual(["reason"]);
});

test("appointments in the time are listed, and once seen it is asked for no more", async () => {
  const practice = await testPractice();
  const { id } = await book(practice, { startMs: monday(12, 30) });
  expect(askedBlock(practice.app, boss, BlockForm.parse(typed))).toMatchObject({ staffId: practice.ana.id, hasUnseen: true });
  const page = newBlockPage(practice.app, boss, BlockSearch.parse(typed));
  expect(page).toMatchObject({ values: typed, seen: id, more: 0, standing: [{ when: "Mon 23 Nov, 12:30", what: "Maria Silva, Consultation", href: `/admin/bookings/${id}` }] });
  expect(askedBlock(practice.app, boss, BlockForm.parse({ ...typed, seen: page.seen }))).toMatchObject({ hasUnseen: false, occurrences: [{ startsAt: monday(12), endsAt: monday(13) }] });
});

test("staff are offered their own time alone, and a forged name is refused", async () => {
  const practice = await testPractice();
  const ben = viewerOf(addStaffUser(practice, practice.ben));
  expect(newBlockPage(practice.app, ben, BlockSearch.parse({ staff: "ana-costa" }))).toMatchObject({ people: [{ value: "ben-reis" }], values: { staff: "ben-reis" }, standing: [] });
  expect(() => askedBlock(practice.app, ben, BlockForm.parse(typed))).toThrow("Choose whose time");
});

test("a blocked time's page says when and how often", async () => {
  const practice = await testPractice();
  const { blockIds } = blockTime(practice.app, boss, { staffId: practice.ana.id, occurrences: askedBlock(practice.app, boss, BlockForm.parse({ ...typed, repeat: "2026-12-07" })).occurrences, reason: "Lunch", seen: [], correlationId: "r" });
  expect(blockPage(practice.app, boss, blockIds[1]!)).toMatchObject({ name: "Ana Costa", date: "2026-11-30", time: "Monday 30 November 2026, 12:00–13:00", zone: "Lisbon time", reason: "Lunch", later: 1 });
  expect(() => blockPage(practice.app, viewerOf(addStaffUser(practice, practice.ben)), blockIds[1]!)).toThrow("no such blocked time");
});
