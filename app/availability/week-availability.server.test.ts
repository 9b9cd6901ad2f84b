import { expect, test } from "vitest";
import { hostOf } from "#app/catalog/queries.server.ts";
import { holdTime } from "#app/bookings/hold.server.ts";
import { movingOf } from "#app/bookings/offerings.server.ts";
import { book, faults, importRow, monday, offeringsFor, testPractice, type Practice } from "#app/bookings/testing.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso } from "#app/lib/time.ts";
import { timesAround } from "./nearest.server.ts";
import { weekAvailability, type WeekQuery } from "./week-availability.server.ts";
import { weekPage } from "./week-page.server.ts";
import { readWeek, weekLinks } from "./week.ts";

const looking = (practice: Practice): WeekQuery => ({
  offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id),
  durationMinutes: 30,
  week: undefined,
  zone: "Europe/Lisbon",
  withWhom: "Ana",
  hrefOf: (week) => `?week=${week}`,
});
const see = (practice: Practice, change: Partial<WeekQuery> = {}) => weekAvailability(practice.app, { ...looking(practice), ...change });

type Week = Awaited<ReturnType<typeof see>>;
const slotsOn = (week: Week, date: string) => week.days.find((day) => day.date === date)?.groups.flatMap((group) => group.slots) ?? [];

test("a week has a column a day, its slots grouped and named, without weekends when nothing is free there", async () => {
  const practice = await testPractice();
  const week = await see(practice, { week: "2026-W48" });
  expect(week.days.map(({ date }) => date)).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]);
  expect(week.days[0]!.groups.map(({ name, slots }) => [name, slots.length])).toEqual([["Morning", 6], ["Afternoon", 10]]);
  expect(slotsOn(week, "2026-11-23")[0]).toEqual({ startIso: "2026-11-23T09:00:00.000Z", value: "2026-11-23T09:00:00.000Z", label: "09:00", name: "Monday 23 November, 09:00, with Ana" });
  expect([week.isEmpty, week.source]).toEqual([false, { state: "fresh" }]);
});

test("a day with few times has headings as well when another day of its week has", async () => {
  const practice = await testPractice();
  const host = hostOf(practice.db, practice.ana.id)!;
  const availability = [
    { days: ["Monday" as const], startTime: "09:00", endTime: "16:00" },
    { days: ["Tuesday" as const], startTime: "10:00", endTime: "11:00" },
  ];
  const headings = async () => (await see(practice, { week: "2026-W48" })).days.slice(0, 3).map(({ groups }) => groups.map(({ name }) => name));
  practice.app.hosts.write!.writeHours(host.calcomUserId, { timeZone: "Europe/Lisbon", availability, overrides: [] });
  expect(await headings()).toEqual([["Morning", "Afternoon"], ["Morning"], []]);
});

test("a week of days with few times has no headings", async () => {
  const practice = await testPractice();
  const host = hostOf(practice.db, practice.ana.id)!;
  practice.app.hosts.write!.writeHours(host.calcomUserId, { timeZone: "Europe/Lisbon", availability: [{ days: ["Monday", "Tuesday"], startTime: "10:00", endTime: "14:00" }], overrides: [] });
  const { days } = await see(practice, { week: "2026-W48" });
  expect(days[0]!.groups.map(({ name, slots }) => [name, slots.length])).toEqual([[null, 8]]);
});

test("the weekend is drawn when something is free there", async () => {
  const practice = await testPractice();
  const host = hostOf(practice.db, practice.ana.id)!;
  practice.app.hosts.write!.writeHours(host.calcomUserId, { timeZone: "Europe/Lisbon", availability: [{ days: ["Sunday"], startTime: "10:00", endTime: "11:00" }], overrides: [] });
  const week = await see(practice, { week: "2026-W48" });
  expect(week.days).toHaveLength(7);
  expect(slotsOn(week, "2026-11-29").map(({ label }) => label)).toEqual(["10:00", "10:30"]);
});

test("opening hours stay at nine when the clocks change, and so does what a visitor elsewhere sees move", async () => {
  const practice = await testPractice({ nowMs: Date.UTC(2027, 2, 20, 12) });
  const before = await see(practice, { week: "2027-W12" });
  const after = await see(practice, { week: "2027-W13" });
  expect([slotsOn(before, "2027-03-26")[0], slotsOn(after, "2027-03-29")[0]]).toMatchObject([{ startIso: "2027-03-26T09:00:00.000Z", label: "09:00" }, { startIso: "2027-03-29T08:00:00.000Z", label: "09:00" }]);
  const abroad = await see(practice, { week: "2027-W12", zone: "America/New_York" });
  const abroadAfter = await see(practice, { week: "2027-W13", zone: "America/New_York" });
  expect([slotsOn(abroad, "2027-03-26")[0], slotsOn(abroadAfter, "2027-03-29")[0]]).toMatchObject([{ label: "05:00" }, { label: "04:00" }]);
});

