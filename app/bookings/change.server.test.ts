import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { calcomLinks } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import type { AppError } from "#app/lib/errors.ts";
import { DAY_MS, HOUR_MS } from "#app/lib/time.ts";
import { cancelBooking } from "./cancel.server.ts";
import { editBooking } from "./edit.server.ts";
import { guestLink, guestOf, renewGuestLink } from "./guest-link.server.ts";
import { currentHold, holderOf, holdTime } from "./hold.server.ts";
import { moveBooking } from "./move.server.ts";
import { addUser, book, engineRows, faults, monday, offeringsFor, openOperations, rowOf, testPractice, type Practice } from "./testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;
const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);
const guest = (bookingId: string) => ({ kind: "guest", bookingId }) as const;

const aMassage = (practice: Practice) => book(practice, { offerings: offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id), startMs: monday(10) });

test("a move keeps the booking and links the new uid to the old", async () => {
  const practice = await testPractice();
  const before = await book(practice);
  const moved = await moveBooking(practice.app, guest(before.id), before.id, { startMs: monday(14), reason: "a meeting", correlationId });
  expect(moved).toMatchObject({ id: before.id, status: "rescheduled", startsAt: monday(14), endsAt: monday(14, 30), blockedFrom: monday(14), icsUid: rowOf(practice, before.id)!.icsUid, icsSequence: before.icsSequence + 1, syncState: "synced" });
  const [old, tip] = practice.db.select().from(calcomLinks).where(eq(calcomLinks.bookingId, before.id)).all();
  expect(old).toMatchObject({ state: "superseded", rootUid: old!.uid });
  expect(tip).toMatchObject({ state: "accepted", predecessorUid: old!.uid, rootUid: old!.uid });
  expect(historyOf(practice.db, before.id)[0]).toMatchObject({ action: "moved", actor: "guest", data: { from: monday(10), to: monday(14), reason: "a meeting" } });
  expect(engineRows(practice).filter(({ status }) => status === "accepted")).toMatchObject([{ start: monday(14) }]);
  expect((await book(practice)).startsAt).toBe(monday(10));
});

test("a booking can be moved again and again, also onto part of its own time", async () => {
  const practice = await testPractice();
  const { id } = await aMassage(practice);
  for (const startMs of [monday(10, 15), monday(9, 45), monday(13)]) {
    expect(await moveBooking(practice.app, system, id, { startMs, correlationId })).toMatchObject({ startsAt: startMs, endsAt: startMs + HOUR_MS });
  }
  const links = practice.db.select().from(calcomLinks).where(eq(calcomLinks.bookingId, id)).all();
  expect(new Set(links.map(({ rootUid }) => rootUid)).size).toBe(1);
  expect(links.filter(({ state }) => state === "accepted")).toHaveLength(1);
});

test("a move to a taken time is refused and changes nothing", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  await book(practice, { startMs: monday(14) });
  const before = rowOf(practice, id);
  expect(await refusalOf(moveBooking(practice.app, system, id, { startMs: monday(14), correlationId }))).toMatchObject({ code: "conflict", fields: { start: expect.any(String) } });
  practice.far.fault = faults.taken;
  expect(await refusalOf(moveBooking(practice.app, system, id, { startMs: monday(15), correlationId }))).toMatchObject({ code: "conflict", fields: { start: expect.any(String) } });
  expect(rowOf(practice, id)).toEqual(before);
  expect(openOperations(practice)).toEqual([]);
});

test("moving to where it is already is done at once, unless it was called off", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.calls.length = 0;
  expect(await moveBooking(practice.app, system, id, { startMs: monday(10), correlationId })).toMatchObject({ status: "confirmed" });
  expect(practice.far.calls).toEqual([]);
  await cancelBooking(practice.app, system, id, { correlationId });
  expect(await refusalOf(moveBooking(practice.app, system, id, { startMs: monday(10), correlationId }))).toMatchObject({ code: "conflict" });
});

test("the same move sent twice is one move", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const move = () => moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  // The twin begins and ends while the first one reads the free times.
  practice.far.fault = async (call, engine) => {
    practice.far.fault = null;
    await move();
    return engine(call);
  };
  expect(await move()).toMatchObject({ startsAt: monday(14) });
  expect(engineRows(practice)).toHaveLength(2);
  expect(historyOf(practice.db, id).map(({ action }) => action)).toEqual(["moved", "booked"]);
});

test("the same move sent again before it is answered is on its way; back to where it was is a second change", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = faults.requestLost;
  const move = (startMs: number) => moveBooking(practice.app, system, id, { startMs, correlationId });
  const together = await Promise.all([move(monday(14)), move(monday(14))]);
  expect([...together, await move(monday(14))].map(({ syncState }) => syncState)).toEqual(["pushing", "pushing", "pushing"]);
  expect(openOperations(practice)).toHaveLength(1);
  await expect(move(monday(10))).rejects.toThrow("being changed right now");
});

