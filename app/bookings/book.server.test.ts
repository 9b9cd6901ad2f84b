import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { historyOf } from "#app/audit/history.server.ts";
import { calcomLinks, holds, operations } from "#db/schema/bookings.ts";
import { users } from "#db/schema/people.ts";
import type { AppError } from "#app/lib/errors.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment, type BookRequest } from "./book.server.ts";
import { guestOf } from "./guest-link.server.ts";
import { holdTime } from "./hold.server.ts";
import { addUser, book, engineRows, faults, monday, offeringsFor, openOperations, requestFor, rowOf, rowsOf, testPractice, TEST_NOW, type Practice } from "./testing.ts";

const refusalOf = (attempt: Promise<unknown>) => attempt.then(() => null, (error: unknown) => error as AppError);
const send = (practice: Practice, request: BookRequest) => bookAppointment(practice.app, null, request);

/** Neither end knows of a booking, and no operation waits. */
function expectNothingLeft(practice: Practice) {
  expect(rowsOf(practice)).toEqual([]);
  expect(openOperations(practice)).toEqual([]);
  expect(engineRows(practice)).toEqual([]);
}

test("a booking is a row, a link, a history, a customer and a private link", async () => {
  const practice = await testPractice();
  const { bookingId, token, outcome } = await send(practice, requestFor(practice, { notes: " Window seat ", guests: ["joao@example.com"], attendee: { name: "Maria Silva", email: " Maria@Example.com ", timeZone: "Europe/Madrid" } }));
  expect(outcome).toBe("confirmed");
  const row = rowOf(practice, bookingId)!;
  expect(row).toMatchObject({
    status: "confirmed",
    startsAt: monday(10),
    endsAt: monday(10, 30),
    title: "Consultation with Ana Costa",
    attendeeEmail: "maria@example.com",
    timeZone: "Europe/Madrid",
    venueTimeZone: "Europe/Lisbon",
    notes: "Window seat",
    guests: ["joao@example.com"],
    location: "Rua do Ouro 12, Lisbon",
    guarded: true,
  });
  const link = practice.db.select().from(calcomLinks).where(eq(calcomLinks.bookingId, bookingId)).get()!;
  expect(link).toMatchObject({ state: "accepted", predecessorUid: null, rootUid: link.uid, farEnd: "embedded" });
  expect(engineRows(practice)).toMatchObject([{ uid: link.uid, status: "accepted", start: monday(10), end: monday(10, 30) }]);
  expect(historyOf(practice.db, bookingId).map(({ action, actor }) => [action, actor])).toEqual([["booked", "guest"]]);
  expect(practice.db.select().from(users).where(eq(users.id, row.userId!)).get()).toMatchObject({ email: "maria@example.com", name: "Maria Silva", passwordHash: null });
  expect(guestOf(practice.app, token)).toEqual({ kind: "guest", bookingId });
});

test("a signed-in person's booking is theirs, whatever address they type", async () => {
  const practice = await testPractice();
  const user = addUser(practice, "owner@example.com");
  expect((await book(practice, {}, user)).userId).toBe(user.userId);
});

test("the same form sent again gives the same booking", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  const first = await send(practice, request);
  expect(await send(practice, { ...request, correlationId: "request-2" })).toEqual(first);
  expect(rowsOf(practice)).toHaveLength(1);
});

test("the same key with other details is refused", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  await send(practice, request);
  expect(await refusalOf(send(practice, { ...request, startMs: monday(11) }))).toMatchObject({ code: "conflict", cause: { code: "idempotency_key_reused" } });
  expect(rowsOf(practice)).toHaveLength(1);
});

test("a form sent twice at the same moment is one booking, and both are told of it", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  const [one, two] = await Promise.all([send(practice, request), send(practice, request)]);
  expect(two.bookingId).toBe(one.bookingId);
  expect(engineRows(practice)).toHaveLength(1);
});

