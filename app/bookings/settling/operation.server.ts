import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { operations } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { IDEMPOTENCY_MS } from "#app/jobs/sweep.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { newId } from "#app/lib/tokens.server.ts";

/** A change requested from the far end, recorded before it is sent. */
export type Operation = typeof operations.$inferSelect;

type NewOperation = Pick<Operation, "bookingId" | "kind" | "actor"> & Partial<Operation>;

/**
 * Record an operation. A booking has one open operation at a time: a unique index refuses a second.
 *
 * @throws AppError conflict while another change of the same booking is under way
 */
export function openOperation(tx: Tx, app: App, operation: NewOperation): Operation {
  assertUnchanging(app.db, operation.bookingId);
  return insert(tx, app, operation, "open");
}

/** @throws AppError conflict while another change of the booking is under way */
export function assertUnchanging(db: Db, bookingId: string): void {
  if (!findOpen(db, bookingId) && !findCancelling(db, bookingId)) return;
  throw new AppError("conflict", "This appointment is being changed right now. Please look again in a moment.", { cause: { code: "operation_open" } });
}

function insert(tx: Tx, app: App, operation: NewOperation, state: "open" | "waiting"): Operation {
  const ids = { id: newId(app.random), requestId: newId(app.random) };
  return tx.insert(operations).values({ payload: {}, ...operation, ...ids, state, createdAt: app.clock() }).returning().get();
}

/**
 * For a cancellation, which must not be lost to a change under way, a failed create or a calendar that is switched off:
 * it starts at once, or as soon as it can.
 */
export function queueOperation(tx: Tx, app: App, operation: NewOperation, mayBegin: boolean): Operation {
  if (mayBegin && !isUnsettled(app.db, operation.bookingId, "create")) return openOperation(tx, app, operation);
  return insert(tx, app, operation, "waiting");
}

/** Start what only waited for the calendar to be switched on: at once, since it was never sent. */
export function releaseAllWaiting(db: Db, nowMs: number): void {
  db.run(
    sql`UPDATE operations SET state = 'open', not_before = ${nowMs} WHERE ${isNext} AND NOT EXISTS (SELECT 1 FROM operations o WHERE o.booking_id = operations.booking_id AND (o.state = 'open' OR (o.state = 'failed' AND o.kind = 'create')))`,
  );
}

/** Whether a change of the booking has no known outcome: one is under way, or one (of the given kind) waits for a person. */
export function isUnsettled(db: Db, bookingId: string, failedKind?: Operation["kind"]): boolean {
  const failed = () => statements(db).byState.all({ bookingId, state: "failed" }).some(({ kind }) => failedKind === undefined || kind === failedKind);
  return findOpen(db, bookingId) !== null || failed();
}

export function findOpen(db: Db, bookingId: string): Operation | null {
  return statements(db).byState.get({ bookingId, state: "open" }) ?? null;
}

/** The cancellation that is under way or waiting. */
export function findCancelling(db: Db, bookingId: string): Operation | null {
  const open = findOpen(db, bookingId);
  if (open?.kind === "cancel") return open;
  return statements(db).byState.all({ bookingId, state: "waiting" }).find(({ kind }) => kind === "cancel") ?? null;
}

export interface Idempotency {
  /** Who sent the form, so that the keys of two visitors never collide. */
  scope: string;
  key: string;
  bodyHash: string;
}

/**
 * The operation this form already started, if it was sent within the last day.
 *
 * @throws AppError conflict when the same key came with another body
 */
export function findRepeated({ db, clock }: Pick<App, "db" | "clock">, { scope, key, bodyHash }: Idempotency): Operation | null {
  const earlier = statements(db).byKey.get({ scope, key });
  if (earlier && earlier.createdAt < clock() - IDEMPOTENCY_MS && earlier.state !== "open") return null;
  if (earlier && earlier.bodyHash !== bodyHash) {
    throw new AppError("conflict", "This form was sent before with other details. Please check your appointment before you book again.", { cause: { code: "idempotency_key_reused" } });
  }
  return earlier ?? null;
}

/** Frees a key after its day. */
export function forgetRepeatable(tx: Tx, { scope, key }: Idempotency): void {
  tx.update(operations).set({ idempotencyScope: null, idempotencyKey: null }).where(and(eq(operations.idempotencyScope, scope), eq(operations.idempotencyKey, key))).run();
}

/** Settles once: a second caller finds it settled and does nothing. */
export function closeOperation(tx: Tx, app: App, operation: Operation, state: "done" | "refused" | "failed", failure?: string): boolean {
  const closed = tx
    .update(operations)
    // A refused form may be sent again, so it gives its key back.
    .set({ state, failure: failure ?? null, settledAt: app.clock(), ...(state === "refused" && { idempotencyKey: null, idempotencyScope: null }) })
    .where(and(eq(operations.id, operation.id), eq(operations.state, "open")))
    .run();
  // For a failed create nobody knows whether there is anything to cancel.
  if (closed.changes > 0 && !(operation.kind === "create" && state === "failed")) releaseWaiting(tx, operation, state);
  return closed.changes > 0;
}

/** Several may wait if two rows turned out to be one appointment: the oldest goes first. */
const isNext = sql`operations.id = (SELECT w.id FROM operations w WHERE w.booking_id = operations.booking_id AND w.state = 'waiting' ORDER BY w.created_at, w.rowid LIMIT 1)`;

/** Start the waiting operation, unless there is nothing left to change. */
function releaseWaiting(tx: Tx, { kind, bookingId }: Operation, state: Operation["state"]): void {
  const isMoot = kind === "create" && state === "refused";
  const waiting = and(eq(operations.bookingId, bookingId), eq(operations.state, "waiting"));
  if (isMoot) tx.update(operations).set({ state: "refused" }).where(waiting).run();
  else tx.update(operations).set({ state: "open" }).where(and(waiting, isNext)).run();
}

export function bodyHash(body: unknown): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("hex");
}

const statements = prepared((db) => ({
  byKey: db
    .select()
    .from(operations)
    .where(and(eq(operations.idempotencyScope, sql.placeholder("scope")), eq(operations.idempotencyKey, sql.placeholder("key"))))
    .prepare(),
  byState: db
    .select()
    .from(operations)
    .where(and(eq(operations.bookingId, sql.placeholder("bookingId")), eq(operations.state, sql.placeholder("state"))))
    .prepare(),
}));
