import fc from "fast-check";
import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import type { App, FarEnd } from "#app/app.server.ts";
import { historyOf } from "#app/audit/history.server.ts";
import { sightingOfBooking } from "#app/calcom/sighting-of-booking.ts";
import { hostOf } from "#app/catalog/queries.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { isLive } from "../booking.ts";
import { cancelBooking } from "../cancel.server.ts";
import { crashing, type CrashPlan, type Fate } from "./crashing.testing.ts";
import { confirmBooking, declineBooking } from "../decide.server.ts";
import { editBooking } from "../edit.server.ts";
import { liveTip } from "./link.server.ts";
import { moveBooking } from "../move.server.ts";
import { reassignBooking } from "../reassign.server.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { book, engineRows, faults, monday, offeringsFor, requestFor, rowOf, rowsOf, temporaryFile, testPractice, TEST_NOW, wipe, type Practice } from "../testing.ts";

const system = { kind: "system", reason: "test" } as const;
const correlationId = "request-2";
const KINDS = ["book", "move", "cancel", "confirm", "decline", "edit", "reassign"] as const;
const FAR_ENDS: FarEnd[] = [{ name: "embedded", settleAfterMs: 0 }, { name: "calcom", settleAfterMs: 3 * MINUTE_MS }];

interface Step {
  kind: (typeof KINDS)[number];
  which: number;
  at: number;
}

async function begin(nowMs = TEST_NOW) {
  const practice = await testPractice({ file: temporaryFile(), nowMs });
  practice.db.$client.pragma("synchronous = OFF");
  return practice;
}

/** One booking that is agreed on and one request that waits, both with Ana. */
async function stock(practice: Practice, farEnd: FarEnd): Promise<string[]> {
  wipe(practice);
  practice.db.$client.exec("DELETE FROM jobs");
  practice.time.nowMs = TEST_NOW;
  Object.assign(practice.app.farEnd, farEnd);
  const request = { offerings: offeringsFor(practice, practice.fitting, practice.lisbon), answers: { size: "Small" } };
  return [(await book(practice, { startMs: monday(9) })).id, (await book(practice, { ...request, startMs: monday(11) })).id];
}

const attendee = (name: string) => ({ name, email: `${name}@example.com`, timeZone: "UTC" });

async function take(practice: Practice, app: App, { kind, which, at }: Step, known: string[]): Promise<unknown> {
  const id = known[which % known.length]!;
  const version = rowOf(practice, id)?.version ?? 0;
  switch (kind) {
    case "book":
      return bookAppointment(app, null, requestFor(practice, { startMs: at })).then(({ bookingId }) => known.push(bookingId));
    case "move":
      return moveBooking(app, system, id, { startMs: at, correlationId });
    case "cancel":
      return cancelBooking(app, system, id, { correlationId });
    case "confirm":
      return confirmBooking(app, system, id, { correlationId });
    case "decline":
      return declineBooking(app, system, id, { correlationId });
    case "edit":
      return editBooking(app, system, id, { title: `Room of ${at}`, location: `Room ${at}`, addGuests: ["guest@example.com"], addAttendees: [attendee("joao"), attendee("rita")], version, correlationId });
    case "reassign":
      return reassignBooking(app, system, id, { staffId: practice.ben.id, correlationId });
  }
}

/** Refusals are answers; what the product did not mean to say is not. */
const orRefused = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => expect(error).toBeInstanceOf(AppError));

async function play(practice: Practice, farEnd: FarEnd, steps: Step[], plan: CrashPlan, more: { luck?: () => Fate; heard?: (app: App) => Promise<void> } = {}) {
  const known = await stock(practice, farEnd);
  const host = crashing(practice, plan, { farEnd, ...more });
  try {
    for (const step of steps) await host.run((app) => orRefused(take(practice, app, step, known)));
    await host.settleAll();
    expectOneOutcome(practice);
    return host.points();
  } finally {
    host.close();
  }
}

