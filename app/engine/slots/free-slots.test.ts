import { expect, test } from "vitest";
import { freeSlots } from "./free-slots.ts";
import { at, dates, host, question, schedule, slotRules, times, WORKWEEK } from "./testing.ts";

const monday = "2026-06-01";
const morning = schedule("09:00-12:00");

test("starts are a length apart unless the interval says otherwise", () => {
  const ask = (slotIntervalMinutes: number | null, lengthMinutes: number) =>
    times(freeSlots(question([host(1, morning)], monday, { rules: slotRules({ lengthMinutes, slotIntervalMinutes }) })));
  expect(ask(null, 45)).toBe("09:00 09:45 10:30 11:15");
  expect(ask(30, 60)).toBe("09:00 09:30 10:00 10:30 11:00");
  expect(ask(60, 30)).toBe("09:00 10:00 11:00");
  expect(ask(60, 45)).toBe("09:00 10:00 11:00");
});

test("an interval of nothing counts as none", () => {
  const rules = slotRules({ slotIntervalMinutes: 0 });
  expect(times(freeSlots(question([host(1, morning)], monday, { rules })))).toBe("09:00 10:00 11:00");
});

test("a slot carries its end and its host", () => {
  const [first] = freeSlots(question([host(7, morning)], monday));
  expect(first).toEqual({ ...at(`${monday} 09:00-10:00`), hostIds: [7] });
});

test("the last slot ends with the hours at the latest", () => {
  const uneven = schedule("09:00-11:50");
  expect(times(freeSlots(question([host(1, uneven)], monday)))).toBe("09:00 10:00");
});

test("an offset moves the whole grid", () => {
  const rules = slotRules({ offsetStartMinutes: 5 });
  expect(times(freeSlots(question([host(1, morning)], monday, { rules })))).toBe("09:05 10:05");
});

test("the grid runs on through hours that touch, within a day and past midnight", () => {
  const split = schedule("09:15-12:00");
  split.availability.push({ days: WORKWEEK, startTime: "12:00", endTime: "14:15" });
  expect(times(freeSlots(question([host(1, split)], monday)))).toBe("09:15 10:15 11:15 12:15 13:15");

  const night = schedule("22:30-00:00", { days: ["Monday"] });
  night.availability.push({ days: ["Tuesday"], startTime: "00:00", endTime: "01:30" });
  expect(times(freeSlots(question([host(1, night)], [monday, "2026-06-02"])))).toBe("22:30 23:30 00:30");
});

test("a desk that never closes offers the same times every day, none over midnight that a step does not fit", () => {
  const always = host(1, schedule("00:00-24:00"));
  const rules = slotRules({ lengthMinutes: 450 });
  expect(times(freeSlots(question([always], [monday, "2026-06-02"], { rules })))).toBe("00:00 07:30 15:00 00:00 07:30 15:00");
  const hourly = slotRules({ slotIntervalMinutes: 720, lengthMinutes: 780 });
  expect(times(freeSlots(question([always], monday, { rules: hourly })))).toBe("00:00 12:00");
});

test("appointments longer than a day fit hours that never close", () => {
  const always = host(1, schedule("00:00-24:00"));
  const rules = slotRules({ lengthMinutes: 3 * 1_440 });
  expect(dates(freeSlots(question([always], [monday, "2026-06-03"], { rules })))).toBe("06-01 06-02 06-03");
});

test("busy times take what they overlap and nothing they only touch", () => {
  const busy = [at(`${monday} 10:30-10:45`), at(`${monday} 08:00-09:00`)];
  expect(times(freeSlots(question([host(1, morning, busy)], monday)))).toBe("09:00 11:00");
});

test("unsorted, overlapping, empty and foreign busy times do no harm", () => {
  const busy = [at(`${monday} 11:00-12:00`), at(`${monday} 10:30-11:30`), at(`${monday} 09:30-09:30`), at("2026-07-01 09:00-10:00")];
  expect(times(freeSlots(question([host(1, morning, busy)], monday)))).toBe("09:00");
});

test("the buffers of the new appointment keep their distance, each on its own side", () => {
  const busy = [at(`${monday} 11:00-12:00`)];
  const day = schedule("09:00-15:00");
  const ask = (beforeBufferMinutes: number, afterBufferMinutes: number) => {
    const rules = slotRules({ lengthMinutes: 30, beforeBufferMinutes, afterBufferMinutes });
    return times(freeSlots(question([host(1, day, busy)], monday, { rules })));
  };
  expect(ask(0, 0)).toBe("09:00 09:30 10:00 10:30 12:00 12:30 13:00 13:30 14:00 14:30");
  expect(ask(0, 10)).toBe("09:00 09:30 10:00 12:00 12:30 13:00 13:30 14:00 14:30");
  expect(ask(40, 0)).toBe("09:00 09:30 10:00 10:30 13:00 13:30 14:00 14:30");
  expect(ask(30, 30)).toBe("09:00 09:30 10:00 12:30 13:00 13:30 14:00 14:30");
});

