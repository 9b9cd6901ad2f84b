import { expect, test } from "vitest";
import { apiRequests } from "#db/schema/api.ts";
import { addUser, engineRows, monday, rowsOf, testPractice } from "#app/bookings/testing.ts";
import { DAY_MS, toIso } from "#app/lib/time.ts";
import { ask, tokenOf } from "./testing.ts";

async function desk() {
  const practice = await testPractice();
  const { userId } = addUser(practice, "maria@example.com");
  const token = tokenOf(practice.app, userId);
  const post = (path: string, body: unknown, key?: string, as = token) => ask(practice.app, "POST", path, { token: as, body, headers: key === undefined ? {} : { "Idempotency-Key": key } });
  const booked = (await post("/bookings", wish)).data as { id: string };
  return { practice, post, booked, other: tokenOf(practice.app, userId) };
}

const wish = { service: "consultation", branch: "lisbon", staff: "ana-costa", start: "2026-11-23T10:00:00Z", attendee: { name: "Maria Silva", email: "maria@example.com" } };
const at = (hour: number) => ({ start: toIso(monday(hour)) });

test("a booking sent twice is made once, also at the same moment", async () => {
  const { practice, post } = await desk();
  const body = { ...wish, ...at(12) };
  const answers = [...(await Promise.all([post("/bookings", body, "one"), post("/bookings", body, "one")])), await post("/bookings", body, "one")];
  expect(new Set(answers.map(({ data }) => data.id)).size).toBe(1);
  expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 202)).toEqual([]);
  expect(engineRows(practice)).toHaveLength(2);
});

test("a move repeated after another one does not move it back", async () => {
  const { post, booked } = await desk();
  const move = (hour: number, key: string) => post(`/bookings/${booked.id}/reschedule`, at(hour), key);
  expect(await move(12, "first")).toMatchObject({ status: 200, data: { startsAt: toIso(monday(12)), status: "rescheduled" } });
  expect(await move(14, "second")).toMatchObject({ status: 200, data: { startsAt: toIso(monday(14)) } });
  expect(await move(12, "first")).toMatchObject({ status: 200, data: { startsAt: toIso(monday(14)) } });
});

test("a move sent twice at once is remembered, whichever of the two was refused", async () => {
  const { post, booked } = await desk();
  const move = (hour: number, key: string) => post(`/bookings/${booked.id}/reschedule`, at(hour), key);
  const both = await Promise.all([move(12, "first"), move(12, "first")]);
  expect(both.map(({ status }) => status)).toContain(200);
  await move(14, "second");
  expect((await move(12, "first")).data.startsAt).toBe(toIso(monday(14)));
});

test("a key that comes with another request is refused, whichever it is", async () => {
  const { practice, post, booked } = await desk();
  await post(`/bookings/${booked.id}/reschedule`, at(12), "mine");
  for (const [path, body] of [[`/bookings/${booked.id}/reschedule`, at(14)], [`/bookings/${booked.id}/cancel`, {}], ["/bookings", { ...wish, ...at(15) }]] as const) {
    expect(await post(path, body, "mine")).toMatchObject({ status: 409, data: { success: false, code: "IDEMPOTENCY_KEY_REUSED", errors: {} } });
  }
  expect(rowsOf(practice)).toMatchObject([{ startsAt: monday(12), status: "rescheduled" }]);
});

test("what was refused may be sent again under its key, with other details too", async () => {
  const { post } = await desk();
  expect((await post("/bookings", wish, "mine")).status).toBe(409);
  expect((await post("/bookings", { ...wish, ...at(12) }, "mine")).status).toBe(201);
});

test("keys belong to their token, are forgotten after a day and not kept as they are", async () => {
  const { practice, post, other } = await desk();
  await post("/bookings", { ...wish, ...at(12) }, "maria@example.com");
  expect((await post("/bookings", { ...wish, ...at(13) }, "maria@example.com", other)).status).toBe(201);
  expect(JSON.stringify(practice.db.select().from(apiRequests).all())).not.toContain("maria");
  practice.time.nowMs += DAY_MS + 1;
  await post("/bookings", { ...wish, ...at(14) }, "another");
  expect(practice.db.select().from(apiRequests).all()).toHaveLength(1);
});

test("a key that is none is refused", async () => {
  const { post } = await desk();
  for (const key of ["", "x".repeat(256), "two words", "caf\u00e9"]) expect(await post("/bookings", { ...wish, ...at(12) }, key)).toMatchObject({ status: 422, data: { errors: { "Idempotency-Key": [expect.any(String)] } } });
});