test("a form sent again while the far end is still thinking finds its own booking", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  let second: Promise<unknown> | undefined;
  practice.far.fault = async (call, engine) => {
    if (call.method === "POST") second ??= send(practice, request);
    await second;
    return engine(call);
  };
  const first = await send(practice, request);
  expect(await second).toMatchObject({ bookingId: first.bookingId, outcome: "unknown" });
  expect(rowsOf(practice)).toHaveLength(1);
});

test("a form that comes while its twin takes the time is not told that it lost", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  let twin: ReturnType<typeof send> | undefined;
  // The second asks for free times before the first has written anything, and is answered after.
  practice.far.fault = async (call, engine) => {
    const answer = await engine(call);
    if (call.method === "GET" && twin === undefined) {
      practice.far.fault = null;
      practice.app.gateway.forget();
      await (twin = send(practice, request));
    }
    return answer;
  };
  const late = await send(practice, request);
  expect(late.bookingId).toBe((await twin!).bookingId);
});

test("another visitor's key is another key", async () => {
  const practice = await testPractice();
  await send(practice, requestFor(practice, { idempotencyKey: "the same" }));
  await send(practice, requestFor(practice, { idempotencyKey: "the same", startMs: monday(11) }));
  expect(rowsOf(practice)).toHaveLength(2);
});

test("a refused form may be sent again under the same key", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  practice.far.fault = faults.invalid;
  expect(await refusalOf(send(practice, request))).toMatchObject({ code: "invalid" });
  expectNothingLeft(practice);
  practice.far.fault = null;
  expect((await send(practice, request)).outcome).toBe("confirmed");
});

test.each([
  ["taken off the grid", { startMs: monday(10, 7) }, "conflict"],
  ["in the past", { startMs: TEST_NOW - HOUR_MS }, "conflict"],
  ["outside the hours", { startMs: monday(3) }, "conflict"],
  ["beyond the window", { startMs: TEST_NOW + 400 * 24 * HOUR_MS }, "conflict"],
  ["forged beyond all calendars", { startMs: 8.64e15 }, "upstream_down"],
  ["of a length nobody offers", { durationMinutes: 45 }, "invalid"],
])("a time %s is refused and leaves nothing behind", async (_, change, code) => {
  const practice = await testPractice();
  expect(await refusalOf(send(practice, requestFor(practice, change)))).toMatchObject({ code });
  expectNothingLeft(practice);
});

test("a taken time is refused on the field of the start", async () => {
  const practice = await testPractice();
  await book(practice);
  expect(await refusalOf(book(practice))).toMatchObject({ code: "conflict", fields: { start: expect.stringContaining("taken") } });
  expect(rowsOf(practice)).toHaveLength(1);
});

test("a time that only the far end knows to be taken is refused and leaves nothing behind", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.taken;
  expect(await refusalOf(book(practice))).toMatchObject({ code: "conflict", fields: { start: expect.any(String) } });
  expectNothingLeft(practice);
  expect(practice.db.select().from(operations).all()).toMatchObject([{ state: "refused", failure: "slot_unavailable", idempotencyKey: null }]);
});

test("anyone falls to the next free person, also when the far end refuses the first", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  const first = await book(practice, { offerings });
  const second = await book(practice, { offerings });
  expect(new Set([first.staffId, second.staffId])).toEqual(new Set([practice.ana.id, practice.ben.id]));
  expect(await refusalOf(book(practice, { offerings }))).toMatchObject({ code: "conflict" });
  let refused = 0;
  practice.far.fault = (call, engine) => (call.method === "POST" && (refused += 1) === 1 ? faults.taken(call, engine) : engine(call));
  expect((await book(practice, { offerings, startMs: monday(12) })).status).toBe("confirmed");
  expect(rowsOf(practice)).toHaveLength(3);
});

test("anyone gets the person held for this visitor", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon);
  await holdTime(practice.app, { holder: "visitor", offerings: offerings.filter(({ staff }) => staff.id === practice.ben.id), durationMinutes: 30, startMs: monday(10) });
  expect((await book(practice, { offerings, holder: "visitor" })).staffId).toBe(practice.ben.id);
  expect(practice.db.select().from(holds).all()).toEqual([]);
});