test("a visitor far away sees a time on their own day", async () => {
  const practice = await testPractice();
  const week = await see(practice, { week: "2026-W48", zone: "Pacific/Kiritimati" });
  // Nine to five on Friday in Lisbon is Friday night to Saturday morning there.
  expect(slotsOn(week, "2026-11-28")[0]).toMatchObject({ startIso: "2026-11-27T10:00:00.000Z", label: "00:00" });
});

test.each([
  ["2026-W53", "2026-W53"],
  ["2027-W01", "2027-W01"],
  ["2027-W53", null],
  ["2026-W00", null],
  ["1999-W01", null],
  ["2026-W5", null],
  ["next week", null],
  [undefined, null],
])("the week %s in an address is %s", (text, week) => {
  expect(readWeek(text)).toBe(week);
});

test("an address without a week, or with nonsense, shows the week of the next free time", async () => {
  const practice = await testPractice();
  for (const text of [undefined, "next week"]) {
    const { week, nextFree, isEmpty } = await see(practice, { week: text });
    expect([week, nextFree?.weekHref, isEmpty]).toEqual(["2026-W47", "?week=2026-W47", false]);
  }
  practice.time.nowMs = Date.UTC(2026, 10, 27, 23);
  expect(await see(practice)).toMatchObject({ week: "2026-W49", month: { label: "December 2026" }, isEmpty: false });
});

test("who moves an appointment sees its week, and is not offered the time it has", async () => {
  const practice = await testPractice();
  const moving = movingOf(practice.app, await book(practice, { startMs: monday(10) + 14 * DAY_MS }));
  const week = await see(practice, { moving });
  expect(week.week).toBe("2026-W50");
  expect(slotsOn(week, "2026-12-07").map(({ startIso }) => startIso)).not.toContain("2026-12-07T10:00:00.000Z");
  expect(slotsOn(week, "2026-12-07").length).toBe(slotsOn(await see(practice, { week: "2026-W49" }), "2026-11-30").length - 1);
});

test("week links cross the turn of a year with 53 weeks and stop at either end", () => {
  const nowMs = Date.UTC(2026, 11, 23);
  const lastMs = Date.UTC(2027, 0, 5);
  expect(weekLinks("2026-W52", "UTC", nowMs, lastMs)).toEqual({ previous: null, today: null, next: "2026-W53" });
  expect(weekLinks("2026-W53", "UTC", nowMs, lastMs)).toEqual({ previous: "2026-W52", today: "2026-W52", next: "2027-W01" });
  expect(weekLinks("2027-W01", "UTC", nowMs, lastMs)).toEqual({ previous: "2026-W53", today: "2026-W52", next: null });
});

test("the month beside the week leads no further back than today and no further on than the window", async () => {
  const practice = await testPractice();
  const november = (await see(practice)).month;
  expect([november.label, november.previous]).toEqual(["November 2026", null]);
  const december = (await see(practice, { week: november.next!.slice(6) })).month;
  expect(december.label).toBe("December 2026");
  const january = (await see(practice, { week: december.next!.slice(6) })).month;
  expect([january.label, january.next]).toEqual(["January 2027", null]);
  expect((await see(practice, { week: january.previous!.slice(6) })).month.label).toBe("December 2026");
  expect((await see(practice, { week: december.previous!.slice(6) })).week).toBe("2026-W47");
});

test("the next free time is found beyond the month that is shown", async () => {
  const practice = await testPractice();
  const host = hostOf(practice.db, practice.ana.id)!;
  await practice.app.hosts.write!.addTimeOff(host.calcomUserId, { startMs: Date.UTC(2026, 10, 20), endMs: Date.UTC(2027, 0, 11, 9, 30) });
  expect(await see(practice)).toMatchObject({ week: "2027-W02", isEmpty: false });
  expect(await see(practice, { week: "2026-W47" })).toMatchObject({ isEmpty: true, nextFree: { startMs: Date.UTC(2027, 0, 11, 9, 30), staffIds: [practice.ana.id], weekHref: "?week=2027-W02" } });
  expect((await see(practice, { week: "2026-W51" })).nextFree).toMatchObject({ startMs: Date.UTC(2027, 0, 11, 9, 30) });
});

test("with nothing free in the whole window there is no next free time", async () => {
  const practice = await testPractice();
  const host = hostOf(practice.db, practice.ana.id)!;
  await practice.app.hosts.write!.addTimeOff(host.calcomUserId, { startMs: Date.UTC(2026, 10, 20), endMs: Date.UTC(2028, 0, 1) });
  expect((await see(practice)).nextFree).toBeNull();
});

