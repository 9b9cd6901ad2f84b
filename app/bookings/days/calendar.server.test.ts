import { expect, test } from "vitest";
import { viewerOf } from "#app/auth/user.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { blockTime } from "../blocks/block-time.server.ts";
import { addStaffUser, book, importRow, monday, offeringsFor, testPractice, type Practice } from "../testing.ts";
import { calendar } from "./calendar.server.ts";
import { CalendarSearch } from "./search.ts";

const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const seen = (practice: Practice, search: object, viewer: PersonViewer = boss) => calendar(practice.app, viewer, CalendarSearch.parse(search));
type Calendar = Awaited<ReturnType<typeof calendar>>;
const headings = ({ columns }: Calendar) => columns.map(({ heading }) => heading);
/** "10:00–10:30 Maria Silva [12-18]", by rows of five minutes from the first hour drawn. */
const drawn = ({ columns }: Calendar) => columns.map(({ entries }) => entries.map(({ time, title, from, to, lane, lanes }) => `${time} ${title} [${from}-${to}]${lanes > 1 ? ` ${lane + 1}/${lanes}` : ""}`));

test("a day has a column a person, with closed and blocked time, all by one clock", async () => {
  const practice = await testPractice();
  await book(practice, { startMs: monday(10) });
  await book(practice, { offerings: offeringsFor(practice, practice.consultation, practice.newYork), startMs: monday(15), attendee: { name: "John", email: "john@example.com", timeZone: "America/New_York" } });
  blockTime(practice.app, boss, { staffId: practice.ben.id, occurrences: [{ startsAt: monday(12), endsAt: monday(13) }], reason: "Lunch", seen: [], correlationId: "r" });
  const day = await seen(practice, { date: "2026-11-23" });
  expect(day).toMatchObject({ view: "day", title: "Monday 23 November 2026", label: "Monday 23 November 2026", total: 2 });
  expect(headings(day)).toEqual(["Ana Costa", "Ben Reis", "Cleo Hart"]);
  expect([day.hours[0]?.label, day.hours.at(-1)?.label]).toEqual(["09:00", "21:00"]);
  expect(drawn(day)).toEqual([["10:00–10:30 Maria Silva [12-18]"], ["12:00–13:00 Lunch [36-48]"], ["15:00–15:30 John [72-78]"]]);
  expect(day.columns[2]!.entries[0]!.detail).toBe("Consultation, New York, 10:00 at the venue");
  expect(day.columns.map(({ closed }) => closed)).toEqual([[{ from: 96, to: 156 }], [{ from: 96, to: 156 }], [{ from: 0, to: 60 }]]);
});

test("a week has a column a day; what meets stands side by side and names its person", async () => {
  const practice = await testPractice();
  const { consultation, lisbon, ana, ben } = practice;
  await book(practice, { startMs: monday(10) });
  await book(practice, { offerings: offeringsFor(practice, consultation, lisbon, ben.id), startMs: monday(10) });
  await book(practice, { offerings: offeringsFor(practice, consultation, lisbon, ana.id), startMs: monday(10) + 3 * 86_400_000 });
  const week = await seen(practice, { view: "week", week: "2026-W48" });
  expect(headings(week)).toEqual(["Mon 23 Nov", "Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov", "Fri 27 Nov", "Sat 28 Nov", "Sun 29 Nov"]);
  expect(drawn(week)[0]!.map((text) => text.slice(-3))).toEqual(["1/2", "2/2"]);
  expect(week.columns[0]!.entries.map(({ detail }) => detail).sort()).toEqual(["Consultation, with Ana Costa", "Consultation, with Ben Reis"]);
  expect(week.columns[5]!.closed).toEqual([{ from: 0, to: week.hours.length * 12 }]);
  expect(drawn(await seen(practice, { view: "week", week: "2026-W48", staff: ben.slug }))).toEqual([["10:00–10:30 Maria Silva [12-18]"], [], [], [], [], [], []]);
});

test("the day clocks go back has its hour twice, told apart and side by side, and says so", async () => {
  const practice = await testPractice({ nowMs: Date.parse("2026-10-01T12:00Z") });
  for (const iso of ["2026-10-25T00:15Z", "2026-10-25T01:15Z", "2026-10-25T00:45Z"]) importRow(practice, { startsAt: Date.parse(iso), endsAt: Date.parse(iso) + 1_800_000, attendeeName: iso.slice(11, 16) });
  const day = await seen(practice, { date: "2026-10-25", staff: practice.ana.slug });
  expect(day.hours[0]?.label).toBe("01:00");
  expect(drawn(day)).toEqual([["01:15–01:45 (the first time round) 00:15 [3-9] 1/2", "01:15–01:45 (the second time round) 01:15 [3-9] 2/2", "01:45–01:15 (the first time round) 00:45 [9-15]"]]);
  expect(day.changes).toEqual(["Lisbon time goes back by 1 h on Sunday 25 October 2026, from 02:00 to 01:00."]);
  expect((await seen(practice, { view: "week", week: "2026-W43", staff: practice.ana.slug })).changes).toHaveLength(1);
  expect((await seen(practice, { view: "week", week: "2026-W44", staff: practice.ana.slug })).changes).toEqual([]);
});