/** Every live appointment here is one there, at the same time with the same person, and the other way round. */
function expectOneOutcome(practice: Practice): void {
  expect(practice.db.select().from(operations).all().filter(({ state }) => state !== "done" && state !== "refused")).toEqual([]);
  const rows = rowsOf(practice);
  const here = rows.filter(({ status }) => isLive(status)).map(({ id, startsAt, endsAt, staffId, status }) => ({ uid: liveTip(practice.db, id), status: status === "pending" ? "pending" : "accepted", start: startsAt, end: endsAt, userId: hostOf(practice.db, staffId!)!.calcomUserId }));
  const there = engineRows(practice).filter(({ status }) => status === "accepted" || status === "pending");
  const byUid = (one: { uid: string | null }, other: { uid: string | null }) => (one.uid! < other.uid! ? -1 : 1);
  expect(here.sort(byUid)).toEqual(there.sort(byUid));
  for (const { id, status } of rows) expectTold(practice, id, status);
}

/** Each thing that happened is in the history once. */
function expectTold(practice: Practice, bookingId: string, status: string): void {
  const done = practice.db.select().from(operations).all().filter((each) => each.bookingId === bookingId && each.state === "done");
  const actions = { create: /^(booked|requested)$/, move: /^moved$/, cancel: /^cancelled$/, confirm: /^confirmed$/, decline: /^declined$/, edit: /^edited$/, reassign: /^reassigned$/ };
  for (const [kind, action] of Object.entries(actions)) {
    // What somebody else is told to have edited is another matter than our own edit.
    expect(historyOf(practice.db, bookingId).filter((entry) => action.test(entry.action) && !(kind === "edit" && entry.source === "calcom")), kind).toHaveLength(done.filter((each) => each.kind === kind).length);
  }
  expect(done.some(({ kind }) => kind === "cancel")).toBe(status === "cancelled");
}

const step = fc.record({ kind: fc.constantFrom(...KINDS, "book" as const, "move" as const, "cancel" as const), which: fc.nat({ max: 5 }), at: fc.integer({ min: 0, max: 12 }).map((half) => monday(9) + half * 30 * MINUTE_MS) });

test("Feature: calcom-booking-integration, Property 28: any crash point in book / move / cancel ends, after restart, with exactly one outcome at both ends", { timeout: 240_000 }, async () => {
  // Validates: design 4
  const practice = await begin();
  const fate = fc.constantFrom<Fate>("kept", "kept", "kept", "kept", faults.answerLost, faults.requestLost, faults.writesHtml);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FAR_ENDS), fc.array(step, { minLength: 1, maxLength: 6 }), fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 6 }), fc.infiniteStream(fate), async (farEnd, steps, plan, fates) => {
      await play(practice, farEnd, steps, plan, { luck: () => fates.next().value as Fate });
    }),
    { numRuns: 200 },
  );
});

test.each(FAR_ENDS.flatMap((farEnd) => KINDS.map((kind) => [kind, farEnd.name, farEnd] as const)))("a process that dies at any point of a %s at %s, and then at any point of its repair, leaves one outcome", { timeout: 240_000 }, async (kind, _, farEnd) => {
  const practice = await begin();
  const steps: Step[] = [{ kind, which: kind === "confirm" || kind === "decline" ? 1 : 0, at: monday(14) }];
  const points = await play(practice, farEnd, steps, []);
  expect(points).toBeGreaterThan(0);
  for (let first = 0; first < points; first += 1) {
    const more = await play(practice, farEnd, steps, [first]);
    for (let second = first + 1; second < more; second += 1) await play(practice, farEnd, steps, [first, second]);
  }
});

test.each(KINDS)("messages about a %s that come before its answer change nothing about the outcome", { timeout: 240_000 }, async (kind) => {
  const practice = await begin();
  const steps: Step[] = [{ kind, which: kind === "confirm" || kind === "decline" ? 1 : 0, at: monday(14) }];
  const heard = async (app: App) => {
    for (const { uid } of engineRows(practice)) {
      const far = await practice.app.gateway.getBooking(uid);
      writing(app.db, (tx) => applySighting(tx, app, sightingOfBooking(far, app.clock())));
    }
  };
  const points = await play(practice, FAR_ENDS[0]!, steps, [], { heard });
  for (let first = 0; first < points; first += 1) await play(practice, FAR_ENDS[0]!, steps, [first], { heard });
});
