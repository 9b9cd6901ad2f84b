import { and, desc, eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings, operations } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { askedBy, type Viewer } from "#app/auth/viewer.ts";
import { AppError } from "#app/lib/errors.ts";
import { assertFree, isOverlap, timeTaken } from "../guard.server.ts";
import { assertBookingOn } from "./booking-switch.server.ts";
import { findOpen, type Operation } from "./operation.server.ts";
import { alreadyDone } from "./perform.server.ts";
import { assertAdministrator } from "../scope.server.ts";
import { rereadLive } from "./reread-live.server.ts";
import { settleNow } from "./settle-open.server.ts";
import { settleIn } from "./settle.server.ts";

export interface UnsettledOperation extends Pick<Operation, "id" | "kind" | "bookingId" | "attempts" | "createdAt"> {
  /** Why it was given up, in words for the desk. */
  failure: string;
  title: string;
  startsAt: number;
}

/** The unsettled changes that need a person: newest first, of one booking or of all. */
export function listUnsettled(app: App, viewer: Viewer, bookingId?: string): UnsettledOperation[] {
  assertAdministrator(viewer);
  return app.db
    .select({
      id: operations.id,
      kind: operations.kind,
      bookingId: operations.bookingId,
      attempts: operations.attempts,
      createdAt: operations.createdAt,
      failure: operations.failure,
      title: bookings.title,
      startsAt: bookings.startsAt,
    })
    .from(operations)
    .innerJoin(bookings, eq(bookings.id, operations.bookingId))
    .where(and(eq(operations.state, "failed"), bookingId === undefined ? undefined : eq(operations.bookingId, bookingId)))
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .all()
    .map((row) => ({ ...row, failure: row.failure ?? "no answer" }));
}

/**
 * Check with the far end once more, and send the change again if it is not there: since a person has looked, this
 * includes changes that are not safe to resend automatically.
 *
 * @returns the operation's state afterwards: "done", "refused", "open" or "failed" again
 * @throws AppError not_found; forbidden; conflict while another change is under way or when its time was taken;
 *   upstream_down while switched off
 */
export async function retryOperation(app: App, viewer: Viewer, operationId: string): Promise<Operation["state"]> {
  assertAdministrator(viewer);
  assertBookingOn(app);
  await settleNow(app, writing(app.db, (tx) => reopen(tx, app, failedOne(app, operationId))));
  return app.db.select({ state: operations.state }).from(operations).where(eq(operations.id, operationId)).get()?.state ?? "refused";
}

/**
 * Discard an unsettled change, and with it a booking that was never made. If it turns out that the far end has done it
 * after all, it is settled as done instead.
 *
 * @throws AppError not_found; forbidden; upstream_down when nobody can say whether the booking was made
 */
export async function dismissOperation(app: App, viewer: Viewer, operationId: string, correlationId: string): Promise<"dismissed" | "done"> {
  assertAdministrator(viewer);
  const operation = failedOne(app, operationId);
  const booking = app.db.select().from(bookings).where(eq(bookings.id, operation.bookingId)).get();
  const found = booking ? await alreadyDone(app, operation, booking, { effort: "write", correlationId }) : "not there";
  if (found !== "not there" && found.outcome === "unknown" && operation.kind === "create") {
    throw new AppError("upstream_down", "The calendar cannot be asked at the moment whether this was booked. Please try again in a few minutes.");
  }
  return writing(app.db, (tx) => {
    if (found !== "not there" && found.outcome === "confirmed") {
      settleIn(tx, app, reopen(tx, app, failedOne(app, operationId)), found);
      return "done";
    }
    dismiss(tx, app, viewer, failedOne(app, operationId), correlationId);
    return "dismissed";
  });
}

function failedOne(app: App, id: string): Operation {
  const operation = app.db.select().from(operations).where(and(eq(operations.id, id), eq(operations.state, "failed"))).get();
  if (!operation) throw new AppError("not_found", "This change is settled already.");
  return operation;
}

/** As if it had just been recorded, except that it is looked for before it is sent. */
function reopen(tx: Tx, app: App, operation: Operation): Operation {
  const { id, bookingId, targetStaffId, blockedFrom, blockedUntil } = operation;
  if (findOpen(app.db, bookingId)) throw new AppError("conflict", "This appointment is being changed right now. Please look again in a moment.", { cause: { code: "operation_open" } });
  if (targetStaffId !== null && blockedFrom !== null && blockedUntil !== null) {
    assertFree(app.db, { staffId: targetStaffId, from: blockedFrom, until: blockedUntil, holder: null, nowMs: app.clock(), exceptBookingId: bookingId });
  }
  try {
    const payload = { ...operation.payload, sendAgain: true };
    return tx.update(operations).set({ state: "open", attempts: 0, notBefore: null, failure: null, settledAt: null, payload }).where(eq(operations.id, id)).returning().get();
  } catch (error) {
    throw isOverlap(error) ? timeTaken(error) : error;
  }
}

function dismiss(tx: Tx, app: App, viewer: Viewer, { id, kind, bookingId }: Operation, correlationId: string): void {
  tx.update(operations).set({ state: "refused", failure: "dismissed", settledAt: app.clock(), idempotencyKey: null, idempotencyScope: null }).where(eq(operations.id, id)).run();
  if (kind === "create") {
    tx.update(operations).set({ state: "refused", failure: "dismissed" }).where(and(eq(operations.bookingId, bookingId), eq(operations.state, "waiting"))).run();
    tx.delete(bookings).where(eq(bookings.id, bookingId)).run();
  } else rereadLive(tx, app, bookingId);
  recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, ...askedBy(viewer), action: `${kind} dismissed`, correlationId, data: {} });
}
