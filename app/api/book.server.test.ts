import { expect, test } from "vitest";
import { users } from "#db/schema/people.ts";
import { settleOpen } from "#app/bookings/settling/settle-open.server.ts";
import { addUser, engineRows, faults, monday, rowsOf, testPractice } from "#app/bookings/testing.ts";
import { HOUR_MS, toIso } from "#app/lib/time.ts";
import { ask, tokenOf } from "./testing.ts";

async function desk() {
  const practice = await testPractice();
  const maria = addUser(practice, "maria@example.com");
  const token = tokenOf(practice.app, maria.userId);
  const admin = tokenOf(practice.app, addUser(practice, "admin@example.com", "admin").userId);
  const post = (body: unknown, headers: Record<string, string> = {}, as = token) => ask(practice.app, "POST", "/bookings", { token: as, body, headers });
  return { practice, maria, token, admin, post };
}

const wish = { service: "consultation", branch: "lisbon", staff: "ana-costa", start: "2026-11-23T10:00:00Z", attendee: { name: "Maria Silva", email: "maria@example.com" } };

test("a booking is made at the far end and answered whole", async () => {
  const { practice, maria, token, post } = await desk();
  const { status, data, headers } = await post({ ...wish, start: "2026-11-23T11:00:00+01:00", guests: ["rui@example.com", "rui@example.com"], notes: "By the window" });
  expect([status, headers.get("Location")]).toEqual([201, `/api/v1/bookings/${data.id}`]);
  expect(data).toMatchObject({ status: "confirmed", syncState: "synced", startsAt: "2026-11-23T10:00:00.000Z", source: "api", guests: ["rui@example.com"], notes: "By the window", timeZone: "Europe/Lisbon", user: { id: maria.userId } });
  expect(engineRows(practice)).toMatchObject([{ uid: data.calcomUid, status: "accepted", start: monday(10) }]);
  expect((await ask(practice.app, "GET", `/bookings/${data.id}`, { token })).data).toEqual(data);
});

test("ids do as well as slugs, and what is left open is found: anybody, anywhere", async () => {
  const { practice, post } = await desk();
  const { consultation, newYork } = practice;
  const people = new Set<string>();
  for (let times = 0; times < 3; times++) people.add((await post({ ...wish, service: consultation.id, branch: undefined, staff: null, start: toIso(monday(16)) })).data.staff.slug);
  expect(people).toEqual(new Set(["ana-costa", "ben-reis", "cleo-hart"]));
  expect(await post({ ...wish, branch: newYork.id, staff: undefined, start: toIso(monday(18)) })).toMatchObject({ status: 201, data: { branch: { slug: "new-york" }, timeZone: "America/New_York" } });
});

test("an administrator's token books for whoever has the e-mail", async () => {
  const { practice, maria, admin, post } = await desk();
  expect((await post(wish, {}, admin)).data.user).toEqual({ id: maria.userId, name: "maria", email: "maria@example.com" });
  expect((await post({ ...wish, start: toIso(monday(11)), attendee: { name: "New Guest", email: "New@Example.com" } }, {}, admin)).data.user).toMatchObject({ name: "New Guest", email: "new@example.com" });
  expect(practice.db.select().from(users).all()).toHaveLength(3);
});

test("a time that is gone, past or never offered is a conflict, and nothing is made", async () => {
  const { practice, post } = await desk();
  await post(wish);
  for (const start of [wish.start, "2026-11-23T10:10:00Z", "2026-11-22T10:00:00Z", "2020-11-23T10:00:00Z", "2026-11-23T23:00:00Z"]) {
    expect([start, await post({ ...wish, start })]).toEqual([start, expect.objectContaining({ status: 409, data: { success: false, code: "SLOT_UNAVAILABLE", message: expect.any(String), errors: { start: [expect.any(String)] } } })]);
  }
  expect(rowsOf(practice)).toHaveLength(1);
});

