import { and, eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { reasonOf, type AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import type { Booking } from "../booking.ts";
import { linkUid, liveTip, type FarBooking } from "./link.server.ts";
import { isToldOf, tellPeople } from "../messages/tell.server.ts";
import { closeOperation, type Operation } from "./operation.server.ts";
import { OUTCOMES } from "./outcomes.server.ts";
import { rereadLive } from "./reread-live.server.ts";

/** What is to be settled: an answer, or the part of one that a webhook contains. `isUnreached`: this attempt certainly did nothing. */
export type Settlement = { outcome: "confirmed"; far: FarBooking } | { outcome: "refused"; error: AppError } | { outcome: "unknown"; isUnreached?: boolean };

/**
 * Record the outcome of an operation: status, link and history at once. The visitor's request, the settling loop and
 * the webhook all call this function; the first one writes, the others find nothing to do. An unknown outcome leaves
 * everything open.
 */
export function settle(app: App, operation: Operation, answer: Settlement): void {
  if (answer.outcome !== "unknown") writing(app.db, (tx) => settleIn(tx, app, operation, answer));
  else if (answer.isUnreached) trySoon(app, operation);
}

/** Nothing is on its way that we would have to wait for, and cancelling twice is harmless. */
function trySoon(app: App, { id, kind, attempts }: Operation): void {
  if (kind !== "cancel") return;
  const notBefore = app.clock() + Math.min(LONGEST_WAIT_MS, SOON_MS * 2 ** attempts);
  app.db.update(operations).set({ notBefore }).where(and(eq(operations.id, id), eq(operations.state, "open"), eq(operations.attempts, attempts))).run();
}

const SOON_MS = 10_000;
/** The longest wait between two attempts at the same change. */
export const LONGEST_WAIT_MS = 30 * MINUTE_MS;

/**
 * The same inside a transaction that is open already.
 *
 * @returns whether this call settled it
 */
export function settleIn(tx: Tx, app: App, asked: Operation, answer: Settlement): boolean {
  // Its booking may have been merged into another while the far end was asked.
  const bookingId = tx.select({ id: operations.bookingId }).from(operations).where(eq(operations.id, asked.id)).get()?.id;
  const operation = { ...asked, bookingId: bookingId ?? asked.bookingId };
  switch (answer.outcome) {
    case "confirmed":
      return settleConfirmed(tx, app, operation, answer.far);
    case "refused":
      return settleRefused(tx, app, operation, reasonOf(answer.error));
    case "unknown":
      return false;
  }
}

function settleConfirmed(tx: Tx, app: App, operation: Operation, far: FarBooking): boolean {
  if (!closeOperation(tx, app, operation, "done")) return false;
  // The current row: it may have been edited while the far end was asked.
  const booking = tx.select().from(bookings).where(eq(bookings.id, operation.bookingId)).get();
  if (!booking) return true;
  linkUid(tx, app, booking.id, operation.kind === "move" ? succeeding(app, booking, far) : far);
  if (isOverAs(operation, booking)) return true;
  // Calendars keep the first UID, whatever the far end assigns to a successor.
  const uid = operation.kind === "create" && far.icsUid ? { icsUid: far.icsUid } : {};
  const common = { version: booking.version + 1, updatedAt: app.clock(), ...uid };
  const { change, action, data } = OUTCOMES[operation.kind](app, operation, booking, far);
  const endedAs = ENDINGS.includes(operation.kind) ? undefined : OVER[change.status ?? booking.status];
  tx.update(bookings).set({ ...common, ...change, ...(endedAs && { cancelledAt: app.clock() }) }).where(eq(bookings.id, booking.id)).run();
  // A webhook may have announced it as a foreign booking before we knew it was ours.
  const isTold = operation.kind === "create" && isToldOf(tx, booking.id);
  record(tx, app, operation, action, data, isTold);
  // It was done there, and then ended by somebody else before we heard of it.
  if (endedAs) record(tx, app, { ...operation, actor: "system:calcom", source: "calcom" }, endedAs, { reason: null });
  return true;
}

const ENDINGS: Operation["kind"][] = ["cancel", "decline"];
const OVER: Partial<Record<Booking["status"], string>> = { cancelled: "cancelled", rejected: "declined" };

/** Somebody else ended it the same way while ours waited, and that was already announced. */
export function isOverAs({ kind }: Pick<Operation, "kind">, { status }: Pick<Booking, "status">): boolean {
  return (kind === "cancel" && status === "cancelled") || (kind === "decline" && status === "rejected");
}

/** Sets the predecessor of a moved booking even if the far end omits it. */
function succeeding(app: App, booking: { id: string }, far: FarBooking): FarBooking {
  const tip = liveTip(app.db, booking.id);
  return { ...far, rescheduledFromUid: far.rescheduledFromUid ?? (tip === far.uid ? null : tip) };
}

/** A refused create leaves no booking behind; the operation and the history stay. */
function settleRefused(tx: Tx, app: App, operation: Operation, reason: string): boolean {
  if (!closeOperation(tx, app, operation, "refused", reason)) return false;
  if (operation.kind === "create") tx.delete(bookings).where(eq(bookings.id, operation.bookingId)).run();
  // It may stand differently there than we think, and so be refused; or parts of it were done before one was refused.
  else rereadLive(tx, app, operation.bookingId);
  record(tx, app, operation, `${operation.kind} refused`, { reason });
  return true;
}

function record(
  tx: Tx,
  app: App,
  operation: Pick<Operation, "bookingId" | "actor" | "correlationId" | "payload"> & { source: Operation["source"] | "calcom" },
  action: string,
  data: Record<string, unknown>,
  isTold = false,
): void {
  const { bookingId, actor, source, correlationId } = operation;
  recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, actor, action, source, correlationId, data });
  if (!isTold && operation.payload.isQuiet !== true) tellPeople(tx, app, bookingId, { action, data, actor });
}
