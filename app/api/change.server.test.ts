import { expect, test } from "vitest";
import { operations } from "#db/schema/bookings.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { changedMessage } from "#app/bookings/changed.ts";
import { settleOpen } from "#app/bookings/settling/settle-open.server.ts";
import { addUser, book, engineRows, faults, monday, offeringsFor, rowOf, testPractice } from "#app/bookings/testing.ts";
import { HOUR_MS, toIso } from "#app/lib/time.ts";
import { ask, tokenOf } from "./testing.ts";

async function desk() {
  const practice = await testPractice();
  const { app } = practice;
  const maria = addUser(practice, "maria@example.com");
  const tokens = { maria: tokenOf(app, maria.userId), reading: tokenOf(app, maria.userId, ["read"]), joao: tokenOf(app, addUser(practice, "joao@example.com").userId), admin: tokenOf(app, addUser(practice, "admin@example.com", "admin").userId) };
  const row = await book(practice, {}, maria);
  const post = (what: string, body: unknown, as: keyof typeof tokens = "maria") => ask(app, "POST", `/bookings/${row.id}/${what}`, { token: tokens[as], body });
  return { practice, maria, row, post };
}

test("a move keeps the appointment and changes its time at both ends", async () => {
  const { practice, row, post } = await desk();
  const { status, data } = await post("reschedule", { start: "2026-11-23T12:00:00Z", reason: "A meeting" });
  expect([status, data]).toMatchObject([200, { id: row.id, status: "rescheduled", syncState: "synced", startsAt: "2026-11-23T12:00:00.000Z", endsAt: "2026-11-23T12:30:00.000Z" }]);
  expect(engineRows(practice).find(({ uid }) => uid === data.calcomUid)).toMatchObject({ status: "accepted", start: monday(12) });
  expect((await post("reschedule", { start: "2026-11-23T12:00:00Z" })).status).toBe(200);
  await post("cancel", { reason: "Ill" }, "admin");
  // Who it was, and that a program asked for it.
  expect(historyOf(practice.db, row.id).map(({ action, source }) => [action, source])).toEqual([["cancelled", "api"], ["moved", "api"], ["booked", "web"]]);
});

test("a cancellation is told its reason, and told twice changes nothing", async () => {
  const { practice, row, post } = await desk();
  const first = await post("cancel", { reason: "Ill" });
  expect(first).toMatchObject({ status: 200, data: { id: row.id, status: "cancelled", cancellationReason: "Ill", syncState: "synced" } });
  expect(await post("cancel", { reason: "Better" })).toMatchObject({ status: 200, data: { cancellationReason: "Ill" } });
  expect(engineRows(practice)).toMatchObject([{ uid: first.data.calcomUid, status: "cancelled" }]);
  expect(await post("reschedule", { start: "2026-11-23T12:00:00Z" })).toMatchObject({ status: 409, data: { code: "NOT_LIVE" } });
});

test("a cancellation needs no reason and no body", async () => {
  const { post } = await desk();
  expect((await post("cancel", undefined)).status).toBe(200);
});

test("a time that is gone leaves the appointment where it is", async () => {
  const { practice, row, post } = await desk();
  await book(practice, { startMs: monday(12) });
  expect(await post("reschedule", { start: "2026-11-23T12:00:00Z" })).toMatchObject({ status: 409, data: { code: "SLOT_UNAVAILABLE", errors: { start: [expect.any(String)] } } });
  expect(rowOf(practice, row.id)?.startsAt).toBe(monday(10));
});

test("somebody else's is not found, a reading token changes nothing, an administrator may", async () => {
  const { practice, row, post } = await desk();
  for (const what of ["cancel", "reschedule"]) {
    const body = { start: "2026-11-23T12:00:00Z" };
    expect(await post(what, body, "joao")).toMatchObject({ status: 404, data: { code: "NOT_FOUND" } });
    expect(await post(what, body, "reading")).toMatchObject({ status: 403 });
  }
  expect(rowOf(practice, row.id)).toMatchObject({ status: "confirmed", startsAt: monday(10) });
  expect((await post("cancel", { reason: "" }, "admin")).status).toBe(200);
});

