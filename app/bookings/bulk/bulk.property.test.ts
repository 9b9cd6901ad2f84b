import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bookings, operations } from "#db/schema/bookings.ts";
import { bulkItems } from "#db/schema/bulk.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import type { FarEnd } from "#app/app.server.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { crashing, type Fate } from "../settling/crashing.testing.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { addUser, book, faults, importRow, monday, offeringsFor, rowOf, temporaryFile, testPractice, TEST_NOW, wipe, type Practice } from "../testing.ts";
import { draftRun } from "./draft.server.ts";
import { findRun, startRun } from "./start.server.ts";
import { bulkStep } from "./step.server.ts";
import { BULK_VERBS, type BulkVerb } from "./verbs.ts";

const FAR_ENDS: FarEnd[] = [{ name: "embedded", settleAfterMs: 0 }, { name: "calcom", settleAfterMs: 3 * MINUTE_MS }];
const ROWS = ["agreed", "agreed", "requested", "requested", "cancelled", "rejected", "begun", "unknown there", "changing", "gone"] as const;

/** One appointment in a state of its own, an hour for each. */
async function row(practice: Practice, kind: (typeof ROWS)[number], at: number): Promise<string> {
  const startMs = monday(9 + at);
  switch (kind) {
    case "agreed":
      return (await book(practice, { startMs, attendee: { name: `Guest ${at}`, email: `guest${at}@example.com`, timeZone: "UTC" } })).id;
    case "requested":
      return (await book(practice, { startMs, offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } })).id;
    case "cancelled":
    case "rejected":
      return importRow(practice, { startsAt: startMs, status: kind }).id;
    case "begun":
      return importRow(practice, { startsAt: TEST_NOW - 5 * MINUTE_MS }).id;
    case "unknown there":
      return importRow(practice, { startsAt: startMs }).id;
    case "changing": {
      const { id } = importRow(practice, { startsAt: startMs });
      practice.db.insert(operations).values({ id: `busy-${id}`, requestId: `busy-${id}`, bookingId: id, kind: "edit", state: "open", payload: {}, actor: "guest", notBefore: TEST_NOW * 2, createdAt: TEST_NOW }).run();
      return id;
    }
    case "gone": {
      const { id } = importRow(practice, { startsAt: startMs });
      return id;
    }
  }
}

/** What each verb leaves behind: a line of history, and the kind of the customer's message. */
const TRACES: Record<BulkVerb, { action: string; message: string }> = {
  confirm: { action: "confirmed", message: "confirmed" },
  cancel: { action: "cancelled", message: "cancelled-by-desk" },
  reassign: { action: "reassigned", message: "reassigned" },
  remind: { action: "reminded", message: "reminder" },
};

function expectOnceEach(practice: Practice, admin: PersonViewer, verb: BulkVerb, runId: string, kinds: readonly string[]): void {
  const items = practice.db.select().from(bulkItems).where(eq(bulkItems.runId, runId)).all();
  expect(items.map(({ state }) => state).filter((state) => state === "waiting" || state === "confirming")).toEqual([]);
  const events = practice.db.select().from(auditEvents).all();
  const written = practice.db.select().from(notifications).all();
  const told = written.map(({ bookingId, kind, recipient, channel }) => [bookingId, kind, recipient, channel].join());
  expect(new Set(told).size).toBe(told.length);
  for (const { bookingId, state, reason } of items) {
    const times = state === "done" ? 1 : 0;
    const mine = events.filter((event) => event.subjectId === bookingId && event.action === TRACES[verb].action && event.actor === `admin:${admin.userId}`);
    expect(mine.map(({ source }) => source)).toEqual(Array(times).fill("admin"));
    const isReachable = kinds[items.findIndex((item) => item.bookingId === bookingId)] !== "gone";
    if (isReachable) expect(written.filter((message) => message.bookingId === bookingId && message.kind === TRACES[verb].message)).toHaveLength(times);
    expect(practice.db.select().from(operations).where(eq(operations.bookingId, bookingId)).all().filter(({ correlationId }) => correlationId?.startsWith("bulk:")).length).toBeLessThanOrEqual(1);
    if (state !== "done") expect(reason).toEqual(expect.any(String));
    if (verb === "cancel" && state === "done") expect(rowOf(practice, bookingId)?.status).toBe("cancelled");
    if (verb === "reassign" && state === "done") expect(rowOf(practice, bookingId)?.staffId).toBe(practice.ben.id);
    if (verb === "confirm" && state === "done") expect(rowOf(practice, bookingId)?.status).toBe("confirmed");
  }
}

test("Bulk: for any rows in any states and a kill at any point, each row ends in one outcome and each effect happened at most once", { timeout: 240_000 }, async () => {
  // Validates: 2.4, 2.5, 8.3
  const practice = await testPractice({ file: temporaryFile() });
  practice.db.$client.pragma("synchronous = OFF");
  const admin = addUser(practice, "boss@example.com", "admin") as PersonViewer;
  const seen = new Set<string>();
  const fate = fc.constantFrom<Fate>("kept", "kept", "kept", "kept", faults.answerLost, faults.requestLost, faults.writesHtml);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FAR_ENDS), fc.constantFrom(...BULK_VERBS), fc.array(fc.constantFrom(...ROWS), { minLength: 1, maxLength: 5 }), fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 4 }), fc.array(fc.boolean(), { maxLength: 20 }), fc.infiniteStream(fate), async (farEnd, verb, kinds, plan, deaths, fates) => {
      wipe(practice);
      practice.db.$client.exec("DELETE FROM notifications; DELETE FROM bulk_runs; DELETE FROM jobs");
      Object.assign(practice.app.farEnd, farEnd);
      practice.time.nowMs = TEST_NOW;
      const ids: string[] = [];
      for (const [at, kind] of kinds.entries()) ids.push(await row(practice, kind, at));
      // Kept in the order of this test, so that each item is found by its kind.
      const runId = draftRun(practice.app, admin, verb, { ids });
      for (const [at, kind] of kinds.entries()) if (kind === "gone") practice.db.delete(bookings).where(eq(bookings.id, ids[at]!)).run();
      startRun(practice.app, admin, runId, { staffId: practice.ben.id, correlationId: "request-1" });

      const host = crashing(practice, plan, { farEnd, luck: () => fates.next().value as Fate });
      // Asked before each row: here the process ends with nothing more written.
      const between = { get aborted() { if (deaths.pop()) throw new Error("killed between two rows"); return false; } } as AbortSignal;
      try {
        for (let round = 0; round < 80 && findRun(practice.app, runId).state !== "done"; round += 1) {
          await host.run((app) => bulkStep(app, { runId }, { signal: between }).catch((error: Error) => expect(error.message).toBe("killed between two rows")));
          practice.time.nowMs += 4 * MINUTE_MS;
          // What was under way ends after a while, and what waited for it is next.
          if (round === 3) practice.db.$client.exec("UPDATE operations SET state = 'refused' WHERE id LIKE 'busy-%'");
          await host.run(settleOpen);
        }
      } finally {
        host.close();
      }
      const order = practice.db.select().from(bulkItems).where(eq(bulkItems.runId, runId)).all().map(({ bookingId }) => kinds[ids.indexOf(bookingId)]!);
      expectOnceEach(practice, admin, verb, runId, order);
      for (const { state } of practice.db.select().from(bulkItems).where(eq(bulkItems.runId, runId)).all()) seen.add(`${verb} ${state}`);
    }),
    { numRuns: 100 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(BULK_VERBS.flatMap((verb) => [`${verb} done`, `${verb} skipped`])));
});
