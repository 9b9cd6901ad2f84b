import fc from "fast-check";
import { expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import { MINUTE_MS } from "#app/lib/time.ts";
import { calendarText, type CalendarEvent } from "./calendar.ts";
import { readCalendar } from "./calendar-reader.testing.ts";

const START = Date.UTC(2026, 10, 23, 10);
const invitation = { organizer: { name: "Desk", email: "desk@example.com" }, attendee: { name: "Maria", email: "maria@example.com" } };

function event(change: Partial<CalendarEvent> = {}): CalendarEvent {
  const startsAt = change.startsAt ?? START;
  return { uid: "one@example.com", sequence: 0, startsAt, endsAt: startsAt + 45 * MINUTE_MS, timeZone: "Europe/Lisbon", stamp: START, summary: "Talk", description: "", location: "", url: null, status: "confirmed", alarmMinutes: [1_440, 60], ...change };
}

const wallClock = (ms: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "second" });

test("in every zone there is, around each change of its clock, another program finds the instant and the time on the wall", () => {
  const failures: unknown[] = [];
  let kept = 0;
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const year = Temporal.Instant.from("2026-06-01T00:00Z").toZonedDateTimeISO(zone);
    const change = year.getTimeZoneTransition("next")?.epochMilliseconds;
    const starts = change === undefined ? [START] : [-60, -15, 0, 60, 200 * 1_440].map((minutes) => change + minutes * MINUTE_MS);
    for (const startsAt of starts) {
      const [entry] = readCalendar(calendarText(event({ startsAt, timeZone: zone }), "Desk"));
      if (entry!.startMs !== startsAt || entry!.endMs !== startsAt + 45 * MINUTE_MS || entry!.local !== wallClock(startsAt, entry!.zone)) failures.push([zone, startsAt, entry]);
      if (entry!.zone === zone) kept += 1;
    }
  }
  expect(failures).toEqual([]);
  expect(kept).toBeGreaterThan(500);
});

test("several entries in one file share a zone that covers them all", () => {
  const days = Array.from({ length: 300 }, (_, day) => event({ uid: `${day}`, startsAt: START + day * 1_440 * MINUTE_MS, timeZone: day % 2 ? "Europe/Lisbon" : "America/New_York" }));
  const text = calendarText(days, "Desk");
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
  expect(readCalendar(text).map(({ startMs }) => startMs)).toEqual(days.map(({ startsAt }) => startsAt));
});

test("an unknown zone, or none, is UTC", () => {
  for (const timeZone of ["Mars/Olympus", undefined, "UTC"]) {
    const text = calendarText(event({ timeZone }), "Desk");
    expect(text).not.toContain("VTIMEZONE");
    expect(readCalendar(text)[0]).toMatchObject({ startMs: START, zone: "UTC" });
  }
});

test("alarms come after the properties and ring as long before as is said; what is cancelled rings no more", () => {
  const text = calendarText(event({ url: "https://meet.example/a" }), "Desk", invitation);
  expect(text.slice(text.indexOf("BEGIN:VALARM")).match(/^(\w+)/gm)!.slice(-2)).toEqual(["END", "END"]);
  expect(text).toMatch(/STATUS:CONFIRMED\r\nBEGIN:VALARM/);
  expect(readCalendar(text)[0]).toMatchObject({ method: "REQUEST", alarms: [86_400, 3_600] });
  expect(readCalendar(calendarText(event({ status: "cancelled" }), "Desk", invitation))[0]).toMatchObject({ method: "CANCEL", alarms: [], status: "CANCELLED" });
});

test("whatever people are called and write, one entry with their words comes out, and every line is one the standard allows", () => {
  const written = fc.string({ unit: "grapheme", maxLength: 120 }).map((text) => text.replace(/[\p{Cc}\u2028\u2029]/gu, " ").trim());
  const hostile = fc.oneof(written, fc.constantFrom('Zoë; "Q", Ltd\\', "END:VEVENT", "a\r\nATTENDEE:mailto:x@example.com", "\u202Eمريم 😀", "x".repeat(10_000)));
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, summary, notes) => {
      const text = calendarText(event({ summary: summary.replace(/[\r\n]+/g, " ") || "x", description: notes }), name, { organizer: { name, email: "desk@example.com" }, attendee: { name, email: "maria@example.com" } });
      const entries = readCalendar(text);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ summary: summary.replace(/[\r\n]+/g, " ") || "x", description: notes.replaceAll("\r\n", "\n"), organizer: "mailto:desk@example.com", attendees: ["MAILTO:maria@example.com"] });
      expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }),
    { numRuns: 150 },
  );
});