test("a second change while one is under way is a conflict", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = faults.requestLost;
  await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId });
  expect(await refusalOf(moveBooking(practice.app, system, id, { startMs: monday(15), correlationId }))).toMatchObject({ code: "conflict", cause: { code: "operation_open" } });
  practice.far.fault = null;
  for (const startMs of [monday(10), monday(14)]) expect(await refusalOf(book(practice, { startMs }))).toMatchObject({ code: "conflict" });
});

test("a move that the far end answers with a time in somebody's way is stored all the same", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  practice.far.fault = async (call, engine) => {
    const answer = await engine(call);
    if (call.url.includes("reschedule") && call.method === "POST") {
      practice.db.$client.prepare("INSERT INTO bookings SELECT NULL, 'from-cal', user_id, service_id, staff_id, branch_id, ?, ?, ?, ?, time_zone, venue_time_zone, title, description, attendee_name, attendee_email, attendee_phone, attendees, guests, answers, location, meeting_url, notes, agenda, metadata, 'confirmed', 'calcom', 0, own_fields, paid, reschedule_requested, NULL, NULL, NULL, 'x', 0, 1, 0, 0 FROM bookings").run(monday(14), monday(15), monday(14), monday(15));
    }
    return answer;
  };
  expect(await moveBooking(practice.app, system, id, { startMs: monday(14), correlationId })).toMatchObject({ startsAt: monday(14), guarded: false });
});

test("customers change until the deadline, the desk until the end", async () => {
  const practice = await testPractice();
  const { id, startsAt } = await aMassage(practice);
  practice.time.nowMs = startsAt - DAY_MS;
  expect(await moveBooking(practice.app, guest(id), id, { startMs: monday(14), correlationId })).toMatchObject({ startsAt: monday(14) });
  practice.time.nowMs = monday(14) - DAY_MS + 1;
  expect(await refusalOf(cancelBooking(practice.app, guest(id), id, { correlationId }))).toMatchObject({ code: "conflict", cause: { code: "past_deadline" } });
  expect(await refusalOf(moveBooking(practice.app, guest(id), id, { startMs: monday(15), correlationId }))).toMatchObject({ code: "conflict", cause: { code: "past_deadline" } });
  expect(await cancelBooking(practice.app, system, id, { correlationId })).toMatchObject({ status: "cancelled" });
});

test("cancelling frees the time, keeps the reason, and twice is success", async () => {
  const practice = await testPractice();
  const { id, icsSequence } = await book(practice);
  const request = { reason: " I am ill ", correlationId };
  const cancelled = await cancelBooking(practice.app, guest(id), id, request);
  expect(cancelled).toMatchObject({ status: "cancelled", cancellationReason: "I am ill", cancelledBy: "guest", cancelledAt: practice.time.nowMs, icsSequence: icsSequence + 1 });
  expect(await cancelBooking(practice.app, guest(id), id, request)).toEqual(cancelled);
  expect(engineRows(practice)).toMatchObject([{ status: "cancelled" }]);
  expect(practice.far.calls.filter((call) => call.endsWith("/cancel"))).toHaveLength(1);
  expect((await book(practice)).startsAt).toBe(monday(10));
});

test("a booking the far end cancelled already is cancelled here as well", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const { uid } = practice.db.select().from(calcomLinks).get()!;
  await practice.app.gateway.cancelBooking(uid, "there");
  expect(await cancelBooking(practice.app, system, id, { correlationId })).toMatchObject({ status: "cancelled" });
});

test("a booking that was moved at the far end without a word is cancelled where it went", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const { uid } = practice.db.select().from(calcomLinks).get()!;
  await practice.app.gateway.rescheduleBooking(uid, { startMs: monday(14) });
  expect(await cancelBooking(practice.app, system, id, { correlationId })).toMatchObject({ status: "cancelled", syncState: "synced" });
  expect(engineRows(practice).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
});

test("an edit changes just what it names", async () => {
  const practice = await testPractice();
  const before = await book(practice, { notes: "Window seat" });
  const after = await editBooking(practice.app, guest(before.id), before.id, { title: "First visit", attendeePhone: "+351912345678", version: before.version, correlationId });
  expect(after).toMatchObject({ ...before, title: "First visit", attendeePhone: "+351912345678", attendees: [{ ...before.attendees[0], phone: "+351912345678" }], ownFields: ["title", "attendeePhone"], version: before.version + 1, icsSequence: before.icsSequence + 1, updatedAt: expect.any(Number) });
  expect(historyOf(practice.db, before.id)[0]).toMatchObject({ action: "edited", data: { before: { title: before.title, attendeePhone: null } } });
});

