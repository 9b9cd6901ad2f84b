import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_MS } from "#app/lib/time.ts";
import { moveBooking } from "../move.server.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { besides, book, faults, monday, requestFor, temporaryFile, testPractice, wipe } from "../testing.ts";
import { bookAppointment } from "../book.server.ts";
import { blockTime } from "./block-time.server.ts";
import { standingIn } from "./queries.server.ts";

const boss = { kind: "admin", userId: "boss", name: "Boss" } as const;
const correlationId = "request-2";

const at = fc.integer({ min: 0, max: 8 }).map((quarter) => monday(9) + quarter * 15 * MINUTE_MS);
const instance = fc.integer({ min: 0, max: 1 });
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("book" as const), on: instance, at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("move" as const), on: instance, at }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("block" as const), on: instance, at, quarters: fc.integer({ min: 1, max: 4 }) }) },
);

test("Feature: calcom-booking-integration, Property 26: under any schedule of concurrent changes no guarded booking gets into blocked time, whichever comes first", { timeout: 120_000 }, async () => {
  // Validates: design 11
  const practice = await testPractice({ file: temporaryFile() });
  const other = besides(practice);
  const instances = [practice, other];
  for (const { db } of instances) db.$client.pragma("synchronous = OFF");
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(change, { minLength: 2, maxLength: 6 }), fc.infiniteStream(fc.constantFrom("kept", "kept", "answerLost", "requestLost")), async (scheduler, changes, luck) => {
      for (const { far } of instances) far.fault = null;
      wipe(practice, other);
      practice.db.$client.exec("DELETE FROM blocks");
      const known = (await book(practice, { startMs: monday(14) })).id;
      for (const { far } of instances) {
        far.fault = async (call, engine) => {
          await scheduler.schedule(Promise.resolve(), "arrives");
          const fate = luck.next().value as "kept" | "answerLost" | "requestLost";
          const answer = fate === "kept" ? await engine(call) : await faults[fate](call, engine);
          await scheduler.schedule(Promise.resolve(), "answers");
          return answer;
        };
      }
      /** What the desk was shown when it blocked: those came first. */
      const wereThere = new Set<string>();
      const ended = await scheduler.waitFor(Promise.allSettled(changes.map(async (each) => {
        const { app } = instances[each.on]!;
        if (each.kind === "book") return bookAppointment(app, null, requestFor(practice, { startMs: each.at }));
        if (each.kind === "move") return moveBooking(app, boss, known, { startMs: each.at, correlationId });
        await scheduler.schedule(Promise.resolve(), "blocks");
        const occurrence = { startsAt: each.at, endsAt: each.at + each.quarters * 15 * MINUTE_MS };
        const seen = standingIn(app, practice.ana.id, [occurrence]).map(({ id }) => id);
        for (const id of seen) wereThere.add(`${id} ${occurrence.startsAt} ${occurrence.endsAt}`);
        return blockTime(app, boss, { staffId: practice.ana.id, occurrences: [occurrence], reason: "", seen, correlationId });
      })));
      for (const one of ended) if (one.status === "rejected") expect(one.reason).toMatchObject({ name: "AppError" });
      for (const { far } of instances) far.fault = null;
      practice.time.nowMs += MINUTE_MS;
      for (let round = 0; round < 2; round += 1) await Promise.all(instances.map(({ app }) => settleOpen(app)));
      practice.time.nowMs -= MINUTE_MS;
      const inBlocks = practice.db.$client
        .prepare("SELECT b.id, k.starts_at, k.ends_at, b.guarded FROM bookings b JOIN blocks k ON k.staff_id = b.staff_id AND b.blocked_from < k.ends_at AND k.starts_at < b.blocked_until WHERE b.status IN ('pending', 'confirmed', 'rescheduled')")
        .all() as { id: string; starts_at: number; ends_at: number; guarded: number }[];
      for (const { id, starts_at: from, ends_at: until } of inBlocks) expect(wereThere).toContain(`${id} ${from} ${until}`);
      for (const { guarded } of inBlocks) expect(guarded).toBe(1);
    }),
    { numRuns: 100 },
  );
});
