import { expect, test } from "vitest";
import type { Hours } from "./hosts.ts";
import { openWindows, without } from "./open-windows.ts";

const hours = (availability: Hours["availability"], overrides: Hours["overrides"] = [], timeZone = "Europe/Lisbon"): Hours => ({ timeZone, availability, overrides });
const everyDay: Hours["availability"][number]["days"] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const range = (from: string, until: string) => ({ startMs: Date.parse(from), endMs: Date.parse(until) });
const texts = (windows: { startMs: number; endMs: number }[]) => windows.map(({ startMs, endMs }) => `${new Date(startMs).toISOString().slice(5, 16)} ${new Date(endMs).toISOString().slice(5, 16)}`);

test("windows of a day, cut to the range, with a pause between them", () => {
  const week = hours([{ days: ["Monday"], startTime: "09:00", endTime: "13:00" }, { days: ["Monday", "Tuesday"], startTime: "14:00", endTime: "18:00" }]);
  expect(texts(openWindows(week, range("2026-11-23T00:00Z", "2026-11-24T15:00Z")))).toEqual(["11-23T09:00 11-23T13:00", "11-23T14:00 11-23T18:00", "11-24T14:00 11-24T15:00"]);
});

test("a date of its own replaces the week's hours, and may be a day off", () => {
  const week = hours([{ days: everyDay, startTime: "09:00", endTime: "17:00" }], [{ date: "2026-11-23", startTime: "10:00", endTime: "11:00" }, { date: "2026-11-24", startTime: "00:00", endTime: "00:00" }]);
  expect(texts(openWindows(week, range("2026-11-23T00:00Z", "2026-11-26T00:00Z")))).toEqual(["11-23T10:00 11-23T11:00", "11-25T09:00 11-25T17:00"]);
});

test("hours until midnight and past it meet the next day's", () => {
  expect(texts(openWindows(hours([{ days: everyDay, startTime: "22:00", endTime: "02:00" }]), range("2026-11-23T00:00Z", "2026-11-24T00:00Z")))).toEqual(["11-23T00:00 11-23T02:00", "11-23T22:00 11-24T00:00"]);
  expect(texts(openWindows(hours([{ days: everyDay, startTime: "00:00", endTime: "23:59" }]), range("2026-11-23T00:00Z", "2026-11-25T00:00Z")))).toEqual(["11-23T00:00 11-25T00:00"]);
});

test("a night's shift is an hour longer or shorter when the clock changes", () => {
  const night = hours([{ days: everyDay, startTime: "00:00", endTime: "06:00" }]);
  const lengths = (from: string, until: string) => openWindows(night, range(from, until)).map(({ startMs, endMs }) => (endMs - startMs) / 3_600_000);
  expect(lengths("2026-10-24T23:00Z", "2026-10-25T12:00Z")).toEqual([7]);
  expect(lengths("2027-03-28T00:00Z", "2027-03-28T12:00Z")).toEqual([5]);
});

test("what is left without some times", () => {
  expect(without([{ startMs: 0, endMs: 10 }, { startMs: 20, endMs: 30 }], [{ startMs: 3, endMs: 4 }, { startMs: 8, endMs: 22 }, { startMs: 29, endMs: 40 }])).toEqual([{ startMs: 0, endMs: 3 }, { startMs: 4, endMs: 8 }, { startMs: 22, endMs: 29 }]);
});
