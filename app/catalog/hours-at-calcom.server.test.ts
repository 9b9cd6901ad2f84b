import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { calcomHostMappings } from "#db/schema/catalog.ts";
import { book, faults, monday, offeringsFor, testPractice } from "#app/bookings/testing.ts";
import { offerRules } from "#app/bookings/csv-import/rules.server.ts";
import { daySheet } from "#app/bookings/days/day-sheet.server.ts";
import { getBooking } from "#app/bookings/queries.server.ts";
import { atWork } from "#app/bookings/within-notice.server.ts";
import { withCache } from "#app/calcom/cached-gateway.server.ts";
import { createCalcomGateway } from "#app/calcom/gateway.server.ts";
import { calcomHosts, embeddedAccount } from "#app/hosts.server.ts";
import { overview } from "#app/insights/overview.server.ts";
import { PeriodSearch } from "#app/insights/period.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { hostOf } from "./queries.server.ts";
import { holidaysPage } from "./holidays-page.server.ts";
import { hoursPage } from "./hours-page.server.ts";
import { staffPage } from "./staff-page.server.ts";

const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const monday23 = { date: "2026-11-23", by: "person" } as const;

/** The practice as it would be with a key for a team at Cal.com, which the engine plays over the wire. */
async function atCalcom() {
  const practice = await testPractice();
  const { app, far } = practice;
  const { teamId } = embeddedAccount(app);
  const reach = { baseUrl: "https://calcom.test/v2", apiKey: "cal_x", fetch: app.fetch, clock: app.clock, log: app.log, sleep: async () => {} };
  const gateway = withCache(createCalcomGateway({ ...reach, teamId: () => teamId }), { clock: app.clock });
  far.calls.length = 0;
  return { ...practice, engineHosts: app.hosts, app: { ...app, gateway, hosts: calcomHosts(gateway), farEnd: { name: "calcom", settleAfterMs: 0 } as const } };
}

const lisbonHours = (changes: object = {}) => ({ timeZone: "Europe/Lisbon", availability: [{ days: ["Monday" as const, "Tuesday" as const], startTime: "09:00", endTime: "13:00" }], overrides: [], ...changes });

test("somebody's hours at Cal.com are there to read, never a form", async () => {
  const { app, ana, engineHosts } = await atCalcom();
  const hours = lisbonHours({
    availability: [{ days: ["Monday"], startTime: "09:00", endTime: "12:00" }, { days: ["Monday"], startTime: "13:30", endTime: "23:59" }],
    overrides: [
      { date: "2026-11-19", startTime: "00:00", endTime: "00:00" },
      { date: "2026-12-24", startTime: "00:00", endTime: "00:00" },
      { date: "2026-12-31", startTime: "00:00", endTime: "23:59" },
      { date: "2026-12-01", startTime: "15:00", endTime: "16:00" },
      { date: "2026-12-01", startTime: "10:00", endTime: "11:00" },
    ],
  });
  engineHosts.write!.writeHours(hostOf(app.db, ana.id)!.calcomUserId, hours);
  const page = await hoursPage(app, ana.id);
  expect(page).toMatchObject({ isWithCalcom: true, isMatched: true, hours: null, calcomHref: "https://app.cal.com/availability" });
  expect(page.atCalcom).toMatchObject({ zone: "Lisbon time", week: [{ day: "Monday", times: ["09:00–12:00", "13:30–00:00"] }, ...Array.from({ length: 6 }, () => ({ times: [] }))] });
  expect(page.atCalcom!.dates).toEqual([
    { date: "2026-12-01", day: "Tuesday 1 December 2026", times: ["10:00–11:00", "15:00–16:00"] },
    { date: "2026-12-24", day: "Thursday 24 December 2026", times: [] },
    { date: "2026-12-31", day: "Thursday 31 December 2026", times: ["All day"] },
  ]);
  expect((await holidaysPage(app)).days.map(({ date, who }) => [date, who])).toEqual([["2026-12-24", "Ana Costa"]]);
});

