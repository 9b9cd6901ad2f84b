import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { attendeesSeen } from "#app/calcom/sighting-of-booking.ts";
import { NOTHING_SEEN } from "#app/calcom/sighting.ts";
import type { Booking } from "../booking.ts";
import { factsOf } from "../sighting/facts.ts";
import { findLink, mergeBookings, noteFacts, superseded } from "../sighting/links.server.ts";
import { hostAddresses } from "../sighting/read.server.ts";

/** The live uid of a booking at the far end; null if it has none there. */
export function liveTip(db: Db, bookingId: string): string | null {
  return liveLink(db, bookingId)?.uid ?? null;
}

/** The same with the far end it was made at, to which every change has to be sent. */
export function liveLink(db: Db, bookingId: string): { uid: string; farEnd: string } | null {
  const tip = db
    .select({ uid: calcomLinks.uid, farEnd: calcomLinks.farEnd })
    .from(calcomLinks)
    .where(and(eq(calcomLinks.bookingId, bookingId), inArray(calcomLinks.state, ["accepted", "pending"])))
    .orderBy(desc(calcomLinks.createdAt), sql`rowid desc`)
    .get();
  return tip ?? null;
}

/** The last uid seen, whatever its state. */
export function lastUid(db: Db, bookingId: string): string | null {
  const last = db.select({ uid: calcomLinks.uid }).from(calcomLinks).where(eq(calcomLinks.bookingId, bookingId)).orderBy(desc(calcomLinks.createdAt), sql`rowid desc`).get();
  return last?.uid ?? null;
}

/** The uid this one replaced in a move. */
export function predecessorOf(db: Db, uid: string): string | null {
  return db.select({ uid: calcomLinks.predecessorUid }).from(calcomLinks).where(eq(calcomLinks.uid, uid)).get()?.uid ?? null;
}

/** The part of a far end's booking that settling needs: a webhook contains no more. */
export type FarBooking = Pick<CalcomBooking, "uid" | "status" | "startMs" | "endMs" | "location" | "meetingUrl" | "rescheduledFromUid" | "icsUid" | "updatedAtMs"> & Partial<Pick<CalcomBooking, "attendees" | "guests">>;

/** What the far end would answer for a booking, from what is stored here; only the location is written differently there. */
export function asKnownHere(booking: Booking, uid: string): FarBooking {
  const { startsAt: startMs, endsAt: endMs, meetingUrl } = booking;
  return { uid, status: booking.status === "pending" ? "pending" : "accepted", startMs, endMs, location: null, meetingUrl, rescheduledFromUid: null, icsUid: null, updatedAtMs: null };
}

/** Store a uid and the facts the far end reports. A uid once seen is never deleted. */
export function linkUid(tx: Tx, app: App, bookingId: string, far: FarBooking): void {
  const at = far.updatedAtMs ?? app.clock();
  const state = far.status === "awaiting_host" ? "pending" : far.status;
  const predecessorUid = far.rescheduledFromUid;
  // Of a move nobody has heard of, or that is nobody's while its former one is passed on: whose the former one is.
  const foreign = findLink(tx, far.uid)?.bookingId ?? (predecessorUid === null ? null : findLink(tx, predecessorUid)?.bookingId);
  if (predecessorUid) noteFacts(tx, app, predecessorUid, superseded, { bookingId: findLink(tx, predecessorUid)?.bookingId ?? bookingId });
  const rootUid = predecessorUid ? findLink(tx, predecessorUid)?.rootUid : undefined;
  const { uid, startMs, endMs, location, meetingUrl, attendees = [], guests = [] } = far;
  const said = factsOf({ ...NOTHING_SEEN, kind: "read", uid, atMs: at, startMs, endMs, location, meetingUrl, attendees: attendeesSeen({ attendees, guests }, hostAddresses(tx)) });
  noteFacts(tx, app, uid, { ...said, state }, { bookingId, predecessorUid, rootUid });
  // A webhook that came before the answer created a row that is really ours.
  if (foreign && foreign !== bookingId) mergeBookings(tx, app, [bookingId, foreign], bookingId);
}
