import fc from "fast-check";
import { expect, test } from "vitest";
import { jobs, notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { LEASE_MS } from "#app/jobs/lease.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/lib/time.ts";
import { bookAppointment } from "../book.server.ts";
import { cancelBooking } from "../cancel.server.ts";
import { crashing, type Fate } from "../settling/crashing.testing.ts";
import { moveBooking } from "../move.server.ts";
import { settleOpen } from "../settling/settle-open.server.ts";
import { besides, book, faults, monday, offeringsFor, openOperations, requestFor, rowOf, temporaryFile, testPractice, TEST_NOW, wipe, type Practice } from "../testing.ts";
import { beginAbsence, type ChosenRow } from "./begin.server.ts";
import { issueOfferLink } from "./offer-link.server.ts";
import { sendNow } from "./send-now.server.ts";
import { takeOffer } from "./take-offer.server.ts";
import { away, boss, heldBy, rowsOf, runJobs } from "./testing.ts";
import { undoAbsence } from "./undo.server.ts";

const correlationId = "request-9";
const ENDS = ["reassigned", "cancelled", "taken", "unanswered", "changed", "failed", "kept", "undone", "withdrawn"];
/** Ana's appointments, and times after the absence of which some are offered. */
const THEIRS = [monday(9), monday(10)];
const LATER = [0, 1, 2, 3].map((half) => monday(10) + DAY_MS + half * 30 * MINUTE_MS);

const choice = fc.oneof(
  fc.constant({ choice: "reassign" as const }),
  { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...LATER), { minLength: 1, maxLength: 2 }).map((times) => ({ choice: "offer" as const, times })) },
  fc.constant({ choice: "cancel" as const }),
  fc.constant({ choice: "keep" as const }),
);
const which = fc.nat({ max: 1 });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("jobs" as const), afterMs: fc.constantFrom(0, 5 * MINUTE_MS, 10 * MINUTE_MS, 25 * HOUR_MS) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("undo" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("now" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("take" as const), which, at: fc.constantFrom(...LATER) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("cancel" as const, "move" as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("rival" as const), at: fc.constantFrom(...THEIRS, ...LATER), with: fc.constantFrom("ana" as const, "ben" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const orRefused = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => expect(error).toBeInstanceOf(AppError));

/** Nobody twice at once; what an offer that stands has promised is held, and nobody else has it; what is over holds nothing. */
function expectHeld(practice: Practice, own: Set<string>): void {
  const pairs = practice.db.$client.prepare("SELECT a.id FROM bookings a JOIN bookings b ON a.seq < b.seq AND a.staff_id = b.staff_id AND a.blocked_from < b.blocked_until AND b.blocked_from < a.blocked_until WHERE a.status IN ('pending', 'confirmed', 'rescheduled') AND b.status IN ('pending', 'confirmed', 'rescheduled')").all();
  expect(pairs).toEqual([]);
  const held = heldBy(practice);
  const rows = rowsOf(practice);
  for (const { holder } of held) expect(["waiting", "doing", "offered"]).toContain(rows.find(({ id }) => id === holder)?.state);
  for (const { id, bookingId, choice: chosen, state, times, offerEndsAt } of rows) {
    if (chosen !== "offer" || !["waiting", "offered"].includes(state)) continue;
    // A visitor who holds a time sweeps those that ran out.
    if (practice.time.nowMs <= offerEndsAt!) expect(held.filter(({ holder }) => holder === id).map(({ startsAt }) => startsAt).sort()).toEqual(times);
    const others = practice.db.$client.prepare(`SELECT id FROM bookings WHERE staff_id = ? AND id <> ? AND status IN ('pending', 'confirmed', 'rescheduled') AND starts_at IN (${times.join(", ")})`).all(practice.ana.id, bookingId);
    if (practice.time.nowMs <= offerEndsAt!) expect(others).toEqual([]);
  }
  const intruders = practice.db.$client.prepare("SELECT b.id FROM bookings b JOIN blocks k ON k.staff_id = b.staff_id AND b.blocked_from < k.ends_at AND k.starts_at < b.blocked_until WHERE b.status IN ('pending', 'confirmed', 'rescheduled')").pluck().all() as string[];
  for (const id of intruders) expect(own).toContain(id);
}

test("Feature: calcom-booking-integration, Property 31: for any rows, choices, undo, reactions and kills of an absence nobody is booked twice, offered times are kept while the offer stands and given back after, and each appointment ends in one way", { timeout: 240_000 }, async () => {
  // Validates: design 3, staff away
  const practice = await testPractice({ file: temporaryFile() });
  const other = besides(practice);
  for (const { db } of [practice, other]) db.$client.pragma("synchronous = OFF");
  other.app.timer = () => () => {};
  const admin = boss(practice);
  const fate = fc.constantFrom<Fate>("kept", "kept", "kept", "kept", faults.answerLost, faults.requestLost, faults.taken);
  await fc.assert(
    fc.asyncProperty(fc.tuple(choice, choice), fc.boolean(), fc.array(step, { minLength: 1, maxLength: 6 }), fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 4 }), fc.infiniteStream(fate), async (choices, isNow, steps, plan, fates) => {
      wipe(practice, other);
      practice.db.$client.exec("DELETE FROM absence_rows; DELETE FROM absences; DELETE FROM blocks; DELETE FROM jobs; DELETE FROM notifications; DELETE FROM reminders");
      practice.time.nowMs = TEST_NOW;
      const bookings = [await book(practice, { startMs: THEIRS[0] }), await book(practice, { startMs: THEIRS[1] })];
      const own = new Set(bookings.map(({ id }) => id));
      const letters = practice.db.select().from(notifications).all().length;
      const touched = new Set<string>();
      let luck: () => Fate = () => fates.next().value as Fate;
      const host = crashing(practice, plan, { farEnd: { name: "embedded", settleAfterMs: 0 }, luck: () => luck() });
      const run = async (work: (app: App) => Promise<unknown>) => {
        host.app().timer = () => () => {};
        // What a dead process had leased is free again.
        if (await host.run((app) => orRefused(work(app)))) practice.time.nowMs += LEASE_MS;
        expectHeld(practice, own);
      };
      try {
        const rows: ChosenRow[] = bookings.map(({ id: bookingId }, index) => ({ bookingId, toStaffId: practice.ben.id, ...choices[index]! }));
        const begun = await Promise.resolve().then(() => beginAbsence(practice.app, admin, away(practice, rows, { isNow }))).catch((error: unknown) => {
          expect(error).toMatchObject({ code: "conflict" });
          return null;
        });
        expectHeld(practice, own);
        if (!begun) expect(heldBy(practice)).toEqual([]);
        if (!begun) return;
        for (const each of steps) await run((app) => take(app, practice, other.app, { absenceId: begun.id, bookingIds: [...own], touched, admin }, each));
        luck = () => "kept";
        practice.time.nowMs += LEASE_MS;
        for (let round = 0; round < 40 && (openOperations(practice).length > 0 || rowsOf(practice).some(({ state }) => !ENDS.includes(state))); round += 1) {
          await run((app) => settleOpen(app));
          await run((app) => runJobs(app));
          practice.time.nowMs += round < 30 ? MINUTE_MS : DAY_MS;
        }
        expect(rowsOf(practice).map(({ bookingId }) => bookingId).sort()).toEqual([...own].sort());
        for (const { state } of rowsOf(practice)) expect(ENDS).toContain(state);
        expect(heldBy(practice)).toEqual([]);
        for (const row of rowsOf(practice)) expectEnd(practice, row.state, row.bookingId, touched);
        if (rowsOf(practice).every(({ state }) => state === "undone" || state === "kept") && touched.size === 0) {
          expect(bookings.map(({ id }) => rowOf(practice, id))).toEqual(bookings);
          expect(practice.db.select().from(notifications).all().filter(({ bookingId }) => own.has(bookingId!))).toHaveLength(letters);
        }
        await run((app) => runJobs(app));
        expect(practice.db.select().from(jobs).all().filter(({ deadAt }) => deadAt !== null)).toEqual([]);
      } finally {
        host.close();
      }
    }),
    { numRuns: 100 },
  );
});

interface Scene {
  absenceId: string;
  bookingIds: string[];
  /** Whose customer did something besides. */
  touched: Set<string>;
  admin: ReturnType<typeof boss>;
}

async function take(app: App, practice: Practice, beside: App, { absenceId, bookingIds, touched, admin }: Scene, each: Step): Promise<unknown> {
  switch (each.kind) {
    case "jobs":
      practice.time.nowMs += each.afterMs;
      return Promise.all([runJobs(app), runJobs(beside)]);
    case "undo":
      return undoAbsence(app, admin, absenceId, { correlationId });
    case "now":
      return sendNow(app, admin, absenceId, { correlationId });
    case "take": {
      const row = rowsOf(practice).find(({ bookingId }) => bookingId === bookingIds[each.which])!;
      // Twice at once: a click that was impatient, in another process.
      const token = practice.db.transaction((tx) => issueOfferLink(tx, app, row.id));
      return Promise.all([takeOffer(app, token, { startMs: each.at, correlationId }), orRefused(takeOffer(beside, token, { startMs: each.at, correlationId }))]);
    }
    case "cancel":
    case "move": {
      const bookingId = bookingIds[each.which]!;
      touched.add(bookingId);
      const guest = { kind: "guest", bookingId } as const;
      return each.kind === "cancel" ? cancelBooking(app, guest, bookingId, { correlationId }) : moveBooking(app, guest, bookingId, { startMs: monday(15), correlationId });
    }
    case "rival":
      return bookAppointment(app, null, requestFor(practice, { startMs: each.at, offerings: offeringsFor(practice, practice.consultation, practice.lisbon, practice[each.with].id) }));
  }
}

/** The appointment is what its row says, unless its customer did something besides. */
function expectEnd(practice: Practice, state: string, bookingId: string, touched: Set<string>): void {
  if (touched.has(bookingId)) return;
  const booking = rowOf(practice, bookingId)!;
  const isLive = booking.status !== "cancelled" && booking.status !== "rejected";
  switch (state) {
    case "reassigned":
      return expect(booking).toMatchObject({ staffId: practice.ben.id, status: "rescheduled" });
    case "cancelled":
      return expect(booking.status).toBe("cancelled");
    case "taken":
      return expect(LATER).toContain(booking.startsAt);
    case "changed":
      throw new Error("nobody changed it besides");
    default:
      expect(THEIRS).toContain(booking.startsAt);
      return expect({ isLive, staffId: booking.staffId }).toEqual({ isLive: true, staffId: practice.ana.id });
  }
}
