import { expect, test } from "vitest";
import { checkStart, freeSlots, type SlotQuestion } from "./free-slots.ts";
import { at, host, question, schedule, slotRules } from "./testing.ts";

const monday = "2026-06-01";
const morning = schedule("09:00-12:00");

test("a free start answers with its slot and hosts", () => {
  const asked = question([host(4, morning)], monday);
  expect(ask(asked, "10:00")).toEqual({ free: { ...at(`${monday} 10:00-11:00`), hostIds: [4] } });
});

test("a start between two listed times is accepted", () => {
  const asked = question([host(4, morning)], monday);
  expect(freeSlots(asked).map(({ startMs }) => startMs)).not.toContain(at(`${monday} 10:07-11:07`).startMs);
  expect(ask(asked, "10:07")).toEqual({ free: { ...at(`${monday} 10:07-11:07`), hostIds: [4] } });
});

test("a start before now is past, one before the notice too soon, and the exact moment fine", () => {
  const asked = question([host(4, morning)], monday, { rules: slotRules({ minimumNoticeMinutes: 60 }), nowMs: Date.parse(`${monday}T09:00Z`) });
  expect(ask(asked, "08:59")).toEqual({ refused: "past" });
  expect(ask(asked, "09:00")).toEqual({ refused: "too_soon" });
  expect(ask(asked, "09:59")).toEqual({ refused: "too_soon" });
  expect(ask(asked, "10:00")).toHaveProperty("free");
});

test("a start beyond the booking window is outside it, whatever the hours", () => {
  const rules = slotRules({ bookingWindow: { type: "calendarDays", value: 0 } });
  const asked = question([host(4, morning)], monday, { rules, nowMs: Date.parse("2026-05-31T09:00Z") });
  expect(ask(asked, "10:00")).toEqual({ refused: "outside_window" });
  expect(ask(asked, "03:00")).toEqual({ refused: "outside_window" });
  expect(ask({ ...asked, nowMs: Date.parse(`${monday}T00:00Z`) }, "10:00")).toHaveProperty("free");
});

test("a rolling window refuses what its list leaves out", () => {
  const rules = slotRules({ bookingWindow: { type: "calendarDays", value: 2, rolling: true } });
  const asked = question([host(4, morning)], monday, { rules, nowMs: Date.parse("2026-05-30T00:00Z") });
  expect(ask(asked, "10:00")).toEqual({ refused: "outside_window" });
  expect(ask({ ...asked, nowMs: Date.parse("2026-05-31T00:00Z") }, "10:00")).toHaveProperty("free");
});

test("a start outside the hours, over their end or in a busy time or buffer is unavailable", () => {
  const rules = slotRules({ beforeBufferMinutes: 10 });
  const asked = question([host(4, morning, [at(`${monday} 09:00-09:30`)])], monday, { rules });
  for (const time of ["08:59", "09:15", "09:39", "11:01", "12:00"]) expect(ask(asked, time)).toEqual({ refused: "unavailable" });
  expect(ask(asked, "09:40")).toHaveProperty("free");
  expect(ask(asked, "11:00")).toHaveProperty("free");
});

test("a collective needs everybody, a round robin names whoever is free", () => {
  const hosts = [host(1, morning, [at(`${monday} 10:00-11:00`)]), host(2, morning)];
  expect(ask(question(hosts, monday, { scheduling: "collective" }), "10:00")).toEqual({ refused: "unavailable" });
  expect(ask(question(hosts, monday, { scheduling: "roundRobin" }), "10:00")).toMatchObject({ free: { hostIds: [2] } });
  expect(ask(question(hosts, monday, { scheduling: "collective" }), "11:00")).toMatchObject({ free: { hostIds: [1, 2] } });
});

test("without hosts nobody is available", () => {
  const rules = slotRules({ bookingWindow: { type: "calendarDays", value: 0 } });
  for (const scheduling of ["personal", "collective", "roundRobin"] as const) {
    expect(ask(question([], monday, { scheduling, rules }), "10:00")).toEqual({ refused: "unavailable" });
  }
});

function ask(asked: SlotQuestion, time: string) {
  return checkStart({ ...asked, startMs: Date.parse(`${monday}T${time}Z`) });
}
