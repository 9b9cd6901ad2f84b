import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { bookings } from "#db/schema/bookings.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import { blocks } from "#db/schema/blocks.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { viewerOf } from "#app/auth/user.ts";
import { contentOf } from "#app/notifications/message.ts";
import { opened } from "#app/notifications/one-time.server.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { moveBooking } from "../move.server.ts";
import { remindDue } from "../reminders/remind.server.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { addStaffUser, addUser, book, faults, monday, offeringsFor, requestFor, rowOf, testPractice, type Practice } from "../testing.ts";
import { beginAbsence } from "./begin.server.ts";
import { openOfferLink } from "./offer-link.server.ts";
import { affectedBy } from "./queries.server.ts";
import { sendNow } from "./send-now.server.ts";
import { suggest } from "./suggest.server.ts";
import { takeOffer } from "./take-offer.server.ts";
import { away, boss, heldBy, rowsOf, runJobs, stateOf, three, times, told, tuesday } from "./testing.ts";
import { undoAbsence } from "./undo.server.ts";

const correlationId = "request-9";

/** The path of the offer's page, as the customer reads it. */
function offerToken(practice: Practice): string {
  const letter = practice.db.select().from(notifications).all().find(({ kind, channel }) => kind === "offered" && channel === "mail")!;
  return contentOf(opened(practice.app, letter)!).link!.replace("/offer/", "");
}

test("nothing happens for ten minutes; then one is passed on, one offered other times, one cancelled, each in the name of who asked", async () => {
  const practice = await testPractice();
  const admin = boss(practice);
  const { passed, offered, cancelled, rows } = await three(practice);
  const [before] = [practice.db.select().from(notifications).all().length];
  beginAbsence(practice.app, admin, away(practice, rows));
  practice.time.nowMs += 10 * MINUTE_MS - 1;
  await runJobs(practice.app);
  expect(practice.db.select().from(notifications).all()).toHaveLength(before);
  expect(rowsOf(practice).map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
  practice.time.nowMs += 1;
  await runJobs(practice.app);
  expect([passed, offered, cancelled].map(({ id }) => stateOf(practice, id))).toEqual([["reassigned"], ["offered"], ["cancelled"]]);
  expect(rowOf(practice, passed.id)).toMatchObject({ staffId: practice.ben.id, startsAt: monday(9), status: "rescheduled" });
  expect(rowOf(practice, cancelled.id)).toMatchObject({ status: "cancelled", cancellationReason: "Ana is not well.", cancelledBy: `admin:${admin.userId}` });
  expect(rowOf(practice, offered.id)).toMatchObject({ startsAt: monday(10), status: "confirmed" });
  expect([passed, offered, cancelled].map(({ id }) => told(practice, id).at(-1))).toEqual(["reassigned", "offered", "cancelled-by-desk"]);
  for (const { id } of [passed, offered, cancelled]) expect(historyOf(practice.db, id)[0]).toMatchObject({ actor: `admin:${admin.userId}`, source: "admin" });
  expect(practice.db.select().from(auditEvents).all().find(({ action }) => action === "away")).toMatchObject({ subjectId: practice.ana.id, source: "admin", actor: `admin:${admin.userId}` });
});

test("from the confirmation on nobody books into the time away, nor what is promised to others", async () => {
  const practice = await testPractice();
  const { rows } = await three(practice);
  beginAbsence(practice.app, boss(practice), away(practice, rows));
  const bens = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id);
  const attempts = [requestFor(practice, { startMs: monday(11, 30) }), requestFor(practice, { startMs: tuesday(11) }), requestFor(practice, { startMs: monday(9), offerings: bens })];
  for (const attempt of attempts) await expect(bookAppointment(practice.app, null, attempt)).rejects.toMatchObject({ code: "conflict" });
});

test("taken back before it begins, everything is as before and nobody hears of it", async () => {
  const practice = await testPractice();
  const admin = boss(practice);
  const { passed, offered, cancelled, rows } = await three(practice);
  const letters = practice.db.select().from(notifications).all().length;
  const { id } = beginAbsence(practice.app, admin, away(practice, rows));
  undoAbsence(practice.app, admin, id, { correlationId });
  undoAbsence(practice.app, admin, id, { correlationId });
  practice.time.nowMs += 20 * MINUTE_MS;
  await runJobs(practice.app);
  expect([passed, offered, cancelled].map((row) => rowOf(practice, row.id))).toEqual([passed, offered, cancelled]);
  expect(practice.db.select().from(notifications).all()).toHaveLength(letters);
  expect([heldBy(practice), practice.db.select().from(blocks).all()]).toEqual([[], []]);
  expect(rowsOf(practice).map(({ state }) => state)).toEqual(["undone", "undone", "undone"]);
  await book(practice, { startMs: monday(11, 30) });
});

