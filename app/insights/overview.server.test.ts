import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { bookings } from "#db/schema/bookings.ts";
import { staff } from "#db/schema/catalog.ts";
import { book, monday, offeringsFor, testPractice } from "#app/bookings/testing.ts";
import { testApp } from "#app/lib/testing.ts";
import { attention } from "./attention.server.ts";
import { countDays } from "./count-days.server.ts";
import { numbersCsv } from "./csv.ts";
import { firstSteps } from "./first-steps.server.ts";
import { overview } from "./overview.server.ts";
import { PeriodSearch } from "./period.ts";

const WEEK = PeriodSearch.parse({ from: "2026-11-23", to: "2026-11-29" });

test("a week in numbers: by person with their open time, by service, branch and hour, beside the week before", async () => {
  const practice = await testPractice();
  const { app, massage, consultation, lisbon, newYork, ana, cleo } = practice;
  await book(practice, { offerings: offeringsFor(app, massage, lisbon, ana.id), startMs: monday(10) });
  await book(practice, { offerings: offeringsFor(app, consultation, lisbon, ana.id), startMs: monday(13) });
  const { id: bookingId } = await book(practice, { offerings: offeringsFor(app, consultation, newYork), startMs: monday(15) });
  app.db.update(bookings).set({ status: "cancelled" }).where(eq(bookings.id, bookingId)).run();
  countDays(app);

  const numbers = await overview(app, WEEK);
  expect(numbers.former).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  expect(numbers.now).toMatchObject({ kept: 2, cancelled: 1, minutes: 90 });
  expect(numbers.then.kept).toBe(0);
  // Three people, five days of eight hours.
  expect(numbers.used.now).toBeCloseTo(90 / (3 * 5 * 480));
  expect(numbers.staff.map(({ name, kept, cancelled, openMinutes }) => [name, kept, cancelled, openMinutes])).toEqual([["Ana Costa", 2, 0, 2_400], ["Cleo Hart", 0, 1, 2_400]]);
  expect(numbers.services.map(({ name, kept }) => [name, kept])).toEqual([["Consultation", 1], ["Massage", 1]]);
  expect(numbers.branches.map(({ name, kept, cancelled }) => [name, kept, cancelled])).toEqual([["Lisbon", 2, 0], ["New York", 0, 1]]);
  expect(numbers.hours.map(({ name, kept, cancelled }) => [name, kept, cancelled])).toEqual([["10:00", 1, 1], ["13:00", 1, 0]]);
  expect(numbers.days).toHaveLength(7);
  expect(numbers.ageMs).toBeNull();
  expect([...numbersCsv(numbers)].join("")).toContain("\r\nperson,Ana Costa,2,0,0,0,90,2400,");

  app.db.update(staff).set({ active: false }).where(eq(staff.id, cleo.id)).run();
  expect((await overview(app, WEEK)).used.now).toBeCloseTo(90 / (2 * 5 * 480));
});

test("somebody whose hours nobody here can read has no share of open time", async () => {
  const practice = await testPractice();
  const { app, massage, lisbon, ana } = practice;
  await book(practice, { offerings: offeringsFor(app, massage, lisbon, ana.id), startMs: monday(10) });
  countDays(app);
  const numbers = await overview({ ...app, hosts: { readHours: async () => null, write: null } }, WEEK);
  expect(numbers.used).toEqual({ now: null, then: null });
  expect(numbers.staff).toMatchObject([{ name: "Ana Costa", kept: 1, openMinutes: null }]);
});

test("the first steps go away one by one", async () => {
  expect(firstSteps(testApp())).toEqual({ hours: false, service: false, booking: false });
  const practice = await testPractice();
  expect(firstSteps(practice.app)).toEqual({ hours: true, service: true, booking: false });
  await book(practice, { offerings: offeringsFor(practice.app, practice.massage, practice.lisbon), startMs: monday(10) });
  expect(firstSteps(practice.app)).toBeNull();
});

test("a request that waits is counted until its time has come", async () => {
  const practice = await testPractice();
  const { app, fitting, lisbon, time } = practice;
  await book(practice, { offerings: offeringsFor(app, fitting, lisbon), startMs: monday(10), answers: { size: "Small" } });
  expect(attention(app)).toEqual({ requests: 1, unsettled: 0, failedMessages: 0, deadJobs: 0, differences: 0 });
  time.nowMs = monday(11);
  expect(attention(app).requests).toBe(0);
});