test("buffers may lie outside the hours", () => {
  const rules = slotRules({ beforeBufferMinutes: 60, afterBufferMinutes: 60 });
  expect(times(freeSlots(question([host(1, morning)], monday, { rules })))).toBe("09:00 10:00 11:00");
});

test("minimum notice hides starts sooner than that, and keeps the one exactly then", () => {
  const ask = (now: string, minimumNoticeMinutes: number) =>
    times(freeSlots(question([host(1, morning)], monday, { rules: slotRules({ minimumNoticeMinutes }), nowMs: Date.parse(`${monday}T${now}Z`) })));
  expect(ask("09:00", 0)).toBe("09:00 10:00 11:00");
  expect(ask("09:01", 0)).toBe("10:00 11:00");
  expect(ask("08:00", 120)).toBe("10:00 11:00");
  expect(ask("08:01", 120)).toBe("11:00");
  expect(ask("11:30", 0)).toBe("");
});

test("only starts inside the range are given, and the last may end after it", () => {
  const range = at(`${monday} 09:30-10:01`);
  expect(times(freeSlots({ ...question([host(1, morning)], monday), range }))).toBe("10:00");
  expect(times(freeSlots({ ...question([host(1, morning)], monday), range: at(`${monday} 09:00-10:00`) }))).toBe("09:00");
});

test("a range that is empty or backwards, and no hosts at all, give nothing", () => {
  const range = at(`${monday} 10:00-10:00`);
  expect(freeSlots({ ...question([host(1, morning)], monday), range })).toEqual([]);
  expect(freeSlots({ ...question([host(1, morning)], monday), range: { startMs: range.endMs, endMs: 0 } })).toEqual([]);
  for (const scheduling of ["personal", "collective", "roundRobin"] as const) expect(freeSlots(question([], monday, { scheduling }))).toEqual([]);
});

test("a collective is free when all of its hosts are, on the grid of their common hours", () => {
  const first = host(1, schedule("09:00-13:00"), [at(`${monday} 11:00-11:10`)]);
  const second = host(2, schedule("09:30-17:00"));
  const slots = freeSlots(question([first, second], monday, { scheduling: "collective" }));
  expect(times(slots)).toBe("09:30 11:30");
  expect(slots.map(({ hostIds }) => hostIds)).toEqual([[1, 2], [1, 2]]);
});

test("a collective across zones meets where the hours overlap", () => {
  const paris = host(1, schedule("09:00-17:00", { timeZone: "Europe/Paris" }));
  const newYork = host(2, schedule("09:00-17:00", { timeZone: "America/New_York" }));
  const kathmandu = host(3, schedule("09:00-17:00", { timeZone: "Asia/Kathmandu" }));
  expect(times(freeSlots(question([paris, newYork], monday, { scheduling: "collective" })))).toBe("13:00 14:00");
  expect(freeSlots(question([paris, newYork, kathmandu], monday, { scheduling: "collective" }))).toEqual([]);
});

test("a round robin offers a start when any host is free, once, and names everybody who is", () => {
  const first = host(1, schedule("09:00-12:00"), [at(`${monday} 09:00-10:00`)]);
  const second = host(2, schedule("09:00-11:00"), [at(`${monday} 10:00-10:30`)]);
  const slots = freeSlots(question([first, second, host(3, schedule("10:00-11:00"))], monday, { scheduling: "roundRobin" }));
  expect(times(slots)).toBe("09:00 10:00 11:00");
  expect(slots.map(({ hostIds }) => hostIds)).toEqual([[2], [1, 3], [1]]);
});

test("a round robin unites the grids of its hosts and names a host off the own grid too", () => {
  const hosts = [host(1, schedule("09:00-11:00")), host(2, schedule("09:30-11:30"))];
  const slots = freeSlots(question(hosts, monday, { scheduling: "roundRobin" }));
  expect(times(slots)).toBe("09:00 09:30 10:00 10:30");
  expect(slots.map(({ hostIds }) => hostIds)).toEqual([[1], [1, 2], [1, 2], [2]]);
});

test("a skipped hour keeps the offered minutes, also where the clock moves by thirty", () => {
  const rules = slotRules({ lengthMinutes: 60 });
  const lordHowe = host(1, schedule("01:00-06:00", { timeZone: "Australia/Lord_Howe", days: ["Sunday"] }));
  // 01:00 at +10:30, then 03:00, 04:00, 05:00 at +11:00.
  expect(times(freeSlots(question([lordHowe], ["2026-10-03", "2026-10-04"], { rules })))).toBe("14:30 16:00 17:00 18:00");
});

test("no two starts are closer than a step where a jump does not fit the grid", () => {
  const rules = slotRules({ lengthMinutes: 45 });
  const paris = host(1, schedule("01:00-05:00", { timeZone: "Europe/Paris", days: ["Sunday"] }));
  // 01:00 and 01:45, then 04:00: 03:15 would come half an hour after 01:45.
  expect(times(freeSlots(question([paris], "2026-03-29", { rules })))).toBe("00:00 00:45 02:00");
});