test("the deadline binds a person's token, not an administrator's", async () => {
  const { practice, maria } = await desk();
  const massage = await book(practice, { startMs: monday(15), offerings: offeringsFor(practice, practice.massage, practice.lisbon, practice.ana.id) }, maria);
  practice.time.nowMs = monday(15) - 24 * HOUR_MS + 1;
  const cancel = (token: string) => ask(practice.app, "POST", `/bookings/${massage.id}/cancel`, { token, body: {} });
  expect(await cancel(tokenOf(practice.app, maria.userId))).toMatchObject({ status: 409, data: { code: "PAST_DEADLINE" } });
  expect((await cancel(tokenOf(practice.app, addUser(practice, "boss@example.com", "admin").userId))).status).toBe(200);
});

test("while nobody knows whether it was done, the answer is 202", async () => {
  const { practice, post } = await desk();
  practice.far.fault = faults.answerLost;
  expect(await post("reschedule", { start: toIso(monday(12)) })).toMatchObject({ status: 202, data: { startsAt: toIso(monday(10)), syncState: "pushing" } });
  expect(await post("cancel", {})).toMatchObject({ status: 202, data: { status: "confirmed", syncState: "pushing" } });
});

test("what waits for a person to look into it is not told as done", async () => {
  const practice = await testPractice();
  const token = tokenOf(practice.app, addUser(practice, "boss@example.com", "admin").userId);
  const body = { service: "consultation", branch: "lisbon", start: toIso(monday(14)), attendee: { name: "Maria Silva", email: "maria@example.com" } };
  const order = () => ask(practice.app, "POST", "/bookings", { token, body, headers: { "Idempotency-Key": "order" } });
  practice.far.fault = faults.requestLost;
  const { data } = await order();
  practice.db.update(operations).set({ attempts: 19 }).run();
  practice.time.nowMs += HOUR_MS;
  await settleOpen(practice.app);
  practice.far.fault = null;
  const waiting = { status: 202, data: { id: data.id, status: "pending", syncState: "failed" } };
  expect(await order()).toMatchObject(waiting);
  for (let times = 0; times < 2; times += 1) expect(await ask(practice.app, "POST", `/bookings/${data.id}/cancel`, { token, body: {} })).toMatchObject(waiting);
  expect(changedMessage(waiting.data as { status: string; syncState: "failed" }, "It was cancelled.", "cancelled").tone).toBe("info");
});

test("while the calendar is switched off, moves are refused and cancellations wait", async () => {
  const { practice, row, post } = await desk();
  const { app } = practice;
  const wish = { service: "consultation", branch: "lisbon", start: toIso(monday(14)), attendee: { name: "Maria Silva", email: "maria@example.com" } };
  app.env.calcom.enabled = false;
  expect(await post("reschedule", { start: toIso(monday(12)) })).toMatchObject({ status: 503, data: { code: "SWITCHED_OFF", errors: {} } });
  expect(await ask(app, "POST", "/bookings", { token: tokenOf(app, addUser(practice, "boss@example.com", "admin").userId), body: wish })).toMatchObject({ status: 503, data: { code: "SWITCHED_OFF" } });
  expect(await post("cancel", { reason: "Ill" })).toMatchObject({ status: 202, data: { status: "confirmed", syncState: "pushing" } });
  app.env.calcom.enabled = true;
  practice.time.nowMs += HOUR_MS;
  await settleOpen(app);
  expect(rowOf(practice, row.id)).toMatchObject({ status: "cancelled", cancellationReason: "Ill" });
});

test("what cannot be read is refused by its name", async () => {
  const { post } = await desk();
  for (const body of [{}, { start: "noon" }, { start: null }]) expect(await post("reschedule", body)).toMatchObject({ status: 422, data: { errors: { start: [expect.any(String)] } } });
  expect(await post("cancel", { reason: 7 })).toMatchObject({ status: 422, data: { errors: { reason: [expect.any(String)] } } });
  expect(await post("cancel", { reason: "x".repeat(1_001) })).toMatchObject({ status: 422, data: { errors: { reason: [expect.any(String)] } } });
});