test("a form sent twice is one absence, and what was booked meanwhile has to be seen first", async () => {
  const practice = await testPractice();
  const admin = boss(practice);
  const { rows } = await three(practice);
  expect(() => beginAbsence(practice.app, admin, away(practice, rows.slice(1)))).toThrow("not seen yet");
  expect(practice.db.select().from(blocks).all()).toEqual([]);
  const request = away(practice, rows);
  expect(beginAbsence(practice.app, admin, request).id).toBe(beginAbsence(practice.app, admin, request).id);
  expect([rowsOf(practice).length, practice.db.select().from(blocks).all().length]).toEqual([3, 1]);
});

test("only administrators: not the person's own sign-in, nor a customer", async () => {
  const practice = await testPractice();
  for (const viewer of [viewerOf(addStaffUser(practice, practice.ana)), addUser(practice, "maria@example.com")]) {
    expect(() => beginAbsence(practice.app, viewer, away(practice, []))).toThrow("Only an administrator");
  }
  const { id } = beginAbsence(practice.app, boss(practice), away(practice, []));
  expect(() => undoAbsence(practice.app, viewerOf(addStaffUser(practice, practice.ben)), id, { correlationId })).toThrow("no such absence");
});

test("a time that is taken meanwhile, or a colleague who is, refuses all of it and keeps nothing", async () => {
  const practice = await testPractice();
  const admin = boss(practice);
  const { rows } = await three(practice);
  await book(practice, { startMs: monday(9), offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id) });
  expect(() => beginAbsence(practice.app, admin, away(practice, rows))).toThrow("Mon 23 Nov, 09:00 any more");
  const twice = rows.map((row) => ({ ...row, choice: "offer" as const, times }));
  expect(() => beginAbsence(practice.app, admin, away(practice, twice))).toThrow("any more");
  const inside = rows.map(({ bookingId }) => ({ bookingId, choice: "offer" as const, times: [monday(11, 30)] }));
  expect(() => beginAbsence(practice.app, admin, away(practice, inside))).toThrow("any more");
  expect([rowsOf(practice), heldBy(practice), practice.db.select().from(blocks).all()]).toEqual([[], [], []]);
});

test("the customer takes an offered time by its link, past the deadline too, and twice is once", async () => {
  const practice = await testPractice({ nowMs: monday(8) - DAY_MS });
  const offering = { offerings: offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id), durationMinutes: 60 };
  const { id } = await book(practice, { ...offering, startMs: monday(10) });
  practice.time.nowMs = monday(8);
  await expect(moveBooking(practice.app, { kind: "guest", bookingId: id }, id, { startMs: tuesday(10), correlationId })).rejects.toThrow("Please call us");
  beginAbsence(practice.app, boss(practice), away(practice, [{ bookingId: id, choice: "offer", times }], { isNow: true }));
  await runJobs(practice.app);
  const token = offerToken(practice);
  expect(openOfferLink(practice.app, id)).toBe(token);
  await expect(takeOffer(practice.app, token, { startMs: tuesday(12), correlationId })).rejects.toMatchObject({ code: "invalid" });
  for (let click = 0; click < 2; click += 1) await takeOffer(practice.app, token, { startMs: tuesday(11), correlationId });
  expect(rowOf(practice, id)).toMatchObject({ startsAt: tuesday(11), status: "rescheduled" });
  expect([stateOf(practice, id), heldBy(practice), openOfferLink(practice.app, id)]).toEqual([["taken"], [], null]);
  expect(told(practice, id)).toEqual(["booked", "offered", "moved"]);
  await expect(takeOffer(practice.app, token, { startMs: tuesday(10), correlationId })).rejects.toThrow("This offer is over");
});

