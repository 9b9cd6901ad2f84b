import { expect, test } from "vitest";
import { dstTable } from "./dst-table.testing.ts";
import { freeSlots, type Schedule, type Weekday } from "./free-slots.ts";
import { slotRules } from "./testing.ts";

const DAY = 86_400_000;
const WEEKDAYS: Weekday[] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const rows = dstTable.trim().split("\n").map(readRow);

test("the table of clock changes holds at least 200 cases of at least 12 zones", () => {
  expect(rows.length).toBeGreaterThanOrEqual(200);
  expect(new Set(rows.map(({ zone }) => zone)).size).toBeGreaterThanOrEqual(12);
});

test.each(rows)("$zone open on $date at $startTime-$endTime offers $lengthMinutes minutes at $starts", (row) => {
  const { zone, date, startTime, endTime, lengthMinutes, starts } = row;
  const days = [WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!];
  const weekly = { timeZone: zone, availability: [{ days, startTime, endTime }], overrides: [] };
  const overridden = { timeZone: zone, availability: [], overrides: [{ date, startTime, endTime }] };
  expect(startsOf(weekly, date, lengthMinutes)).toEqual(starts);
  expect(startsOf(overridden, date, lengthMinutes)).toEqual(starts);
});

/** Three days before to three days after: the weekday of the date comes once. */
function startsOf(schedule: Schedule, date: string, lengthMinutes: number): string[] {
  const dayMs = Date.parse(`${date}T00:00:00Z`);
  const slots = freeSlots({
    rules: slotRules({ lengthMinutes }),
    scheduling: "personal",
    hosts: [{ hostId: 1, schedule, busy: [] }],
    range: { startMs: dayMs - 3 * DAY, endMs: dayMs + 3 * DAY },
    nowMs: 0,
  });
  return slots.map(({ startMs }) => iso(startMs));
}

function readRow(line: string) {
  const [zone, date, hours, length, ...times] = line.split(/ +/) as [string, string, string, string, ...string[]];
  const [startTime, endTime] = hours.split("-") as [string, string];
  return { zone, date, startTime, endTime, lengthMinutes: Number(length), starts: instants(times) };
}

function instants([first, ...later]: string[]): string[] {
  if (first === undefined || first === "none") return [];
  const all = [Date.parse(first)];
  for (const time of later) {
    const lastMs = all.at(-1)!;
    const sameDayMs = Date.parse(`${iso(lastMs).slice(0, 10)}T${time}Z`);
    all.push(sameDayMs > lastMs ? sameDayMs : sameDayMs + DAY);
  }
  return all.map(iso);
}

function iso(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 16) + "Z";
}