test("a failing far end is answered with what was known, and with its age", async () => {
  const practice = await testPractice();
  const fresh = await see(practice, { week: "2026-W48" });
  practice.time.nowMs += 10 * MINUTE_MS;
  practice.far.fault = faults.html;
  const stale = await see(practice, { week: "2026-W48" });
  expect(stale.source).toEqual({ state: "stale", ageMs: 10 * MINUTE_MS, trouble: { why: "silent" } });
  expect(slotsOn(stale, "2026-11-23")).toEqual(slotsOn(fresh, "2026-11-23"));
});

test("a far end that fails from the start is said so, and not asked for one month after the other", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.html;
  expect(await see(practice, { week: "2026-W52" })).toMatchObject({ isEmpty: true, nextFree: null, source: { state: "failed", trouble: { why: "silent" } } });
  const months = new Set(practice.far.calls);
  expect(months.size).toBe(1);
  expect(practice.far.calls.length).toBeLessThanOrEqual(3);
});

test("a far end that was asked too much is not called silent: it is said when it goes on, to whoever looks and whoever books", async () => {
  const practice = await testPractice();
  await see(practice, { week: "2026-W48" });
  practice.time.nowMs += 10 * MINUTE_MS;
  practice.far.fault = async () => Response.json({ error: { message: "CustomThrottlerGuard - Too many requests." } }, { status: 429, headers: { "x-ratelimit-reset-default": "17" } });
  const trouble = { why: "busy", forMs: 17_000 };
  expect((await see(practice, { week: "2026-W48" })).source).toEqual({ state: "stale", ageMs: 10 * MINUTE_MS, trouble });
  expect((await see(practice, { week: "2027-W06" })).source).toEqual({ state: "failed", trouble });
  const page = await weekPage(practice.app, { ...looking(practice), week: "2027-W06" });
  expect(page.notice?.text).toBe("The calendar has received too many requests and accepts more in 20 seconds. Your choices are kept in this page's address: please load it again then.");
  await expect(book(practice, { startMs: Date.UTC(2027, 1, 8, 10) })).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 17_000, message: "The calendar has received too many requests and accepts more in 20 seconds. Nothing was booked. Please try again then." });
});

test("when one person's times cannot be read the others' are shown, and that they are not all", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  const ana = offerings.find(({ staff }) => staff.id === practice.ana.id)!;
  practice.far.fault = (call, engine) => (new URL(call.url).searchParams.get("eventTypeId") === String(ana.eventTypeId) ? faults.html(call, engine) : engine(call));
  const week = await see(practice, { offerings, week: "2026-W48" });
  expect(week).toMatchObject({ isEmpty: false, source: { state: "partial" } });
});

test("what was booked or held a moment ago is gone at once, though the far end's answer is kept", async () => {
  const practice = await testPractice();
  const labels = async (change: Partial<WeekQuery> = {}) => slotsOn(await see(practice, { week: "2026-W48", ...change }), "2026-11-23").map(({ label }) => label);
  expect(await labels()).toContain("10:00");
  importRow(practice, { startsAt: monday(10) });
  await holdTime(practice.app, { holder: "visitor", offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id), durationMinutes: 30, startMs: monday(11) });
  expect(await labels()).not.toContain("10:00");
  expect(await labels()).not.toContain("11:00");
  expect(await labels({ holder: "visitor" })).toContain("11:00");
  practice.time.nowMs += 5 * MINUTE_MS + 1;
  expect(await labels()).toContain("11:00");
});

test("several people's free times are one list that names who is free", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  await book(practice, { startMs: monday(9) });
  practice.time.nowMs = monday(8);
  expect((await see(practice, { offerings })).nextFree).toMatchObject({ startMs: monday(9), staffIds: [practice.ben.id] });
});

test("each length of a service has its own times", async () => {
  const practice = await testPractice();
  const massage = offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id);
  const last = async (durationMinutes: number) => slotsOn(await see(practice, { offerings: massage, durationMinutes, week: "2026-W48" }), "2026-11-23").at(-1)?.label;
  expect([await last(30), await last(60), await last(90)]).toEqual(["16:30", "16:00", "15:30"]);
});

test("the nearest times lie around the one that was lost, in order, and never are it", async () => {
  const practice = await testPractice();
  const query = { offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id), durationMinutes: 30, zone: "Europe/Lisbon", withWhom: "Ana" };
  await book(practice, { startMs: monday(10) });
  expect((await timesAround(practice.app, { ...query, aroundMs: monday(10) })).slots.map(({ startIso }) => startIso)).toEqual([monday(9), monday(9, 30), monday(10, 30), monday(11)].map(toIso));
  expect(await timesAround(practice.app, { ...query, aroundMs: monday(10, 30) })).toMatchObject({ isFree: true, source: { state: "fresh" } });
  expect((await timesAround(practice.app, { ...query, aroundMs: practice.time.nowMs - DAY_MS })).slots[0]).toMatchObject({ startMs: practice.time.nowMs + HOUR_MS / 2 });
  expect((await timesAround(practice.app, { ...query, aroundMs: monday(10), count: 2 })).slots).toHaveLength(2);
});
