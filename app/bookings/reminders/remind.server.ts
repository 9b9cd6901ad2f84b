import { and, asc, eq, lte, sql } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import { reminders } from "#db/schema/reminders.ts";
import type { App } from "#app/app.server.ts";
import { enqueueMail } from "#app/notifications/outbox.server.ts";
import { reminderGrid } from "#app/settings/reminders.server.ts";
import { dueAt, graceMs } from "#app/settings/reminder-times.ts";
import { onClocks, whoElseWritesTo } from "../messages/tell.server.ts";
import { textCustomer } from "../messages/text-customer.server.ts";
import { details, selection, type BookingDetails } from "../queries.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { giveWay } from "#app/lib/give-way.ts";
import { isStillToBeReminded, readersOf, textReaderOf } from "./readers.server.ts";
import { reminderContent } from "./content.server.ts";

const AT_ONCE = 3;
const TOO_LATE = "It was too late: nothing was being sent from here when it was due.";

/** While a change is unanswered by the far end, or other times are on offer, a reminder would say something untrue. */
export const isBeingChanged = sql`(EXISTS (SELECT 1 FROM operations o WHERE o.booking_id = ${reminders.bookingId} AND o.state IN ('open', 'waiting') AND o.kind IN ('move', 'cancel', 'decline'))
  OR EXISTS (SELECT 1 FROM absence_rows a WHERE a.booking_id = ${reminders.bookingId} AND a.state IN ('waiting', 'doing', 'offered')))`;

/** All that are due, a few at a time, yielding to visitors' requests in between. */
export async function remindAllDue(app: App, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && remindDue(app) === AT_ONCE) await giveWay();
}

/**
 * Queue some of the reminders that are due. Each appointment in its own transaction, which also marks them as done, so
 * that across processes and restarts each is queued once.
 *
 * @returns how many appointments were processed
 */
export function remindDue(app: App): number {
  const due = app.db
    .select({ bookingId: reminders.bookingId })
    .from(reminders)
    .where(and(lte(reminders.dueAt, app.clock()), sql`NOT ${isBeingChanged}`))
    .orderBy(asc(reminders.dueAt))
    .limit(AT_ONCE)
    .all();
  for (const { bookingId } of due) writing(app.db, (tx) => remindOf(tx, app, bookingId));
  return due.length;
}

function remindOf(tx: Tx, app: App, bookingId: string): void {
  const nowMs = app.clock();
  const row = tx.select().from(reminders).where(and(eq(reminders.bookingId, bookingId), lte(reminders.dueAt, nowMs), sql`NOT ${isBeingChanged}`)).get();
  if (!row) return;
  const grid = reminderGrid(app.db);
  for (const offset of grid) {
    const dueMs = dueAt(row.startsAt, offset);
    if (dueMs > row.doneUntil && dueMs <= nowMs) remindAt(tx, app, bookingId, offset, nowMs - dueMs > graceMs(offset));
  }
  const next = grid.find((offset) => dueAt(row.startsAt, offset) > nowMs);
  if (next === undefined) tx.delete(reminders).where(eq(reminders.bookingId, bookingId)).run();
  else tx.update(reminders).set({ doneUntil: Math.max(row.doneUntil, nowMs), dueAt: dueAt(row.startsAt, next) }).where(eq(reminders.bookingId, bookingId)).run();
}

function remindAt(tx: Tx, app: App, bookingId: string, offset: number, isLate: boolean): void {
  const row = selection(app.db).where(eq(bookings.id, bookingId)).get();
  if (!row) return;
  const found = onClocks(details(row), readCompany(app.db).timeZone);
  for (const reader of readersOf(app.db, found)) {
    if (!isStillToBeReminded(tx, found, { ...reader, recipient: reader.email }, offset)) continue;
    const suppressed = whoElseWritesTo(app, reader.role) ?? (isLate ? TOO_LATE : null);
    enqueueMail(tx, app, { kind: reader.kind, recipient: reader.email, userId: reader.userId, bookingId, payload: reminderContent(app, reader, found, offset), suppressed });
  }
  textReminder(tx, app, found, offset, isLate);
}

/** The same by SMS, where the customer agreed to a number. */
function textReminder(tx: Tx, app: App, found: BookingDetails, offset: number, isLate: boolean): void {
  const reader = textReaderOf(app.db, found);
  if (!reader || !isStillToBeReminded(tx, found, { ...reader, recipient: reader.number }, offset)) return;
  const suppressed = whoElseWritesTo(app, "customer") ?? (isLate ? TOO_LATE : null);
  textCustomer(tx, app, found, { kind: "reminder", suppressed, reminder: { startsAt: found.startsAt, offsetMinutes: offset } });
}
