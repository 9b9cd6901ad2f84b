import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { operations } from "#db/schema/bookings.ts";
import { deskNotes } from "#db/schema/desk-notes.ts";
import { notifications } from "#db/schema/records.ts";

/**
 * Two rows turned out to be one appointment: transfer the operations of the removed row to the kept one. An appointment
 * has one change under way, so a second waits: it may have been sent already, and is looked for when its turn comes. A
 * second cancellation is redundant.
 */
export function handOver(tx: Tx, from: string, to: string, nowMs: number): void {
  const unsettled = tx.select().from(operations).where(and(eq(operations.bookingId, from), inArray(operations.state, ["open", "waiting"]))).all();
  for (const { id, kind } of unsettled) {
    const there = tx.select().from(operations).where(and(eq(operations.bookingId, to), inArray(operations.state, ["open", "waiting"]))).all();
    const isAsked = kind === "cancel" && there.some((other) => other.kind === "cancel");
    const refused = { state: "refused", failure: "the appointment it is one with is being cancelled already", settledAt: nowMs } as const;
    const state = there.length === 0 ? {} : isAsked ? refused : ({ state: "waiting" } as const);
    tx.update(operations).set({ bookingId: to, ...state }).where(eq(operations.id, id)).run();
  }
  // Settled operations keep their history.
  tx.update(operations).set({ bookingId: to }).where(and(eq(operations.bookingId, from), eq(operations.state, "failed"))).run();
  tx.update(notifications).set({ bookingId: to }).where(eq(notifications.bookingId, from)).run();
  tx.update(deskNotes).set({ bookingId: to }).where(eq(deskNotes.bookingId, from)).run();
}
