import { expect, test } from "vitest";
import type { Interval, Schedule } from "./model.ts";
import { schedule, WORKWEEK } from "./testing.ts";
import { workingIntervals } from "./working-hours.ts";

const monday = "2026-06-01";

test("weekly hours open on their days only", () => {
  const week = open(schedule("09:00-17:00", { days: ["Monday", "Sunday"] }), monday, "2026-06-08");
  expect(week).toEqual(["06-01T09:00/06-01T17:00", "06-07T09:00/06-07T17:00"]);
});

test("hours are read in the zone of the schedule", () => {
  expect(open(schedule("09:00-17:00", { timeZone: "Asia/Kathmandu" }), monday)).toEqual(["06-01T03:15/06-01T11:15"]);
});

test("hours that end at 24:00, 00:00 or 23:59 last until midnight", () => {
  for (const end of ["24:00", "00:00", "23:59"]) {
    expect(open(schedule(`20:00-${end}`, { days: ["Monday"] }), monday, "2026-06-03")).toEqual(["06-01T20:00/06-02T00:00"]);
  }
});

test("hours past midnight belong to the day they start on", () => {
  const late = schedule("22:00-02:00", { days: ["Monday"] });
  expect(open(late, "2026-05-31", "2026-06-04")).toEqual(["06-01T22:00/06-02T02:00"]);
  expect(open(late, "2026-06-02")).toEqual(["06-02T00:00/06-02T02:00"]);
});

test("hours past midnight and those of the next day that meet them are one window", () => {
  const both = { ...schedule("22:00-02:00", { days: ["Monday"] }) };
  both.availability.push({ days: ["Tuesday"], startTime: "02:00", endTime: "05:00" });
  expect(open(both, monday, "2026-06-03")).toEqual(["06-01T22:00/06-02T05:00"]);
});

test("hours that overlap or touch within a day are one window", () => {
  const split = schedule("09:00-12:00", { days: ["Monday"] });
  split.availability.push({ days: ["Monday"], startTime: "12:00", endTime: "13:00" }, { days: WORKWEEK, startTime: "12:30", endTime: "14:00" });
  expect(open(split, monday)).toEqual(["06-01T09:00/06-01T14:00"]);
});

test("overrides replace the hours of their date, and several of one date add up", () => {
  const special = { ...schedule("09:00-17:00"), overrides: [hours(monday, "07:00-08:00"), hours(monday, "10:00-11:00")] };
  expect(open(special, monday, "2026-06-03")).toEqual([
    "06-01T07:00/06-01T08:00",
    "06-01T10:00/06-01T11:00",
    "06-02T09:00/06-02T17:00",
  ]);
});

test("an override with equal start and end gives the day off, and the next day is as ever", () => {
  for (const nothing of ["00:00-00:00", "12:00-12:00"]) {
    const off = { ...schedule("09:00-17:00"), overrides: [hours(monday, nothing)] };
    expect(open(off, monday, "2026-06-03")).toEqual(["06-02T09:00/06-02T17:00"]);
  }
});

test("a day off beside other overrides of its date takes nothing from them", () => {
  const both = { ...schedule("09:00-17:00"), overrides: [hours(monday, "00:00-00:00"), hours(monday, "10:00-11:00")] };
  expect(open(both, monday)).toEqual(["06-01T10:00/06-01T11:00"]);
});

test("a day off leaves the hours that reach into it from the evening before", () => {
  const off = { ...schedule("22:00-02:00"), overrides: [hours("2026-06-02", "00:00-00:00")] };
  expect(open(off, monday, "2026-06-04")).toEqual(["06-01T00:00/06-01T02:00", "06-01T22:00/06-02T02:00", "06-03T22:00/06-04T00:00"]);
});

test("weekly hours with equal start and end last a whole day", () => {
  expect(open(schedule("08:00-08:00", { days: ["Monday"] }), monday, "2026-06-04")).toEqual(["06-01T08:00/06-02T08:00"]);
});

test("an override opens a day that has no weekly hours", () => {
  const saturday = { ...schedule("09:00-17:00", { days: WORKWEEK }), overrides: [hours("2026-06-06", "10:00-12:00")] };
  expect(open(saturday, "2026-06-06", "2026-06-08")).toEqual(["06-06T10:00/06-06T12:00"]);
});

test("windows are cut to the range", () => {
  const range = { startMs: Date.parse("2026-06-01T10:00Z"), endMs: Date.parse("2026-06-01T11:30Z") };
  expect(texts(workingIntervals(schedule("09:00-17:00"), range))).toEqual(["06-01T10:00/06-01T11:30"]);
});

test("two windows that meet in a skipped hour leave no hole", () => {
  const night = schedule("01:00-02:30", { timeZone: "America/New_York" });
  night.availability.push({ days: night.availability[0]!.days, startTime: "02:30", endTime: "05:00" });
  expect(open(night, "2026-03-08")).toEqual(["03-08T06:00/03-08T09:00"]);
});

test("a window that starts and ends in a repeated hour is worked in both of its halves", () => {
  const half = schedule("01:00-01:30", { timeZone: "America/New_York" });
  expect(open(half, "2026-11-01")).toEqual(["11-01T05:00/11-01T05:30", "11-01T06:00/11-01T06:30"]);
});

test("a day whose midnight does not exist opens at its first moment", () => {
  expect(open(schedule("00:00-03:00", { timeZone: "America/Santiago" }), "2026-09-06")).toEqual(["09-06T04:00/09-06T06:00"]);
  expect(open(schedule("00:00-03:00", { timeZone: "Africa/Cairo", days: ["Friday"] }), "2026-04-23", "2026-04-26")).toEqual([
    "04-23T22:00/04-24T00:00",
  ]);
});

function hours(date: string, text: string): Schedule["overrides"][number] {
  const [startTime, endTime] = text.split("-") as [string, string];
  return { date, startTime, endTime };
}

/** Over UTC days, `until` not included; one day when left out. */
function open(of: Schedule, from: string, until?: string): string[] {
  const startMs = Date.parse(from);
  return texts(workingIntervals(of, { startMs, endMs: until ? Date.parse(until) : startMs + 86_400_000 }));
}

function texts(intervals: Interval[]): string[] {
  const text = (ms: number) => new Date(ms).toISOString().slice(5, 16);
  return intervals.map(({ startMs, endMs }) => `${text(startMs)}/${text(endMs)}`);
}
