import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { findOrCreateGuest } from "#app/auth/guests.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import type { Booking } from "../booking.ts";
import { meetsAnother } from "../guard.server.ts";
import { tellOfSighting } from "../messages/tell.server.ts";
import { findOpen } from "../settling/operation.server.ts";
import type { Projection } from "./chain.ts";
import { foreignColumns } from "./columns.server.ts";
import { eventsBetween } from "./history.ts";
import { ownColumns } from "./own-columns.server.ts";
import { enqueueReread } from "./enqueue-reread.server.ts";

/** Where a sighting came from, for the history. */
export interface Origin {
  source: "calcom" | "import";
  correlationId: string | null;
  /** A repair of something missed earlier: people new here are not written to. */
  isRepair?: boolean;
}

export type Written = "added" | "changed" | "same";

/** Write the projection to the row; for our own appointments only the fields the far end decides. */
export function writeProjection(tx: Tx, app: App, bookingId: string | null, projection: Projection, origin: Origin): { bookingId: string | null; outcome: Written | "noted" } {
  const before = bookingId === null ? undefined : tx.select().from(bookings).where(eq(bookings.id, bookingId)).get();
  if (!before) return addRow(tx, app, projection, origin);
  const open = findOpen(app.db, before.id);
  if (open) {
    // A change of ours is announced once, when it is settled. Anything else noted meanwhile is read again.
    if (open.kind !== "create") enqueueReread(tx, app, { uid: projection.tip });
    return { bookingId, outcome: "noted" };
  }
  const isForeign = before.source === "calcom" || before.source === "import";
  const columns = isForeign ? foreignRow(tx, app, projection) : ownColumns(tx, app, before, projection);
  const kept = without(columns ?? {}, [...before.ownFields, ...endedHere(before, columns?.status)]);
  const change = guarded(app, before, onlyChanged(before, kept));
  if (Object.keys(change).length === 0) return { bookingId, outcome: "same" };
  const nowMs = app.clock();
  const isOver = change.status === "cancelled" || change.status === "rejected";
  const sequel = {
    version: before.version + 1,
    updatedAt: nowMs,
    ...(IN_CALENDARS.some((field) => field in change) && { icsSequence: before.icsSequence + 1 }),
    ...(change.status !== undefined && { cancelledAt: isOver ? nowMs : null }),
  };
  tx.update(bookings).set({ ...change, ...sequel }).where(eq(bookings.id, before.id)).run();
  record(tx, app, before.id, eventsBetween(before, { ...before, ...change }), origin);
  return { bookingId, outcome: "changed" };
}

/** Changing these changes the calendar entry. */
const IN_CALENDARS = ["startsAt", "endsAt", "status", "title", "location", "meetingUrl", "serviceId", "staffId", "branchId"] as const satisfies (keyof Booking)[];

function addRow(tx: Tx, app: App, projection: Projection, origin: Origin): { bookingId: string | null; outcome: Written | "noted" } {
  const columns = projection.facts.isBooking ? foreignRow(tx, app, projection) : null;
  if (!columns) return { bookingId: null, outcome: "noted" };
  const nowMs = app.clock();
  const id = newId(app.random);
  const isOver = columns.status === "cancelled" || columns.status === "rejected";
  const row = { id, ...columns, source: origin.source, guarded: false, ownFields: [], cancelledAt: isOver ? nowMs : null, createdAt: nowMs, updatedAt: nowMs };
  const added = tx.insert(bookings).values(row).returning().get();
  record(tx, app, id, eventsBetween(null, added), origin);
  return { bookingId: id, outcome: "added" };
}

/** If it was ended here, we know who and why better than the far end does. */
function endedHere({ status, cancelledBy }: Booking, there: Booking["status"] | undefined): (keyof Booking)[] {
  const isOurs = cancelledBy !== null && !cancelledBy.includes("@");
  return isOurs && status === there ? ["cancelledBy", "cancellationReason"] : [];
}

/** The owner follows the booker: a message that came too early may have named somebody else. */
function foreignRow(tx: Tx, app: App, projection: Projection) {
  const columns = foreignColumns(tx, app, projection);
  if (!columns) return null;
  const { attendeeEmail: email, attendeeName, attendeePhone: phone } = columns;
  return { ...columns, userId: email === null ? null : findOrCreateGuest(tx, { name: attendeeName || email, email, phone }, app.clock(), app.random) };
}

/** The far end decides the time, even if it overlaps another appointment: the row is then stored unguarded. */
function guarded(app: App, before: Booking, change: Partial<Booking>): Partial<Booking> {
  const takesTime = change.startsAt !== undefined || change.endsAt !== undefined || change.staffId !== undefined || change.status !== undefined;
  const after = { ...before, ...change };
  if (!before.guarded || !takesTime || after.staffId === null) return change;
  return meetsAnother(app.db, after) ? { ...change, guarded: false } : change;
}

function onlyChanged<T extends Partial<Booking>>(before: Booking, columns: T): Partial<Booking> {
  return Object.fromEntries(Object.entries(columns).filter(([name, value]) => JSON.stringify(before[name as keyof Booking]) !== JSON.stringify(value)));
}

function without<T extends object>(columns: T, names: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !names.includes(name))) as Partial<T>;
}

function record(tx: Tx, app: App, bookingId: string, events: { action: string; data: Record<string, unknown> }[], origin: Origin): void {
  const { source, correlationId } = origin;
  for (const event of events) recordEvent(tx, app, { subjectType: "booking", subjectId: bookingId, actor: "system:calcom", source, correlationId, ...event });
  tellOfSighting(tx, app, bookingId, events, origin);
}
