import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "./book.server.ts";
import { cancelBooking } from "./cancel.server.ts";
import { holdTime } from "./hold.server.ts";
import { moveBooking } from "./move.server.ts";
import { settleOpen } from "./settling/settle-open.server.ts";
import { besides, book, faults, monday, offeringsFor, openOperations, requestFor, temporaryFile, testPractice, wipe, type Practice } from "./testing.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";

const at = fc.integer({ min: 0, max: 10 }).map((quarter) => monday(9) + quarter * 15 * MINUTE_MS);
const instance = fc.integer({ min: 0, max: 1 });
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("book" as const), on: instance, visitor: fc.integer({ min: 0, max: 3 }), massage: fc.boolean(), anyone: fc.boolean(), length: fc.integer({ min: 0, max: 2 }), at }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("move" as const), on: instance, which: fc.integer({ min: 0, max: 1 }), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), on: instance, which: fc.integer({ min: 0, max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hold" as const), on: instance, visitor: fc.integer({ min: 0, max: 3 }), at }) },
);

test("Feature: calcom-booking-integration, Property 26: no schedule of concurrent changes yields two live overlapping guarded bookings for one person", { timeout: 120_000 }, async () => {
  // Validates: design 11
  const practice = await testPractice({ file: temporaryFile() });
  const other = besides(practice);
  const instances = [practice, other];
  for (const { db } of instances) db.$client.pragma("synchronous = OFF");
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(change, { minLength: 2, maxLength: 7 }), fc.infiniteStream(fc.constantFrom("kept", "kept", "kept", "answerLost", "requestLost")), async (scheduler, changes, luck) => {
      for (const { far } of instances) far.fault = null;
      wipe(practice, other);
      const known = [(await book(practice, { startMs: monday(9) })).id, (await book(practice, { startMs: monday(10, 30) })).id];
      // Every call waits for its turn before it arrives, and again before its answer comes back.
      for (const { far } of instances) {
        far.fault = async (call, engine) => {
          await scheduler.schedule(Promise.resolve(), "arrives");
          const fate = luck.next().value as "kept" | "answerLost" | "requestLost";
          const answer = fate === "kept" ? await engine(call) : await faults[fate](call, engine);
          await scheduler.schedule(Promise.resolve(), "answers");
          return answer;
        };
      }
      const ended = await scheduler.waitFor(Promise.allSettled(changes.map((each) => carryOut(practice, instances, each, known))));
      for (const one of ended) if (one.status === "rejected") expect(one.reason).toMatchObject({ name: "AppError" });
      expectNoOverlap(practice);
      for (const { far } of instances) far.fault = null;
      practice.time.nowMs += MINUTE_MS;
      // A cancellation that waited follows in the next round.
      for (let round = 0; round < 3; round += 1) await Promise.all(instances.map(({ app }) => settleOpen(app)));
      practice.time.nowMs -= MINUTE_MS;
      expectNoOverlap(practice);
      expect(openOperations(practice)).toEqual([]);
      expectBothEndsAgree(practice);
    }),
    { numRuns: 100 },
  );
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

async function carryOut(practice: Practice, instances: { app: Practice["app"] }[], each: Change, known: string[]): Promise<unknown> {
  const { app } = instances[each.on]!;
  const { consultation, massage, lisbon, ana } = practice;
  switch (each.kind) {
    case "book": {
      const service = each.massage ? massage : consultation;
      const offerings = offeringsFor(practice, service, lisbon, each.anyone ? undefined : ana.id);
      return bookAppointment(app, null, requestFor(practice, { offerings, durationMinutes: service.durationsMinutes[each.length % service.durationsMinutes.length], startMs: each.at, holder: `visitor ${each.visitor}` }));
    }
    case "move":
      return moveBooking(app, system, known[each.which]!, { startMs: each.at, correlationId });
    case "cancel":
      return cancelBooking(app, system, known[each.which]!, { correlationId });
    case "hold":
      return holdTime(app, { holder: `visitor ${each.visitor}`, offerings: offeringsFor(practice, consultation, lisbon, ana.id), durationMinutes: 30, startMs: each.at });
  }
}

const LIVE = "('pending', 'confirmed', 'rescheduled')";

/** On the rows themselves, buffers included, and on the engine's. */
function expectNoOverlap({ db }: Practice): void {
  const pairs = (sql: string) => db.$client.prepare(sql).all();
  expect(pairs(`SELECT a.id, b.id FROM bookings a JOIN bookings b ON a.staff_id = b.staff_id AND a.id < b.id AND a.blocked_from < b.blocked_until AND b.blocked_from < a.blocked_until WHERE a.status IN ${LIVE} AND b.status IN ${LIVE} AND a.guarded AND b.guarded`)).toEqual([]);
  expect(pairs("SELECT a.booking_id, b.booking_id FROM engine_booking_hosts a JOIN engine_booking_hosts b ON a.user_id = b.user_id AND a.booking_id < b.booking_id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.occupies AND b.occupies")).toEqual([]);
  expect(pairs(`SELECT id FROM bookings WHERE NOT guarded`)).toEqual([]);
}

function expectBothEndsAgree({ db }: Practice): void {
  const here = db.$client.prepare(`SELECT l.uid, b.starts_at FROM bookings b JOIN calcom_links l ON l.booking_id = b.id AND l.state IN ('accepted', 'pending') WHERE b.status IN ${LIVE} ORDER BY l.uid`).all();
  expect(db.$client.prepare("SELECT uid, starts_at FROM engine_bookings WHERE status IN ('accepted', 'pending') ORDER BY uid").all()).toEqual(here);
}