test("no page asks for each person, nor again within five minutes, and a changed connection is asked anew", async () => {
  const { app, far, time, ana, engineHosts } = await atCalcom();
  const asked = ["GET /v2/schedules", expect.stringMatching(/^GET \/v2\/teams\/\d+\/schedules$/)];
  expect((await staffPage(app)).people.map(({ week }) => week)).toEqual(Array.from({ length: 3 }, () => "Mon, Tue, Wed, Thu, Fri"));
  const sheet = await daySheet(app, boss, monday23);
  expect(sheet.groups.map(({ hours }) => hours)).toEqual(["09:00–17:00", "09:00–17:00", "09:00–17:00"]);
  expect((await overview(app, PeriodSearch.parse({ from: "2026-11-23", to: "2026-11-29" }))).used.now).toBe(0);
  expect(far.calls).toEqual(asked);
  engineHosts.write!.writeHours(hostOf(app.db, ana.id)!.calcomUserId, lisbonHours());
  app.gateway.forget();
  expect((await staffPage(app)).people[0]).toMatchObject({ name: "Ana Costa", week: "Mon, Tue" });
  time.nowMs += 5 * MINUTE_MS;
  await staffPage(app);
  expect(far.calls).toEqual([...asked, ...asked, ...asked]);
});

test("a Cal.com that does not answer leaves every page without hours, and shows those it gave before", async () => {
  const { app, far, time, ana } = await atCalcom();
  far.fault = faults.down;
  expect(await hoursPage(app, ana.id)).toMatchObject({ hours: null, atCalcom: null, isMatched: true });
  expect((await staffPage(app)).people.map(({ week }) => week)).toEqual(["", "", ""]);
  expect((await daySheet(app, boss, monday23)).groups.map(({ hours }) => hours)).toEqual([]);
  expect((await overview(app, PeriodSearch.parse({}))).used).toEqual({ now: null, then: null });
  expect(await holidaysPage(app)).toMatchObject({ isRead: false, days: [] });
  far.fault = null;
  await staffPage(app);
  far.fault = faults.down;
  time.nowMs += 60 * MINUTE_MS;
  expect((await hoursPage(app, ana.id)).atCalcom?.week[0]).toEqual({ day: "Monday", times: ["09:00–17:00"] });
});

test("whoever is matched with nobody there is said to be, and their hours stay unknown", async () => {
  const { app, ana } = await atCalcom();
  writing(app.db, (tx) => tx.delete(calcomHostMappings).where(eq(calcomHostMappings.staffId, ana.id)).run());
  expect(await hoursPage(app, ana.id)).toMatchObject({ hours: null, atCalcom: null, isMatched: false });
  expect((await staffPage(app)).people.map(({ week }) => week)).toEqual(["", "Mon, Tue, Wed, Thu, Fri", "Mon, Tue, Wed, Thu, Fri"]);
});

test("before an import the hours speak, and where they are not known it is said", async () => {
  const practice = await atCalcom();
  const { app, far, consultation, lisbon, ana } = practice;
  const offerings = offeringsFor(practice, consultation, lisbon, ana.id);
  const judged = async () => {
    const rules = await offerRules(app);
    return [monday(10), monday(20)].map((startMs) => rules(offerings, startMs, 30)).map(({ reason, hoursAreRead }) => [reason, hoursAreRead]);
  };
  expect(await judged()).toEqual([[null, true], ["Outside the hours of Ana Costa", true]]);
  far.fault = faults.down;
  app.gateway.forget();
  expect(await judged()).toEqual([[null, false], [null, false]]);
});

test("nobody is passed an appointment within the notice on the word of their hours alone", async () => {
  const practice = await atCalcom();
  const { id } = await book(practice, { startMs: monday(10) });
  const booking = getBooking(practice.app, boss, id);
  expect(await hoursPage(practice.app, practice.ben.id)).toMatchObject({ atCalcom: { zone: "Lisbon time" } });
  expect(await atWork(practice.app, [practice.ben.id], booking)).toEqual([]);
});
