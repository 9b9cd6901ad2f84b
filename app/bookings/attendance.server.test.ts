import { expect, test } from "vitest";
import { auditEvents, notifications } from "#db/schema/records.ts";
import type { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { countDays } from "#app/insights/count-days.server.ts";
import { totals } from "#app/insights/numbers.server.ts";
import { NO_FILTERS } from "./all/filters.ts";
import { allBookingsCsv } from "./all/csv.server.ts";
import { allBookingsPage } from "./all/page.server.ts";
import { markAttendance } from "./attendance.server.ts";
import { didNotCome } from "./attendance.ts";
import { cancelBooking } from "./cancel.server.ts";
import { liveTip } from "./settling/link.server.ts";
import { rereadBooking } from "./sighting/reread.server.ts";
import { settleOpen } from "./settling/settle-open.server.ts";
import { addUser, book, faults, importRow, monday, openOperations, rowOf, testPractice, type Practice } from "./testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const conflict = (code: string) => expect.objectContaining({ code: "conflict", cause: expect.objectContaining({ code }) as object }) as AppError;
const absentThere = ({ db }: Practice) => db.$client.prepare("SELECT absent FROM engine_attendees ORDER BY id").pluck().all();

async function begun() {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.time.nowMs = monday(10, 5);
  return { practice, id, mark: (absent: boolean) => markAttendance(practice.app, system, id, { absent, correlationId }) };
}

test("who did not come is noted at both ends, and taken back at both", async () => {
  const { practice, id, mark } = await begun();
  const mails = practice.db.select().from(notifications).all().length;
  expect(didNotCome(await mark(true))).toBe(true);
  expect(absentThere(practice)).toEqual([1]);
  await mark(true);
  expect(practice.far.calls.filter((call) => call.endsWith("/mark-absent"))).toHaveLength(1);
  expect(didNotCome(await mark(false))).toBe(false);
  expect(absentThere(practice)).toEqual([0]);
  const actions = practice.db.select().from(auditEvents).all().filter(({ subjectId }) => subjectId === id).map(({ action }) => action);
  expect(actions).toEqual(["booked", "marked absent", "absence taken back"]);
  // Nobody is written to because they did not come.
  expect(practice.db.select().from(notifications).all()).toHaveLength(mails);
});

test("somebody known by a phone number alone is marked under the address the far end made up", async () => {
  const practice = await testPractice();
  const desk = addUser(practice, "desk@example.com", "admin");
  const { id } = await book(practice, { attendee: { name: "Rosa Lima", phone: "+351 912 345 678", timeZone: "Europe/Lisbon" } }, desk);
  practice.time.nowMs = monday(10, 5);
  await markAttendance(practice.app, desk, id, { absent: true, correlationId });
  expect(absentThere(practice)).toEqual([1]);
  expect(rowOf(practice, id)).toMatchObject({ attendeeEmail: null, attendees: [{ name: "Rosa Lima", email: null, absent: true }] });
});

test("before it begins, of what was called off, and by its customer nobody is marked", async () => {
  const practice = await testPractice();
  const owner = addUser(practice, "owner@example.com");
  const { id } = await book(practice, {}, owner);
  const mark = (viewer: Parameters<typeof markAttendance>[1]) => markAttendance(practice.app, viewer, id, { absent: true, correlationId });
  await expect(mark(system)).rejects.toEqual(conflict("not_begun"));
  await expect(mark(owner)).rejects.toMatchObject({ code: "forbidden" });
  await cancelBooking(practice.app, system, id, { correlationId });
  practice.time.nowMs = monday(10, 5);
  await expect(mark(system)).rejects.toEqual(conflict("not_live"));
  expect(practice.far.calls.some((call) => call.endsWith("/mark-absent"))).toBe(false);
});

test.each(["answerLost", "requestLost"] as const)("a mark whose %s is found or sent again", async (fault) => {
  const { practice, id, mark } = await begun();
  practice.far.fault = faults[fault];
  expect(await mark(true)).toMatchObject({ syncState: "pushing" });
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  expect(openOperations(practice)).toEqual([]);
  expect(didNotCome(rowOf(practice, id)!)).toBe(true);
  expect(absentThere(practice)).toEqual([1]);
});

test("what the far end says of the appointment later leaves the mark as it is", async () => {
  const { practice, id, mark } = await begun();
  const uid = liveTip(practice.db, id)!;
  await mark(true);
  await rereadBooking(practice.app, { uid }, { correlationId });
  expect(didNotCome(rowOf(practice, id)!)).toBe(true);
  practice.time.nowMs += MINUTE_MS;
  await mark(false);
  await rereadBooking(practice.app, { uid }, { correlationId });
  expect(didNotCome(rowOf(practice, id)!)).toBe(false);
});

test("who came is what the far end says when it is asked, though the appointment's own time of change stays, as at Cal.com", async () => {
  const { practice, id, mark } = await begun();
  await mark(true);
  practice.time.nowMs += MINUTE_MS;
  practice.db.$client.exec("UPDATE engine_attendees SET absent = 0");
  await rereadBooking(practice.app, { uid: liveTip(practice.db, id)! }, { correlationId });
  expect(didNotCome(rowOf(practice, id)!)).toBe(false);
});

test("the desk's word is about everybody who was to come, at both ends, and somebody who came after all makes it untrue", async () => {
  const practice = await testPractice();
  const { id } = await book(practice, { guests: ["guest@example.com"] });
  const uid = liveTip(practice.db, id)!;
  practice.time.nowMs = monday(10, 5);
  expect(didNotCome(await markAttendance(practice.app, system, id, { absent: true, correlationId }))).toBe(true);
  expect(absentThere(practice)).toEqual([1, 1]);
  await rereadBooking(practice.app, { uid }, { correlationId });
  expect(didNotCome(rowOf(practice, id)!)).toBe(true);
  practice.time.nowMs += MINUTE_MS;
  await practice.app.gateway.markAbsent(uid, [{ email: "guest@example.com", absent: false }]);
  await rereadBooking(practice.app, { uid }, { correlationId });
  expect(rowOf(practice, id)!.attendees.map(({ absent }) => absent ?? false)).toEqual([true, false]);
  expect(didNotCome(rowOf(practice, id)!)).toBe(false);
});

test("the list, its file and the numbers say of the same appointments that nobody came, also of one no far end has", async () => {
  const practice = await testPractice();
  const desk = addUser(practice, "desk@example.com", "admin");
  const withThree = (...absent: boolean[]) => absent.map((each, n) => ({ name: `Seat ${n}`, email: `seat${n}@example.com`, ...(each && { absent: true }) }));
  const missed = importRow(practice);
  importRow(practice, { startsAt: monday(11) });
  importRow(practice, { startsAt: monday(12), attendees: withThree(true, false, false) });
  importRow(practice, { startsAt: monday(13), attendees: withThree(false, true, true) });
  importRow(practice, { startsAt: monday(14), attendees: withThree(true, true, true) });
  practice.time.nowMs = monday(18);
  await markAttendance(practice.app, desk, missed.id, { absent: true, correlationId });
  expect(allBookingsPage(practice.app, desk, { ...NO_FILTERS, sort: "starts" }).rows.map(({ isAbsent }) => isAbsent)).toEqual([true, false, false, false, true]);
  const [header, ...lines] = [...allBookingsCsv(practice.app, desk, { ...NO_FILTERS, sort: "starts" }, { bom: false })].join("").trim().split("\r\n").map((line) => line.split(","));
  expect(lines.map((line) => line[header!.indexOf("No-show")])).toEqual(["yes", "", "", "", "yes"]);
  countDays(practice.app);
  expect(totals(practice.db, { from: "2026-11-23", to: "2026-11-23" })).toMatchObject({ kept: 5, noShows: 2 });
});