test("an offer nobody answers ends before the appointment, and gives its times back", async () => {
  const practice = await testPractice({ nowMs: monday(8) });
  const { id } = await book(practice, { startMs: monday(10) });
  beginAbsence(practice.app, boss(practice), away(practice, [{ bookingId: id, choice: "offer", times }], { isNow: true }));
  await runJobs(practice.app);
  expect(rowsOf(practice)[0]!.offerEndsAt).toBe(monday(10));
  practice.time.nowMs = monday(10) + 1;
  await expect(takeOffer(practice.app, offerToken(practice), { startMs: tuesday(11), correlationId })).rejects.toThrow("This offer is over");
  await runJobs(practice.app);
  expect([stateOf(practice, id), heldBy(practice)]).toEqual([["unanswered"], []]);
  await book(practice, { startMs: tuesday(11) });
});

test("an offer is taken back until somebody answers it, and the customer is told that all stays", async () => {
  const practice = await testPractice();
  const admin = boss(practice);
  const { passed, offered, rows } = await three(practice);
  const { id } = beginAbsence(practice.app, admin, away(practice, rows));
  sendNow(practice.app, admin, id, { correlationId });
  await runJobs(practice.app);
  const token = offerToken(practice);
  practice.far.fault = faults.requestLost;
  await takeOffer(practice.app, token, { startMs: tuesday(10), correlationId });
  expect(() => undoAbsence(practice.app, admin, id, { correlationId })).toThrow("nothing left to undo");
  practice.far.fault = faults.taken;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  practice.far.fault = null;
  undoAbsence(practice.app, admin, id, { correlationId });
  expect([stateOf(practice, offered.id), stateOf(practice, passed.id), told(practice, offered.id).at(-1)]).toEqual([["withdrawn"], ["reassigned"], "offer-withdrawn"]);
  expect([heldBy(practice), practice.db.select().from(blocks).all()]).toEqual([[], []]);
  await expect(takeOffer(practice.app, token, { startMs: tuesday(10), correlationId })).rejects.toThrow("This offer is over");
});

test("whoever changes an appointment before its turn comes first, and what was held for it is free", async () => {
  const practice = await testPractice();
  const { passed, rows } = await three(practice);
  beginAbsence(practice.app, boss(practice), away(practice, rows));
  await moveBooking(practice.app, { kind: "guest", bookingId: passed.id }, passed.id, { startMs: monday(15), correlationId });
  expect([stateOf(practice, passed.id), heldBy(practice).filter(({ staffId }) => staffId === practice.ben.id)]).toEqual([["changed"], []]);
  practice.time.nowMs += 10 * MINUTE_MS;
  await runJobs(practice.app);
  expect(rowOf(practice, passed.id)).toMatchObject({ staffId: practice.ana.id, startsAt: monday(15) });
});

test("a cancellation waits for a move that is under way, and ends what was moved", async () => {
  const practice = await testPractice();
  const { cancelled, rows } = await three(practice);
  practice.far.fault = faults.answerLost;
  await moveBooking(practice.app, { kind: "guest", bookingId: cancelled.id }, cancelled.id, { startMs: monday(15), correlationId });
  beginAbsence(practice.app, boss(practice), away(practice, rows.map((row) => ({ ...row, choice: row.bookingId === cancelled.id ? ("cancel" as const) : ("keep" as const) })), { isNow: true }));
  await runJobs(practice.app);
  expect(stateOf(practice, cancelled.id)).toEqual(["doing"]);
  practice.far.fault = null;
  for (let round = 0; round < 2; round += 1) {
    practice.time.nowMs += MINUTE_MS;
    await settleOpen(practice.app);
  }
  expect([stateOf(practice, cancelled.id), rowOf(practice, cancelled.id)]).toMatchObject([["cancelled"], { startsAt: monday(15), status: "cancelled" }]);
});

test("what the calendar refuses is shown to the desk, and what it answers late is waited for", async () => {
  const practice = await testPractice();
  const { passed, cancelled, rows } = await three(practice);
  beginAbsence(practice.app, boss(practice), away(practice, rows, { isNow: true }));
  practice.far.fault = async (request, engine) => (request.url.endsWith("/cancel") ? faults.requestLost(request, engine) : faults.unknownThere(request, engine));
  await runJobs(practice.app);
  expect([stateOf(practice, passed.id), stateOf(practice, cancelled.id)]).toEqual([["failed"], ["doing"]]);
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(practice.app);
  await runJobs(practice.app);
  expect([stateOf(practice, passed.id), stateOf(practice, cancelled.id)]).toEqual([["failed"], ["cancelled"]]);
  expect(rowsOf(practice).flatMap(({ failure }) => failure ?? [])).toEqual(["The calendar does not allow this change."]);
});

