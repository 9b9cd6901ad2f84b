import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks, operations } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { Sighting } from "#app/calcom/sighting.ts";
import { noteMade } from "../settling/ask-reassign.server.ts";
import { linkUid, liveTip, type FarBooking } from "../settling/link.server.ts";
import { findOpen, type Operation } from "../settling/operation.server.ts";
import { settleIn } from "../settling/settle.server.ts";
import type { Origin } from "./write.server.ts";

/**
 * Settle an open operation of ours by a sighting that shows its outcome, exactly as its own answer would.
 *
 * @returns the booking it belongs to; null if no operation of ours waits for it
 */
export function settleBySighting(tx: Tx, app: App, sighting: Sighting, { correlationId }: Origin): string | null {
  const operation = waitingFor(tx, app, sighting);
  const far = operation && farOf(sighting);
  if (!operation || !far) return null;
  if (operation.kind === "reassign") {
    // The new booking exists; cancelling the old one is left to the operation.
    noteMade(tx, operation.id, far.uid);
    linkUid(tx, app, operation.bookingId, { ...far, rescheduledFromUid: (operation.payload.fromUid as string | undefined) ?? null });
    return operation.bookingId;
  }
  settleIn(tx, app, { ...operation, correlationId: operation.correlationId ?? correlationId }, { outcome: "confirmed", far });
  return operation.bookingId;
}

function waitingFor(tx: Tx, app: App, sighting: Sighting): Operation | null {
  const { state, uid, predecessorUid, startMs, seats } = sighting;
  const known = bookingOf(tx, uid) ?? (predecessorUid && bookingOf(tx, predecessorUid));
  if (!known) return createWith(tx, sighting);
  const open = findOpen(app.db, known);
  const tip = liveTip(app.db, known);
  const isIt =
    // Giving back one seat does not end the group booking.
    (open?.kind === "cancel" && state === "cancelled" && seats === null && uid === tip) ||
    (open?.kind === "move" && (state === "accepted" || state === "pending") && predecessorUid === (open.payload.fromUid ?? tip) && startMs === open.targetStartsAt) ||
    (open?.kind === "confirm" && state === "accepted" && uid === tip) ||
    (open?.kind === "decline" && state === "rejected" && uid === tip);
  return isIt ? open : null;
}

/**
 * A visitor may forge a request id: it is trusted only while its operation has no outcome, and only for the same
 * attendee at the same time. An operation that was given up is resumed.
 */
function createWith(tx: Tx, { metadata, startMs, state, attendees }: Sighting): Operation | null {
  const requestId = metadata.portalRequestId;
  if (!requestId || (state !== "accepted" && state !== "pending")) return null;
  const unsettled = and(eq(operations.requestId, requestId), inArray(operations.kind, ["create", "reassign"]), inArray(operations.state, ["open", "failed"]));
  const operation = tx.select().from(operations).where(unsettled).get();
  const booking = operation && tx.select().from(bookings).where(eq(bookings.id, operation.bookingId)).get();
  if (!booking || booking.startsAt !== startMs) return null;
  const [booker] = attendees ?? [];
  if (booking.attendeeEmail !== null && booker?.email !== booking.attendeeEmail.toLowerCase()) return null;
  if (operation.state === "failed") tx.update(operations).set({ state: "open", failure: null }).where(eq(operations.id, operation.id)).run();
  return { ...operation, state: "open" };
}

function farOf({ uid, state, startMs, endMs, location, meetingUrl, predecessorUid, icsUid, atMs }: Sighting): FarBooking | null {
  if (startMs === null || endMs === null || state === null || state === "superseded") return null;
  return { uid, status: state, startMs, endMs, location, meetingUrl, rescheduledFromUid: predecessorUid, icsUid, updatedAtMs: atMs };
}

const bookingOf = (tx: Tx, uid: string) => tx.select({ bookingId: calcomLinks.bookingId }).from(calcomLinks).where(eq(calcomLinks.uid, uid)).get()?.bookingId ?? null;