test("buffers keep the time around a booking free", async () => {
  const practice = await testPractice();
  const massage = { offerings: offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id), durationMinutes: 60 };
  const row = await book(practice, { ...massage, startMs: monday(11) });
  expect([row.blockedFrom, row.blockedUntil]).toEqual([monday(10, 55), monday(12, 15)]);
  expect(await refusalOf(book(practice, { startMs: monday(12) }))).toMatchObject({ code: "conflict" });
  expect(await refusalOf(book(practice, { startMs: monday(10, 30) }))).toMatchObject({ code: "conflict" });
  expect((await book(practice, { startMs: monday(12, 30) })).status).toBe("confirmed");
  expect((await book(practice, { ...massage, durationMinutes: 30, startMs: monday(13, 15) })).endsAt).toBe(monday(13, 45));
});

test("a service's own questions are asked here before anybody else is", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.fitting, practice.lisbon);
  expect(await refusalOf(book(practice, { offerings, answers: { size: "Huge", age: "old" } }))).toMatchObject({ code: "invalid", fields: { "answers.size": expect.any(String), "answers.age": expect.any(String) } });
  expect(practice.far.calls).toEqual([]);
  const { bookingId, outcome } = await send(practice, requestFor(practice, { offerings, answers: { size: "Large", age: "41" } }));
  expect(outcome).toBe("pending");
  expect(rowOf(practice, bookingId)).toMatchObject({ status: "pending", answers: { size: "Large", age: "41" } });
  expect(historyOf(practice.db, bookingId)[0]?.action).toBe("requested");
  expect(await refusalOf(book(practice, { startMs: monday(10) }))).toMatchObject({ code: "conflict" });
});

test.each([
  ["nobody answers there", faults.writesDown, "upstream_down"],
  ["it does not know the event type", faults.unknownThere, "conflict"],
] as const)("nothing is left behind when %s", async (_, fault, code) => {
  const practice = await testPractice();
  practice.far.fault = fault;
  expect(await refusalOf(book(practice))).toMatchObject({ code });
  expectNothingLeft(practice);
});

test("while nobody's times can be read a booking is refused as a failure, not as a taken time", async () => {
  const practice = await testPractice();
  practice.far.fault = faults.html;
  expect(await refusalOf(book(practice))).toMatchObject({ code: "upstream_down" });
  expectNothingLeft(practice);
});

test("a service its person gave up while the form was open is refused at once", async () => {
  const practice = await testPractice();
  const request = requestFor(practice);
  practice.db.$client.exec("DELETE FROM service_staff");
  expect(await refusalOf(send(practice, request))).toMatchObject({ code: "conflict" });
  expectNothingLeft(practice);
});

test("an edit made while the far end is asked is not undone by its answer", async () => {
  const practice = await testPractice();
  practice.far.fault = async (call, engine) => {
    if (call.method === "POST") practice.db.$client.exec("UPDATE bookings SET location = 'Room 2', version = version + 1");
    return engine(call);
  };
  expect(await book(practice)).toMatchObject({ location: "Room 2", status: "confirmed", version: 3 });
});

test("with booking switched off nothing is asked and nothing is written", async () => {
  const practice = await testPractice();
  practice.app.env.calcom.enabled = false;
  expect(await refusalOf(book(practice))).toMatchObject({ code: "upstream_down", cause: { code: "switched_off" } });
  expect(practice.far.calls).toEqual([]);
});

test("a hold keeps a time from others for five minutes, and then frees itself", async () => {
  const practice = await testPractice();
  const offerings = offeringsFor(practice, practice.consultation, practice.lisbon, practice.ana.id);
  await holdTime(practice.app, { holder: "visitor", offerings, durationMinutes: 30, startMs: monday(10) });
  expect(await refusalOf(book(practice))).toMatchObject({ code: "conflict" });
  practice.time.nowMs += 5 * MINUTE_MS + 1;
  expect((await book(practice)).status).toBe("confirmed");
  expect(await refusalOf(book(practice, { holder: "visitor" }))).toMatchObject({ code: "conflict" });
});
