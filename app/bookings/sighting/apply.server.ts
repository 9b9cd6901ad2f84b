import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { Sighting } from "#app/calcom/sighting.ts";
import { enqueueReread } from "./reread.server.ts";
import { isLiveState, project, stateOf } from "./chain.ts";
import { factsOf } from "./facts.ts";
import { factsOfLink, family, findLink, mergeBookings, noteFacts, seenOf, superseded } from "./links.server.ts";
import { settleBySighting } from "./settle-by-sighting.server.ts";
import { writeProjection, type Origin, type Written } from "./write.server.ts";

export interface Applied {
  /** null: the sighting makes no appointment. */
  bookingId: string | null;
  outcome: Written | "noted";
}

/**
 * Take over what the far end says of a booking, in the caller's transaction. Facts are merged first, then every row
 * they concern is written anew from them: whatever came before, and in whatever order, the rows end up the same.
 */
export function applySighting(tx: Tx, app: App, sighting: Sighting, origin: Origin = { source: "calcom", correlationId: null }): Applied {
  const settled = settleBySighting(tx, app, sighting, origin);
  const { uid, seats, successorUid, eventTypeId } = sighting;
  const predecessorUid = seats === "moved" ? null : sighting.predecessorUid;
  const rootUid = predecessorUid === null ? null : sighting.rootUid;
  noteFacts(tx, app, uid, factsOf(sighting), { predecessorUid, rootUid, bookingId: settled });
  for (const older of new Set([predecessorUid, rootUid])) {
    if (older !== null && older !== uid) noteFacts(tx, app, older, superseded);
  }
  if (successorUid) noteFacts(tx, app, successorUid, {}, { predecessorUid: uid, rootUid: sighting.rootUid });
  if (successorUid && stateOf(factsOfLink(findLink(tx, successorUid))) === null) enqueueReread(tx, app, successorUid);
  // All later ones of the series went without a word: ask for each of them.
  if (sighting.endsSeries) enqueueReread(tx, app, uid, { ...(eventTypeId !== null && { seriesOf: eventTypeId }) });

  if (seats === "moved" && sighting.predecessorUid) leaveSeat(tx, app, sighting, sighting.predecessorUid, origin);
  return writeRow(tx, app, uid, origin);
}

function writeRow(tx: Tx, app: App, uid: string, origin: Origin): Applied {
  const bookingId = bookingOf(tx, app, uid);
  const seen = bookingId === null ? [{ uid, predecessorUid: findLink(tx, uid)?.predecessorUid ?? null, facts: factsOfLink(findLink(tx, uid)) }] : seenOf(tx, bookingId);
  const projection = project(seen);
  if (!projection) return { bookingId, outcome: "noted" };
  const written = writeProjection(tx, app, bookingId, projection, origin);
  if (written.bookingId !== null && bookingId === null) adopt(tx, uid, written.bookingId);
  return written;
}

/** The appointment a uid belongs to; two that turn out to be one become one. */
function bookingOf(tx: Tx, app: App, uid: string): string | null {
  const own = findLink(tx, uid)?.bookingId ?? null;
  const kin = family(tx, uid).filter(({ bookingId }) => bookingId !== null && !isOtherBranch(tx, uid, bookingId));
  const ids = [...new Set([own, ...kin.map(({ bookingId }) => bookingId)])].filter((id) => id !== null);
  const bookingId = ids.length > 1 ? mergeBookings(tx, ids) : ids[0] ?? null;
  if (bookingId !== null) adopt(tx, uid, bookingId);
  else if (family(tx, uid).some((link) => link.bookingId !== null)) enqueueReread(tx, app, uid);
  return bookingId;
}

/** One old link can be used twice, which gives two live bookings: the second is an appointment of its own. */
function isOtherBranch(tx: Tx, uid: string, bookingId: string): boolean {
  const seen = seenOf(tx, bookingId);
  const isAlive = isLiveState(stateOf(factsOfLink(findLink(tx, uid))));
  return isAlive && seen.some((other) => other.uid !== uid && isLiveState(stateOf(other.facts)));
}

/** The uid and all it came from, heard of or not. */
function adopt(tx: Tx, uid: string, bookingId: string): void {
  for (const { uid: each, bookingId: known } of [...family(tx, uid), { uid, bookingId: null }]) {
    if (known === null) tx.update(calcomLinks).set({ bookingId }).where(eq(calcomLinks.uid, each)).run();
  }
}

/** One person of a group moved: the others stay where they were. */
function leaveSeat(tx: Tx, app: App, sighting: Sighting, from: string, origin: Origin): void {
  const people = factsOf({ ...sighting, seats: "released" }).people;
  noteFacts(tx, app, from, { people });
  const known = findLink(tx, from)?.bookingId;
  if (known && tx.select().from(bookings).where(eq(bookings.id, known)).get()) writeRow(tx, app, from, origin);
}
