import fc from "fast-check";
import { expect, test } from "vitest";
import { auditEvents } from "#db/schema/records.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { hoursFrom, HoursForm, hoursValues } from "#app/catalog/hours-form.ts";
import { hoursPage } from "#app/catalog/hours-page.server.ts";
import { holidaysPage } from "#app/catalog/holidays-page.server.ts";
import { WEEKDAYS, type Hours } from "#app/catalog/hosts.ts";
import { openWindows } from "#app/catalog/open-windows.ts";
import type { AppError } from "#app/lib/errors.ts";
import { DAY_MS } from "#app/lib/time.ts";
import { parseWithZod } from "@conform-to/zod/v4";
import { book, monday, offeringsFor, rowsOf, testPractice, type Practice } from "../testing.ts";
import { closeDays, openDay } from "./close-days.server.ts";
import { saveHours } from "./save-hours.server.ts";

const by = { actor: "admin:boss", source: "admin" } as const;

/** As a browser would send it. */
function sent(values: Record<string, string>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return parseWithZod(body, { schema: HoursForm });
}

async function typed({ app, ana }: Practice, change: Record<string, string>, more: { seen?: string; version?: string } = {}) {
  const { hours } = await hoursPage(app, ana.id);
  const submission = sent({ ...hours!.now, ...change, version: hours!.version, ...more });
  if (submission.status !== "success") throw new Error(JSON.stringify(submission.error));
  return submission.value;
}

const free = async (practice: Practice, day = 0) => {
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id);
  const startMs = monday(0) + day * DAY_MS;
  return (await freeTimes(practice.app, { offerings, durationMinutes: 30, startMs, endMs: startMs + DAY_MS })).times.map((time) => time.startMs);
};

async function refusalOf(work: () => unknown): Promise<AppError> {
  return Promise.resolve().then(work).then(() => Promise.reject(new Error("It was not refused")), (error: unknown) => error as AppError);
}

test("shorter hours list the appointments they leave outside, are saved anyway, and are what can be booked at once", async () => {
  const practice = await testPractice();
  const { app, ana } = practice;
  const late = await book(practice, { startMs: monday(16) });
  await book(practice, { startMs: monday(9) });
  const before = rowsOf(practice);
  expect(await free(practice)).toContain(monday(15));
  const refusal = await refusalOf(async () => saveHours(app, by, ana.id, await typed(practice, { "week.Monday.to[0]": "12:00" })));
  expect(refusal).toMatchObject({ message: "1 appointment lies outside the new hours", lookAt: { items: [{ href: `/admin/bookings/${late.id}` }] } });
  expect(await free(practice)).toContain(monday(15));
  saveHours(app, by, ana.id, await typed(practice, { "week.Monday.to[0]": "12:00", "week.Monday.from[1]": "14:00", "week.Monday.to[1]": "15:00" }, { seen: refusal.lookAt!.token }));
  expect(await free(practice)).toEqual([[9, 30], [10, 0], [10, 30], [11, 0], [11, 30], [14, 0], [14, 30]].map(([hour, minute]) => monday(hour!, minute)));
  expect(rowsOf(practice)).toEqual(before);
  // What lay outside already is nothing this change does.
  saveHours(app, by, ana.id, await typed(practice, { "week.Monday.from[1]": "", "week.Monday.to[1]": "" }));
  expect(app.db.select().from(auditEvents).all().filter(({ action }) => action === "hours changed")).toHaveLength(2);
});

test("a day that differs takes the place of the week's, and who saves over somebody else's hours is told first", async () => {
  const practice = await testPractice();
  const { app, ana } = practice;
  const old = await hoursPage(app, ana.id);
  saveHours(app, by, ana.id, await typed(practice, { "dates.date[0]": "2026-11-23", "dates.date[2]": "2026-11-28", "dates.from[2]": "10:00", "dates.to[2]": "11:00" }));
  expect([await free(practice), await free(practice, 5)]).toEqual([[], [monday(10) + 5 * DAY_MS, monday(10, 30) + 5 * DAY_MS]]);
  const refusal = await refusalOf(async () => saveHours(app, by, ana.id, await typed(practice, {}, { version: old.hours!.version })));
  expect(refusal.fields).toHaveProperty("version");
});

