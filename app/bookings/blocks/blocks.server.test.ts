import { expect, test } from "vitest";
import { auditEvents } from "#db/schema/records.ts";
import { blocks } from "#db/schema/blocks.ts";
import { freeTimes } from "#app/availability/free-times.server.ts";
import { viewerOf } from "#app/auth/user.ts";
import type { Viewer } from "#app/auth/viewer.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { holdTime } from "../hold.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { addStaffUser, addUser, book, faults, importRow, monday, offeringsFor, requestFor, rowOf, testPractice, type Practice } from "../testing.ts";
import { blockTime } from "./block-time.server.ts";
import { occurrencesOf } from "./occurrences.ts";
import { standingIn } from "./queries.server.ts";
import { unblockTime } from "./unblock-time.server.ts";

const correlationId = "request-2";
const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const lunch = { startsAt: monday(12), endsAt: monday(13) };

const block = ({ app, ana }: Practice, viewer: Viewer = boss, { occurrences = [lunch], seen = [] as string[], staffId = ana.id, reason = "Lunch" } = {}) =>
  blockTime(app, viewer, { staffId, occurrences, reason, seen, correlationId });

test("blocked time is not on offer, cannot be held, booked, moved into or passed on into, and can again when it is unblocked", async () => {
  const practice = await testPractice();
  const { app, consultation, lisbon, ana, ben } = practice;
  const offerings = offeringsFor(practice, consultation, lisbon, ana.id);
  const [{ id: mine }, { id: bens }] = [await book(practice), await book(practice, { offerings: offeringsFor(practice, consultation, lisbon, ben.id), startMs: monday(12) })];
  const { blockIds } = block(practice);
  const offered = async () => (await freeTimes(app, { offerings, durationMinutes: 30, startMs: monday(11), endMs: monday(14) })).times.map(({ startMs }) => startMs);
  expect(await offered()).toEqual([monday(11), monday(11, 30), monday(13), monday(13, 30)]);
  const attempts = [
    async () => holdTime(app, { holder: "somebody", offerings, durationMinutes: 30, startMs: monday(12, 30) }),
    () => bookAppointment(app, null, requestFor(practice, { startMs: monday(12) })),
    () => moveBooking(app, boss, mine, { startMs: monday(12), correlationId }),
    () => reassignBooking(app, boss, bens, { staffId: ana.id, correlationId }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "conflict" });
  unblockTime(app, boss, blockIds[0]!, { which: "one", correlationId });
  expect(await offered()).toContain(monday(12));
  await moveBooking(app, boss, mine, { startMs: monday(12), correlationId });
  expect(app.db.select().from(auditEvents).all().filter(({ subjectId }) => subjectId === ana.id).slice(-2).map(({ action, actor }) => [action, actor])).toEqual([["time blocked", "admin:boss"], ["time unblocked", "admin:boss"]]);
});

test("the trigger refuses what passes every check, but for an administrator's override", async () => {
  const practice = await testPractice();
  block(practice);
  const over = { startsAt: monday(12), endsAt: monday(12, 30), guarded: true };
  expect(() => importRow(practice, over)).toThrow("booking_overlap");
  expect(importRow(practice, { ...over, guarded: false })).toMatchObject({ startsAt: monday(12) });
  importRow(practice, { startsAt: monday(13), endsAt: monday(14), guarded: true });
});

test("appointments in the time are to be seen first, those being moved there too, and stay", async () => {
  const practice = await testPractice();
  const [inside, moving] = [await book(practice, { startMs: monday(12) }), await book(practice, { startMs: monday(15) })];
  practice.far.fault = faults.requestLost;
  await moveBooking(practice.app, boss, moving.id, { startMs: monday(12, 30), correlationId });
  expect(standingIn(practice.app, practice.ana.id, [lunch]).map(({ id }) => id).sort()).toEqual([inside.id, moving.id].sort());
  expect(() => block(practice)).toThrow("not seen yet");
  expect(() => block(practice, boss, { seen: [inside.id] })).toThrow("not seen yet");
  block(practice, boss, { seen: [inside.id, moving.id] });
  practice.far.fault = null;
  practice.time.nowMs += HOUR_MS;
  await settleOpen(practice.app);
  expect(rowOf(practice, moving.id)).toMatchObject({ startsAt: monday(12, 30), status: "rescheduled", guarded: true });
  expect(rowOf(practice, inside.id)).toMatchObject({ startsAt: monday(12), status: "confirmed" });
});

test("staff block their own time and nobody else's, customers nobody's", async () => {
  const practice = await testPractice();
  const [ana, ben, customer] = [viewerOf(addStaffUser(practice, practice.ana)), viewerOf(addStaffUser(practice, practice.ben)), addUser(practice, "maria@example.com")];
  const { blockIds } = block(practice, ana);
  for (const viewer of [ben, customer]) {
    expect(() => block(practice, viewer)).toThrow("no such person");
    expect(() => unblockTime(practice.app, viewer, blockIds[0]!, { which: "one", correlationId })).toThrow("no such blocked time");
  }
  unblockTime(practice.app, ana, blockIds[0]!, { which: "one", correlationId });
});

test("a weekly block keeps its time of day across a change of the clock, and ends with a year", () => {
  const weekly = occurrencesOf({ from: "2026-10-19T12:00", until: "2026-10-19T13:00", repeatUntil: "2026-11-02" }, "Europe/Lisbon");
  expect(weekly.map(({ startsAt, endsAt }) => [new Date(startsAt).toISOString(), (endsAt - startsAt) / MINUTE_MS])).toEqual([["2026-10-19T11:00:00.000Z", 60], ["2026-10-26T12:00:00.000Z", 60], ["2026-11-02T12:00:00.000Z", 60]]);
  expect(occurrencesOf({ from: "2026-10-19T12:00", until: "2026-10-19T13:00", repeatUntil: "2036-01-01" }, "Europe/Lisbon")).toHaveLength(53);
  expect(occurrencesOf({ from: "2026-10-19T12:00", until: "2026-10-19T13:00" }, "Europe/Lisbon")).toHaveLength(1);
  expect(occurrencesOf({ from: "2027-03-28T01:15", until: "2027-03-28T01:45" }, "Europe/Lisbon")).toHaveLength(1);
});

test("a series ends from one of them on, and the earlier ones stay", async () => {
  const practice = await testPractice();
  const { blockIds } = block(practice, boss, { occurrences: [0, 7, 14, 21].map((days) => ({ startsAt: lunch.startsAt + days * 24 * HOUR_MS, endsAt: lunch.endsAt + days * 24 * HOUR_MS })) });
  unblockTime(practice.app, boss, blockIds[1]!, { which: "one", correlationId });
  unblockTime(practice.app, boss, blockIds[2]!, { which: "later", correlationId });
  expect(practice.db.select().from(blocks).all().map(({ id }) => id)).toEqual([blockIds[0]]);
});
