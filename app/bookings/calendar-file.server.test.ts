import { expect, test } from "vitest";
import { readCalendar } from "#app/notifications/calendar-reader.testing.ts";
import { addToCalendarLinks, calendarFile } from "./calendar-file.server.ts";
import { cancelBooking } from "./cancel.server.ts";
import { moveBooking } from "./move.server.ts";
import { getBooking } from "./queries.server.ts";
import { book, importRow, monday, testPractice, type Practice } from "./testing.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";

const fileOf = (practice: Practice, id: string) => calendarFile(practice.app, getBooking(practice.app, system, id));

const eventIn = (file: string) => readCalendar(file)[0]!;

test("a calendar keeps one entry through moves and a cancellation", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const booked = eventIn(fileOf(practice, id));
  expect(booked).toMatchObject({ method: "PUBLISH", startMs: monday(10), endMs: monday(10, 30), local: "2026-11-23T10:00:00", zone: "Europe/Lisbon", summary: "Consultation with Ana Costa", status: "CONFIRMED", location: "Lisbon, Rua do Ouro 12, Lisbon", alarms: [86_400, 3_600] });
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  const moved = eventIn(fileOf(practice, id));
  expect(moved).toMatchObject({ uid: booked.uid, startMs: monday(14), status: "CONFIRMED", sequence: 1 });
  await cancelBooking(practice.app, system, id, { correlationId });
  expect(eventIn(fileOf(practice, id))).toMatchObject({ uid: booked.uid, status: "CANCELLED", sequence: 2, alarms: [] });
});

test("lines end as the standard says, are folded at 75 octets, and hostile text stays text", async () => {
  const practice = await testPractice();
  const title = `Ünïcödé; with, commas \\ and\nEND:VEVENT ${"é".repeat(120)}`;
  const { id } = importRow(practice, { title });
  const file = fileOf(practice, id);
  expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.split("\r\n").filter((line) => line === "END:VEVENT")).toHaveLength(1);
  expect(eventIn(file).summary).toBe(title.replace("\n", " "));
});

test("a request that waits is tentative", async () => {
  const practice = await testPractice();
  const { id } = importRow(practice, { status: "pending" });
  expect(eventIn(fileOf(practice, id)).status).toBe("TENTATIVE");
});

test("links to calendars on the web carry the time in UTC", async () => {
  const practice = await testPractice();
  const { id } = importRow(practice, { title: "A & B" });
  const { google, outlook, office } = addToCalendarLinks(getBooking(practice.app, system, id));
  expect(Object.fromEntries(new URL(google).searchParams)).toMatchObject({ dates: "20261123T100000Z/20261123T103000Z", text: "A & B" });
  for (const link of [outlook, office]) expect(Object.fromEntries(new URL(link).searchParams)).toMatchObject({ startdt: "2026-11-23T10:00:00.000Z", enddt: "2026-11-23T10:30:00.000Z", subject: "A & B" });
  expect([google, outlook, office].map((link) => new URL(link).host)).toEqual(["calendar.google.com", "outlook.live.com", "outlook.office.com"]);
});