test("whoever does the same and is free is suggested first, then times near the former one, then cancelling", async () => {
  const practice = await testPractice();
  const { app, ana, ben, fitting, lisbon } = practice;
  const fittingOf = { offerings: offeringsFor(practice, fitting, lisbon), answers: { size: "Small" } };
  const [free, busy, alone, phoneOnly] = [await book(practice, { startMs: monday(9) }), await book(practice, { startMs: monday(10) }), await book(practice, { ...fittingOf, startMs: monday(11) }), await book(practice, { ...fittingOf, startMs: monday(13) })];
  await book(practice, { startMs: monday(10), offerings: offeringsFor(practice, practice.consultation, lisbon, ben.id) });
  practice.db.update(bookings).set({ attendeeEmail: null, userId: null }).where(eq(bookings.id, phoneOnly.id)).run();
  const period = { startsAt: monday(0), endsAt: monday(24) };
  const suggestions = await suggest(app, { bookings: affectedBy(app, ana.id, period).bookings, period, correlationId });
  expect(suggestions.map(({ booking, choice, colleagues }) => [booking.id, choice, colleagues.map(({ id }) => id)])).toEqual([[free.id, "reassign", [ben.id]], [busy.id, "offer", []], [alone.id, "offer", []], [phoneOnly.id, "cancel", []]]);
  // Saturday is tomorrow, and nobody works at the weekend: Tuesday, Wednesday and Thursday at the same time of day.
  expect(suggestions[1]!.times).toEqual([1, 2, 3].map((days) => monday(10) + days * DAY_MS));
  const promised = suggestions.flatMap(({ times }) => times);
  expect(new Set(promised).size).toBe(promised.length);
  const rows = suggestions.map(({ booking, choice, times: offered }) => ({ bookingId: booking.id, choice, times: offered, toStaffId: ben.id }));
  beginAbsence(app, boss(practice), away(practice, rows, period));
});

test("on the same morning, when nobody could book any more, a colleague who is at work and free is suggested and gets it", async () => {
  const practice = await testPractice();
  const [early, taken] = [await book(practice, { startMs: monday(9) }), await book(practice, { startMs: monday(10) })];
  await book(practice, { startMs: monday(10), offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ben.id) });
  practice.db.$client.exec("UPDATE engine_event_types SET settings = json_set(settings, '$.minimumBookingNotice', 1440); UPDATE services SET notice_minutes = 1440");
  practice.time.nowMs = monday(7);
  const period = { startsAt: monday(7), endsAt: monday(17) };
  const suggestions = await suggest(practice.app, { bookings: affectedBy(practice.app, practice.ana.id, period).bookings, period, correlationId });
  expect(suggestions.map(({ booking, choice, colleagues }) => [booking.id, choice, colleagues.map(({ name }) => name)])).toEqual([[early.id, "reassign", ["Ben Reis"]], [taken.id, "offer", []]]);
  const rows = [{ bookingId: early.id, choice: "reassign" as const, toStaffId: practice.ben.id }, { bookingId: taken.id, choice: "keep" as const }];
  beginAbsence(practice.app, boss(practice), away(practice, rows, { ...period, isNow: true }));
  await runJobs(practice.app);
  expect(stateOf(practice, early.id)).toEqual(["reassigned"]);
  expect(rowOf(practice, early.id)).toMatchObject({ staffId: practice.ben.id, startsAt: monday(9) });
});

test("nobody is reminded of an appointment while they are asked for another time", async () => {
  const practice = await testPractice({ nowMs: monday(8) });
  const [asked, other] = [await book(practice, { startMs: monday(10) }), await book(practice, { startMs: monday(10, 30) })];
  const rows = [{ bookingId: asked.id, choice: "offer" as const, times }, { bookingId: other.id, choice: "keep" as const }];
  beginAbsence(practice.app, boss(practice), away(practice, rows, { isNow: true }));
  await runJobs(practice.app);
  practice.time.nowMs = monday(9, 30);
  remindDue(practice.app);
  expect([told(practice, asked.id).at(-1), told(practice, other.id).at(-1)]).toEqual(["offered", "reminder"]);
});
