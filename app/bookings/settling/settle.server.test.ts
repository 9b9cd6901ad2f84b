import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { historyOf } from "#app/audit/history.server.ts";
import { writing } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import { jobHandlers } from "#app/job-handlers.server.ts";
import { runDueJobs } from "#app/jobs/run.server.ts";
import { HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { writeCalcomSettings } from "#app/settings/calcom.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { liveTip } from "./link.server.ts";
import { moveBooking } from "../move.server.ts";
import { settleOpen } from "./settle-open.server.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { book, engineRows, faults, monday, openOperations, rowOf, testPractice } from "../testing.ts";

const correlationId = "request-2";
const system = { kind: "system", reason: "test" } as const;

test("a change refused because it stands differently there makes us look: lost webhooks are found out at once", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { id } = await book(practice);
  await app.gateway.cancelBooking(liveTip(app.db, id)!, "The host is ill");
  await expect(moveBooking(app, system, id, { startMs: monday(14), correlationId })).rejects.toThrow("cancelled already");
  await runDueJobs(app, jobHandlers(app));
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", cancellationReason: "The host is ill" });
});

test("a cancellation that waited while somebody else cancelled is done, and the end is told once", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { id } = await book(practice);
  const uid = liveTip(app.db, id)!;
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { enabled: false }));
  await cancelBooking(app, system, id, { reason: "mine", correlationId });
  await app.gateway.cancelBooking(uid, "theirs");
  const far = await app.gateway.getBooking(uid);
  writing(app.db, (tx) => applySighting(tx, app, sightingOfBooking(far, app.clock())));
  writing(app.db, (tx) => writeCalcomSettings(tx, app, { enabled: true }));
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(app);
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled", cancellationReason: "theirs" });
  expect(historyOf(practice.db, id).map(({ action }) => action)).toEqual(["cancelled", "booked"]);
  expect(app.db.select().from(operations).all().map(({ kind, state }) => `${kind} ${state}`)).toEqual(["create done", "cancel done"]);
});

test("a cancellation outlasts an outage of a day, and is looked into by a person after three", async () => {
  const practice = await testPractice();
  const { app, time, far } = practice;
  const { id } = await book(practice);
  far.fault = faults.down;
  await cancelBooking(app, system, id, { correlationId });
  const failing = async (attempts: number) => {
    app.db.update(operations).set({ attempts }).where(eq(operations.state, "open")).run();
    time.nowMs += HOUR_MS;
    await settleOpen(app);
    return openOperations(practice).length;
  };
  expect([await failing(19), await failing(60), await failing(158)]).toEqual([1, 1, 1]);
  far.fault = null;
  time.nowMs += HOUR_MS;
  const other = await book(practice, { startMs: monday(15) });
  await settleOpen(app);
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled" });

  far.fault = faults.down;
  await cancelBooking(app, system, other.id, { correlationId });
  expect(await failing(159)).toBe(0);
  expect(app.db.select().from(operations).where(eq(operations.state, "failed")).all()).toMatchObject([{ kind: "cancel", failure: "no answer" }]);
});

test("somebody else's seat given back is not our cancellation", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { id } = await book(practice);
  practice.far.fault = faults.requestLost;
  await cancelBooking(app, system, id, { correlationId });
  const far = await app.gateway.getBooking(liveTip(app.db, id)!);
  const other = { name: "Joana", email: "joana@example.com", phone: null, timeZone: null, absent: null };
  const seat = { ...sightingOfBooking(far, app.clock()), kind: "cancelled", state: "cancelled", seats: "released" } as const;
  writing(app.db, (tx) => applySighting(tx, app, { ...seat, attendees: [other] }));
  expect(openOperations(practice)).toHaveLength(1);
  practice.far.fault = null;
  practice.time.nowMs += MINUTE_MS;
  await settleOpen(app);
  expect(engineRows(practice)).toMatchObject([{ status: "cancelled" }]);
});

test("a change that cannot even be looked for comes to a person in the end, like one without an answer", async () => {
  const practice = await testPractice();
  const { app } = practice;
  const { id } = await book(practice);
  practice.far.fault = faults.requestLost;
  await moveBooking(app, system, id, { startMs: monday(14), correlationId });
  app.db.update(operations).set({ attempts: 19 }).where(eq(operations.state, "open")).run();
  practice.time.nowMs += MINUTE_MS;
  await settleOpen({ ...app, gateway: { ...app.gateway, getBooking: () => Promise.reject(new TypeError("a fault of ours")) } });
  expect(app.db.select().from(operations).where(eq(operations.kind, "move")).get()).toMatchObject({ state: "failed", failure: "no answer" });
  expect(practice.logged).toContain("a change could not be looked for");
});

test("a cancellation that reached nobody is sent again in seconds, however long an answer may be on its way elsewhere", async () => {
  const practice = await testPractice();
  practice.app.farEnd = { ...practice.app.farEnd, settleAfterMs: 3 * MINUTE_MS };
  const { id } = await book(practice);
  practice.far.fault = faults.writesDown;
  await cancelBooking(practice.app, system, id, { correlationId });
  practice.far.fault = null;
  practice.time.nowMs += 5_000;
  expect(await settleOpen(practice.app)).toBe(0);
  practice.time.nowMs += 6_000;
  expect(await settleOpen(practice.app)).toBe(1);
  expect(rowOf(practice, id)).toMatchObject({ status: "cancelled" });
});
