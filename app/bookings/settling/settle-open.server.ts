import { and, asc, eq, isNull, lte, or } from "drizzle-orm";
import { bookings, operations } from "#db/schema/bookings.ts";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import type { CallOptions } from "#app/calcom/gateway.ts";
import { giveWay } from "#app/lib/give-way.ts";
import type { Booking } from "../booking.ts";
import { isBookingOn } from "./booking-switch.server.ts";
import { closeOperation, releaseAllWaiting, type Operation } from "./operation.server.ts";
import { alreadyDone, perform, type FarAnswer } from "./perform.server.ts";
import { maySendAgain } from "./send-again.server.ts";
import { isOverAs, LONGEST_WAIT_MS, settle } from "./settle.server.ts";

/** About seven hours: the customer is waiting for an answer, so a person should look. */
const MAX_ATTEMPTS = 20;
/** About three days: a cancellation was accepted, so it is sent whenever the far end is back. */
const MAX_CANCEL_ATTEMPTS = 160;
/** An answer may still be on its way to the original request, so nothing younger is touched unless that request set a retry time. */
const GRACE_MS = 30_000;

/**
 * Finish what a crash or a lost answer left open. Checks with the far end before sending anything again, and resends
 * only what the far end itself would refuse to do twice. Several processes may do this at once.
 *
 * @param options.signal aborted: the one under way is finished, the others are left for the next start
 * @returns how many operations were processed
 */
export async function settleOpen(app: App, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  // While switched off nothing is sent; waiting operations start when it is switched on.
  if (!isBookingOn(app)) return 0;
  const nowMs = app.clock();
  releaseAllWaiting(app.db, nowMs);
  const isOldEnough = and(isNull(operations.notBefore), lte(operations.createdAt, nowMs - Math.max(GRACE_MS, app.farEnd.settleAfterMs)));
  const due = and(eq(operations.state, "open"), or(isOldEnough, lte(operations.notBefore, nowMs)));
  const open = app.db.select().from(operations).where(due).orderBy(asc(operations.createdAt)).limit(50).all();
  for (const operation of open) {
    if (signal?.aborted) break;
    try {
      await settleNow(app, operation);
    } catch (error) {
      // One that fails must not keep the others waiting.
      app.log.error({ err: error, operation: operation.id, kind: operation.kind }, "a change could not be looked into");
    }
    await giveWay();
  }
  return open.length;
}

/** The same for one operation, at once. */
export async function settleNow(app: App, operation: Operation): Promise<void> {
  if (claim(app, operation)) await settleOne(app, { ...operation, attempts: operation.attempts + 1 });
}

/** Whoever increments the attempt counter makes the attempt: another process finds it incremented. */
function claim(app: App, { id, attempts }: Operation): boolean {
  const notBefore = app.clock() + Math.max(app.farEnd.settleAfterMs, Math.min(LONGEST_WAIT_MS, GRACE_MS * 2 ** attempts));
  const unclaimed = and(eq(operations.id, id), eq(operations.state, "open"), eq(operations.attempts, attempts));
  return app.db.update(operations).set({ attempts: attempts + 1, notBefore }).where(unclaimed).run().changes > 0;
}

async function settleOne(app: App, operation: Operation): Promise<void> {
  const booking = app.db.select().from(bookings).where(eq(bookings.id, operation.bookingId)).get();
  if (!booking) return giveUp(app, operation, "the booking is gone");
  if (isOverAs(operation, booking)) return writing(app.db, (tx) => void closeOperation(tx, app, operation, "done"));
  const answer = await answerOf(app, operation, booking);
  if (answer === "ask a person") return giveUp(app, operation, "no answer, and not safe to send again");
  settle(app, operation, answer);
  const most = operation.kind === "cancel" ? MAX_CANCEL_ATTEMPTS : MAX_ATTEMPTS;
  if (answer.outcome === "unknown" && operation.attempts >= most) giveUp(app, operation, "no answer");
}

async function answerOf(app: App, operation: Operation, booking: Booking): Promise<FarAnswer | "ask a person"> {
  const options: CallOptions = { effort: "job", correlationId: operation.correlationId ?? undefined };
  const before = await alreadyDone(app, operation, booking, options);
  if (before !== "not there") return before;
  const isSafe = await maySendAgain(app, operation, booking).catch(() => null);
  if (isSafe === null) return { outcome: "unknown" };
  if (!isSafe) return "ask a person";
  const answer = await perform(app, operation, booking, options);
  if (answer.outcome !== "refused") return answer;
  // The time may be taken by our own first attempt, which arrived after all.
  const after = await alreadyDone(app, operation, booking, options);
  return after === "not there" ? answer : after;
}

function giveUp(app: App, operation: Operation, why: string): void {
  writing(app.db, (tx) => closeOperation(tx, app, operation, "failed", why));
  app.log.error({ operation: operation.id, kind: operation.kind, why }, "a change could not be settled");
}