test("the hour a clock skips stays empty in its column, and what goes on through it is drawn through it", async () => {
  const practice = await testPractice({ nowMs: Date.parse("2027-03-20T12:00Z") });
  importRow(practice, { startsAt: Date.parse("2027-03-28T00:30Z"), endsAt: Date.parse("2027-03-28T01:30Z"), attendeeName: "Early" });
  importRow(practice, { startsAt: Date.parse("2027-03-28T10:00Z"), endsAt: Date.parse("2027-03-28T10:30Z"), attendeeName: "Late" });
  const day = await seen(practice, { date: "2027-03-28", staff: practice.ana.slug });
  expect(drawn(day)).toEqual([["00:30–02:30 Early [6-30]", "11:00–11:30 Late [132-138]"]]);
  expect(day.changes).toEqual(["Lisbon time goes forward by 1 h on Sunday 28 March 2027, from 01:00 to 02:00."]);
});

test("what reaches past midnight is on both its days", async () => {
  const practice = await testPractice();
  importRow(practice, { startsAt: monday(23), endsAt: monday(25), attendeeName: "Night" });
  expect(drawn(await seen(practice, { date: "2026-11-23", staff: practice.ana.slug }))[0]).toEqual(["23:00–01:00 (until Tuesday 24 November) Night [168-180]"]);
  expect(drawn(await seen(practice, { date: "2026-11-24", staff: practice.ana.slug }))[0]).toEqual(["23:00–01:00 (until Tuesday 24 November) Night [0-12]"]);
});

test("free hours that lie ahead lead to booking, for administrators and one person's column", async () => {
  const practice = await testPractice();
  await book(practice, { startMs: monday(10) });
  blockTime(practice.app, boss, { staffId: practice.ana.id, occurrences: [{ startsAt: monday(12), endsAt: monday(13) }], reason: "Lunch", seen: [], correlationId: "r" });
  const [ana] = (await seen(practice, { date: "2026-11-23", staff: practice.ana.slug })).columns;
  expect(ana!.free.map(({ from }) => from / 12)).toEqual([0, 2, 4, 5, 6, 7]);
  expect(ana!.free[0]!.href).toBe("/admin/bookings/new?staff=ana-costa&start=2026-11-23T09%3A00%3A00.000Z");
  practice.time.nowMs = monday(13, 30);
  const [later] = (await seen(practice, { date: "2026-11-23", staff: practice.ana.slug })).columns;
  expect(later!.free.map(({ from }) => from / 12)).toEqual([5, 6, 7]);
  expect(later!.now).toBe(54);
  expect((await seen(practice, { view: "week", week: "2026-W48" })).columns.every(({ free, newHref }) => free.length === 0 && newHref === null)).toBe(true);
});

test("staff see their own column, and appointments lead to the page they may open", async () => {
  const practice = await testPractice();
  const ana = viewerOf(addStaffUser(practice, practice.ana));
  const { id } = await book(practice);
  await book(practice, { offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id), startMs: monday(11) }, ana);
  const day = await seen(practice, { date: "2026-11-23", staff: practice.ben.slug }, ana);
  expect(headings(day)).toEqual(["Ana Costa"]);
  expect(day.columns[0]!.entries).toMatchObject([{ id, href: `/admin/bookings/${id}`, moveHref: `/bookings/${id}/reschedule` }]);
  expect(day.columns[0]!.newHref).toBeNull();
});

test("links lead around and to the other view of the same days, and nonsense is today", async () => {
  const practice = await testPractice();
  const day = await seen(practice, { date: "2026-11-24", staff: practice.ana.slug });
  expect(day.links).toEqual({ previous: "/admin/calendar?date=2026-11-23&staff=ana-costa", today: "/admin/calendar?staff=ana-costa", next: "/admin/calendar?date=2026-11-25&staff=ana-costa" });
  expect(day.views.map(({ href }) => href)).toEqual(["/admin/calendar?date=2026-11-24&staff=ana-costa", "/admin/calendar?view=week&week=2026-W48&staff=ana-costa"]);
  const week = await seen(practice, { week: "2026-W48" });
  expect(week.links).toMatchObject({ previous: "/admin/calendar?view=week&week=2026-W47", today: "/admin/calendar?view=week&week=2026-W47", next: "/admin/calendar?view=week&week=2026-W49" });
  for (const search of [{ date: "nonsense" }, { view: "year" }, { date: "9999-99-99", week: "2026-W60x" }]) expect((await seen(practice, search)).links.today).toBeNull();
});
