import { eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { calcomLinks } from "#db/schema/bookings.ts";
import { bulkItems } from "#db/schema/bulk.ts";
import { auditEvents, notifications } from "#db/schema/records.ts";
import type { PersonViewer } from "#app/auth/viewer.ts";
import { DAY_MS, MINUTE_MS } from "#app/lib/time.ts";
import { crashing } from "../settling/crashing.testing.ts";
import { liveTip } from "../settling/link.server.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { rereadBooking } from "../sighting/reread.server.ts";
import { addUser, book, engineRows, faults, monday, offeringsFor, rowOf, temporaryFile, testPractice, type Practice } from "../testing.ts";
import { draftRun } from "./draft.server.ts";
import { findRun, startRun } from "./start.server.ts";
import { bulkStep } from "./step.server.ts";
import { ALREADY } from "./verbs.ts";

const COUNT = 200;
const FAR_END = { name: "calcom", settleAfterMs: 3 * MINUTE_MS } as const;

/** Half-hours of Ana and Ben in turn, sixteen a day. */
async function twoHundred(practice: Practice): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < COUNT; n += 1) {
    const [day, slot] = [Math.floor(n / 32), Math.floor((n % 32) / 2)];
    const offerings = offeringsFor(practice, practice.consultation, practice.lisbon, n % 2 === 0 ? practice.ana.id : practice.ben.id);
    const startMs = monday(9) + (day + (day > 4 ? 2 : 0)) * DAY_MS + slot * 30 * MINUTE_MS;
    ids.push((await book(practice, { offerings, startMs, attendee: { name: `Customer ${n}`, email: `customer${n}@example.com`, timeZone: "Europe/Lisbon" } })).id);
  }
  return ids;
}

/** What Cal.com's own users did with half of them, of which nothing was heard here: a quarter cancelled, a quarter moved on a day. */
async function changeThere({ app, db }: Practice, ids: string[]): Promise<void> {
  for (const [n, id] of ids.entries()) {
    if (n % 4 === 0) await app.gateway.cancelBooking(liveTip(db, id)!, "a sick child");
    if (n % 4 === 1) await app.gateway.rescheduleBooking(liveTip(db, id)!, { startMs: rowOf({ db }, id)!.startsAt + 14 * DAY_MS });
  }
}

test("two hundred are cancelled, half of them changed at Cal.com before, over a process that dies and calls that fail: each is, each owner is told once, and again changes nothing", { timeout: 240_000 }, async () => {
  const practice = await testPractice({ file: temporaryFile() });
  practice.db.$client.pragma("synchronous = OFF");
  Object.assign(practice.app.farEnd, FAR_END);
  const admin = addUser(practice, "boss@example.com", "admin") as PersonViewer;
  const ids = await twoHundred(practice);
  await changeThere(practice, ids);
  let [calls, deaths] = [0, 0];
  const luck = () => {
    calls += 1;
    if (calls % 37 === 0) return faults.answerLost;
    if (calls % 41 === 0) return faults.requestLost;
    return calls % 43 === 0 ? faults.writesHtml : "kept";
  };
  const host = crashing(practice, [60, 61, 201, 330], { farEnd: FAR_END, luck });
  const cancelAll = async () => {
    const runId = draftRun(practice.app, admin, "cancel", { ids });
    startRun(practice.app, admin, runId, { reason: "The heating broke", correlationId: "request-1" });
    for (let round = 0; round < 200 && findRun(practice.app, runId).state !== "done"; round += 1) {
      deaths += Number(await host.run((app) => bulkStep(app, { runId }, {})));
      practice.time.nowMs += MINUTE_MS;
      deaths += Number(await host.run(settleOpen));
    }
    return practice.db.select().from(bulkItems).where(eq(bulkItems.runId, runId)).all().map(({ state, reason }) => [state, reason]);
  };

  expect(await cancelAll()).toEqual(ids.map(() => ["done", null]));
  expect(deaths).toBe(4);
  expect(ids.map((id) => rowOf(practice, id))).toEqual(ids.map(() => expect.objectContaining({ status: "cancelled", cancellationReason: "The heating broke", cancelledBy: `admin:${admin.userId}` })));
  expect(engineRows(practice).filter(({ status }) => status !== "cancelled")).toEqual([]);

  expect(await cancelAll()).toEqual(ids.map(() => ["skipped", ALREADY.cancel]));
  // What Cal.com says of some of them late is nothing new.
  for (const { uid } of practice.db.select().from(calcomLinks).all().filter((_, n) => n % 5 === 0)) await rereadBooking(practice.app, { uid }, { correlationId: "request-2" });
  host.close();

  const told = practice.db.select().from(notifications).where(inArray(notifications.bookingId, ids)).all().filter(({ kind }) => kind.includes("cancelled") && !kind.startsWith("staff-"));
  expect(told.map(({ kind, recipient }) => `${kind} ${recipient}`).sort()).toEqual(ids.map((_, n) => `cancelled-by-desk customer${n}@example.com`).sort());
  const history = practice.db.select().from(auditEvents).all().filter(({ action, subjectType }) => subjectType === "booking" && action === "cancelled");
  expect(history.map(({ subjectId }) => subjectId).sort()).toEqual([...ids].sort());
});