test("hours that end before they begin, overlap, or are half filled in are refused where they stand", () => {
  const error = (values: Record<string, string>) => Object.keys(sent({ timeZone: "Europe/Lisbon", version: "v", ...values }).reply().error ?? {});
  expect(error({ "week.Monday.from[0]": "17:00", "week.Monday.to[0]": "09:00" })).toEqual(["week.Monday.to[0]"]);
  expect(error({ "week.Monday.from[0]": "09:00", "week.Monday.to[0]": "13:00", "week.Monday.from[1]": "12:00", "week.Monday.to[1]": "00:00" })).toEqual(["week.Monday.from[1]"]);
  expect(error({ "week.Friday.to[1]": "13:00" })).toEqual(["week.Friday.from[1]"]);
  expect(error({ "dates.from[0]": "09:00", "dates.to[0]": "10:00" })).toEqual(["dates.date[0]"]);
  expect(error({ "week.Monday.from[0]": "22:00", "week.Monday.to[0]": "00:00" })).toEqual([]);
});

test("any hours shown in the form and sent back are the same hours", () => {
  const span = fc.tuple(fc.nat(10), fc.nat(10)).filter(([from, to]) => from !== to).map(([from, to]) => ({ startTime: `${String(from * 2).padStart(2, "0")}:00`, endTime: `${String(to * 2 + 1).padStart(2, "0")}:00` }));
  const entry = fc.record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), span }).map(({ days, span }) => ({ days, ...span }));
  fc.assert(
    fc.property(entry, (one) => {
      const hours: Hours = { timeZone: "Europe/Lisbon", availability: [one], overrides: [{ date: "2026-01-05", startTime: "09:00", endTime: "10:00" }, { date: "2026-11-25", startTime: "00:00", endTime: "00:00" }] };
      const submission = sent({ ...hoursValues(hours, "2026-11-20"), version: "v" });
      expect(submission.reply().error).toBeUndefined();
      const back = hoursFrom((submission as { value: HoursForm }).value, hours.overrides.slice(0, 1));
      const range = { startMs: monday(0), endMs: monday(0) + 14 * DAY_MS };
      // The day off is a Wednesday: with it, what goes on past midnight belongs to the day it is shown on.
      const week = (which: Hours) => openWindows({ ...which, overrides: [] }, range);
      expect(week(back)).toEqual(week(hours));
      expect(back.overrides).toEqual(hours.overrides);
    }),
    { numRuns: 100 },
  );
});

test("a closed day is nobody's to book, lists its appointments first, and is opened again", async () => {
  const practice = await testPractice();
  const { app, lisbon } = practice;
  const { id } = await book(practice);
  const close = (seen?: string) => closeDays(app, by, { from: "2026-11-23", until: "2026-11-24", branch: lisbon.id, seen });
  const refusal = await refusalOf(() => close());
  expect(refusal).toMatchObject({ message: "1 appointment is on a day that would be closed", lookAt: { items: [{ href: `/admin/bookings/${id}` }] } });
  close(refusal.lookAt!.token);
  expect([await free(practice, 0), await free(practice, 1), (await free(practice, 2)).length]).toEqual([[], [], 16]);
  expect((await holidaysPage(app)).days).toEqual([
    { date: "2026-11-23", text: "Monday 23 November 2026", who: "Ana Costa, Ben Reis" },
    { date: "2026-11-24", text: "Tuesday 24 November 2026", who: "Ana Costa, Ben Reis" },
  ]);
  openDay(app, by, "2026-11-23");
  expect((await holidaysPage(app)).days.map(({ date }) => date)).toEqual(["2026-11-24"]);
  expect(await free(practice)).not.toContain(monday(10));
  expect(await free(practice)).toContain(monday(11));
});