test("an edit of an older version is refused, one that changes nothing is done", async () => {
  const practice = await testPractice();
  const { id, version, title } = await book(practice);
  expect(await editBooking(practice.app, guest(id), id, { title, version, correlationId })).toMatchObject({ version });
  await editBooking(practice.app, guest(id), id, { title: "One", version, correlationId });
  expect(await refusalOf(editBooking(practice.app, guest(id), id, { title: "Two", version, correlationId }))).toMatchObject({ code: "conflict", cause: { code: "version_conflict" } });
  expect(rowOf(practice, id)?.title).toBe("One");
});

test("a new place is told to the far end first, and kept as it was when that fails", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  const { uid } = practice.db.select().from(calcomLinks).get()!;
  practice.far.fault = faults.writesDown;
  expect(await refusalOf(editBooking(practice.app, guest(id), id, { location: "https://meet.example.com/1", version, correlationId }))).toMatchObject({ code: "upstream_down" });
  expect(rowOf(practice, id)).toMatchObject({ location: "Rua do Ouro 12, Lisbon", version });
  practice.far.fault = null;
  await editBooking(practice.app, guest(id), id, { location: "https://meet.example.com/1", version, correlationId });
  expect((await practice.app.gateway.getBooking(uid)).location).toBe("https://meet.example.com/1");
});

test("somebody else's booking is not found by any verb", async () => {
  const practice = await testPractice();
  const { id, version } = await book(practice);
  const stranger = addUser(practice, "stranger@example.com");
  for (const viewer of [stranger, guest("another")]) {
    for (const attempt of [moveBooking(practice.app, viewer, id, { startMs: monday(12), correlationId }), cancelBooking(practice.app, viewer, id, { correlationId }), editBooking(practice.app, viewer, id, { title: "Mine", version, correlationId })]) {
      expect(await refusalOf(attempt)).toMatchObject({ code: "not_found" });
    }
    expect(() => renewGuestLink(practice.app, viewer, id)).toThrow("no such appointment");
  }
});

test("a private link can be written again, replaced, and the old one then leads nowhere", async () => {
  const practice = await testPractice();
  const { id } = await book(practice);
  const first = guestLink(practice.app, id);
  expect(guestLink(practice.app, id)).toBe(first);
  const second = renewGuestLink(practice.app, guest(id), id);
  expect(second).not.toBe(first);
  expect(guestLink(practice.app, id)).toBe(second);
  expect(guestOf(practice.app, second).bookingId).toBe(id);
  expect(() => guestOf(practice.app, first)).toThrow("leads to no appointment");
  expect(practice.db.$client.prepare("SELECT hash FROM tokens").pluck().all()).not.toContain(second);
});

test("a visitor has one hold: a new one frees the old, which others may then take", async () => {
  const practice = await testPractice();
  const hold = (holder: string, startMs: number) => holdTime(practice.app, { holder, offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id), durationMinutes: 30, startMs });
  await hold("one", monday(10));
  expect(await refusalOf(hold("two", monday(10)))).toMatchObject({ code: "conflict", fields: { start: expect.any(String) } });
  expect(await hold("one", monday(10))).toMatchObject({ startsAt: monday(10) });
  await hold("one", monday(11));
  expect(await hold("two", monday(10))).toMatchObject({ startsAt: monday(10) });
  expect(await refusalOf(hold("two", monday(11)))).toMatchObject({ code: "conflict" });
  expect(currentHold(practice.app, "two")).toMatchObject({ startsAt: monday(10) });
});

test("an address that names a hold says whose it is, as long as it lasts", async () => {
  const practice = await testPractice();
  const hold = await holdTime(practice.app, { holder: "one", offerings: offeringsFor(practice, practice.consultation, practice.lisbon), durationMinutes: 30, startMs: monday(10) });
  expect(holderOf(practice.app, hold.id)).toBe("one");
  expect(holderOf(practice.app, "guessed")).toBeNull();
  expect(holderOf(practice.app, undefined)).toBeNull();
  practice.time.nowMs += 6 * 60_000;
  expect(holderOf(practice.app, hold.id)).toBeNull();
});

test("a hold takes the next free person when anyone will do", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  const held = await Promise.all(["one", "two"].map((holder) => holdTime(practice.app, { holder, offerings, durationMinutes: 30, startMs: monday(10) })));
  expect(new Set(held.map(({ staffId }) => staffId)).size).toBe(2);
  practice.time.nowMs += 6 * 60_000;
  expect(currentHold(practice.app, "one")).toBeNull();
});