test("the service's questions are asked here too", async () => {
  const { post } = await desk();
  const fitting = { ...wish, service: "fitting" };
  expect(await post(fitting)).toMatchObject({ status: 422, data: { code: "INVALID", errors: { "answers.size": [expect.stringMatching(/Which size/)] } } });
  expect(await post({ ...fitting, answers: { size: "Huge", age: "old" } })).toMatchObject({ status: 422, data: { errors: { "answers.size": [expect.any(String)], "answers.age": [expect.any(String)] } } });
  expect(await post({ ...fitting, answers: { size: "Small", colour: "red" } })).toMatchObject({ status: 422, data: { errors: { "answers.colour": ["This service has no such question."] } } });
  expect(await post({ ...fitting, answers: { size: "Small", age: 31 } })).toMatchObject({ status: 201, data: { status: "pending", syncState: "synced", answers: { size: "Small", age: "31" } } });
});

test("what cannot be read is refused field by field, never with a failure", async () => {
  const { practice, token, post } = await desk();
  const wrong: [unknown, string[]][] = [
    [{}, ["service", "start", "attendee"]],
    [{ ...wish, service: "nothing" }, ["service"]],
    [{ ...wish, branch: "new-york" }, ["staff"]],
    [{ ...wish, start: "2026-11-23T10:00:00" }, ["start"]],
    [{ ...wish, start: 1_795_000_000 }, ["start"]],
    [{ ...wish, duration: 45 }, ["duration"]],
    [{ ...wish, attendee: { name: " ", email: "nobody", phone: "x", timeZone: "Mars/Base" } }, ["attendee.name", "attendee.email", "attendee.phone", "attendee.timeZone"]],
    [{ ...wish, guests: ["rui"] }, ["guests.0"]],
    [{ ...wish, guests: Array.from({ length: 11 }, (_, at) => `guest${at}@example.com`) }, ["guests"]],
    [{ ...wish, notes: "x".repeat(10_001) }, ["notes"]],
    [{ ...wish, answers: ["Small"] }, ["answers"]],
    [JSON.parse('{"__proto__": {"service": "consultation"}, "start": {"__proto__": 1}}'), ["service", "start", "attendee"]],
  ];
  for (const [body, fields] of wrong) {
    const { status, data } = await post(body);
    expect([fields, status, Object.keys(data.errors).sort(), data.code]).toEqual([fields, 422, [...fields].sort(), "INVALID"]);
  }
  for (const text of ["false", "null", "[]", "1", '"text"']) expect(await post(text)).toMatchObject({ status: 422, data: { code: "INVALID" } });
  for (const text of ["{", "service=consultation", "[".repeat(100_000), "\0"]) expect(await post(text)).toMatchObject({ status: 422, data: { code: "INVALID_JSON", errors: {} } });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]) expect(await post("service=x", { "Content-Type": type })).toMatchObject({ status: 415, data: { code: "UNSUPPORTED_MEDIA_TYPE" } });
  expect(await ask(practice.app, "POST", "/bookings", { token })).toMatchObject({ status: 422, data: { errors: { service: [expect.any(String)] } } });
  expect(rowsOf(practice)).toEqual([]);
});

test("a token for reading changes nothing", async () => {
  const { practice, maria, post } = await desk();
  expect(await post(wish, {}, tokenOf(practice.app, maria.userId, ["read"]))).toMatchObject({ status: 403, data: { success: false, code: "INSUFFICIENT_SCOPE" } });
  expect(rowsOf(practice)).toEqual([]);
});

test("an outcome nobody knows yet is 202, and the same key finds what became of it", async () => {
  const { practice, token, post } = await desk();
  practice.far.fault = faults.answerLost;
  const first = await post(wish, { "Idempotency-Key": "wish-1" });
  expect(first).toMatchObject({ status: 202, data: { status: "pending", syncState: "pushing", calcomUid: null } });
  practice.far.fault = null;
  practice.time.nowMs += HOUR_MS;
  await settleOpen(practice.app);
  const again = await post(wish, { "Idempotency-Key": "wish-1" });
  expect(again).toMatchObject({ status: 201, data: { id: first.data.id, status: "confirmed", syncState: "synced" } });
  expect((await ask(practice.app, "GET", "/bookings", { token })).data.data).toHaveLength(1);
});

test("while the far end is down nothing is booked, and the same key may try again", async () => {
  const { practice, post } = await desk();
  practice.far.fault = faults.writesDown;
  expect(await post(wish, { "Idempotency-Key": "wish-1" })).toMatchObject({ status: 503, data: { success: false, errors: {} } });
  expect(rowsOf(practice)).toEqual([]);
  practice.far.fault = null;
  expect((await post(wish, { "Idempotency-Key": "wish-1" })).status).toBe(201);
});
