import { expect, test } from "vitest";
import { addToCalendarLinks, calendarFile } from "./calendar-file.server.ts";
import { cancelBooking } from "./cancel.server.ts";
import { moveBooking } from "./move.server.ts";
import { getBooking } from "./queries.server.ts";
import { book, importRow, monday, testPractice, type Practice } from "./testing.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";

const fileOf = (practice: Practice, id: string) => calendarFile(practice.app, getBooking(practice.app, system, id));

/** The event's properties by name, read as RFC 5545 says: unfolded, then unescaped. */
function eventIn(file: string): Record<string, string> {
  const unfolded = file.replace(/\r\n[ \t]/g, "");
  const lines = unfolded.split("\r\n");
  const event = lines.slice(lines.indexOf("BEGIN:VEVENT") + 1, lines.indexOf("END:VEVENT"));
  const unescaped = (text: string) => text.replace(/\\([\\;,nN])/g, (_, character: string) => (character.toLowerCase() === "n" ? "\n" : character));
  return Object.fromEntries(event.map((line) => [line.slice(0, line.search(/[:;]/)), unescaped(line.slice(line.indexOf(":") + 1))]));
}

test("a calendar keeps one entry through moves and a cancellation", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const booked = eventIn(fileOf(practice, id));
  expect(booked).toMatchObject({ DTSTART: "20261123T100000Z", DTEND: "20261123T103000Z", SUMMARY: "Consultation with Ana Costa", STATUS: "CONFIRMED", LOCATION: "Lisbon, Rua do Ouro 12, Lisbon" });
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  const moved = eventIn(fileOf(practice, id));
  expect(moved).toMatchObject({ UID: booked.UID, DTSTART: "20261123T140000Z", STATUS: "CONFIRMED" });
  await cancelBooking(practice.app, system, id, { correlationId });
  const cancelled = eventIn(fileOf(practice, id));
  expect(cancelled).toMatchObject({ UID: booked.UID, STATUS: "CANCELLED" });
  const sequences = [booked, moved, cancelled].map(({ SEQUENCE }) => Number(SEQUENCE));
  expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  expect(new Set(sequences).size).toBe(3);
});

test("lines end as the standard says, are folded at 75 octets, and hostile text stays text", async () => {
  const practice = await testPractice();
  const title = `Ünïcödé; with, commas \\ and\nEND:VEVENT ${"é".repeat(120)}`;
  const { id } = importRow(practice, { title });
  const file = fileOf(practice, id);
  expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.split("\r\n").filter((line) => line === "END:VEVENT")).toHaveLength(1);
  expect(eventIn(file).SUMMARY).toBe(title);
});

test("an event holds properties and nothing else, so their order is as the standard has it", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  expect(fileOf(practice, id).match(/^(BEGIN|END):\w+/gm)).toEqual(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"]);
});

test("a request that waits is tentative", async () => {
  const practice = await testPractice();
  const { id } = importRow(practice, { status: "pending" });
  expect(eventIn(fileOf(practice, id)).STATUS).toBe("TENTATIVE");
});

test("links to calendars on the web carry the time in UTC", async () => {
  const practice = await testPractice();
  const { id } = importRow(practice, { title: "A & B" });
  const { google, outlook } = addToCalendarLinks(getBooking(practice.app, system, id));
  expect(Object.fromEntries(new URL(google).searchParams)).toMatchObject({ dates: "20261123T100000Z/20261123T103000Z", text: "A & B" });
  expect(Object.fromEntries(new URL(outlook).searchParams)).toMatchObject({ startdt: "2026-11-23T10:00:00.000Z", subject: "A & B" });
});
