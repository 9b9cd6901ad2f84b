import { eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { Sighting } from "#app/calcom/sighting.ts";
import { enqueueReread } from "./enqueue-reread.server.ts";
import { project, stateOf } from "./chain.ts";
import { factsOf } from "./facts.ts";
import { endingWithPassing, connectedLinks, partsOf, rowsFor, type Part } from "./connected-links.server.ts";
import { factsOfLink, findLink, mergeBookings, noteFacts, superseded } from "./links.server.ts";
import { settleBySighting } from "./settle-by-sighting.server.ts";
import { writeProjection, type Origin, type Written } from "./write.server.ts";

export interface Applied {
  /** null if the sighting makes no appointment. */
  bookingId: string | null;
  outcome: Written | "noted";
}

/**
 * Apply what the far end says about a booking, in the caller's transaction. Facts are merged first, then every affected
 * row is rewritten from them, so that any order of messages ends in the same rows.
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
  if (successorUid && stateOf(factsOfLink(findLink(tx, successorUid))) === null) enqueueReread(tx, app, { uid: successorUid });
  // No message announces the end of the series' later ones: read each of them.
  if (sighting.endsSeries) enqueueReread(tx, app, { uid, ...(eventTypeId !== null && { seriesOf: eventTypeId }) });

  if (seats === "moved" && sighting.predecessorUid) leaveSeat(tx, app, sighting, sighting.predecessorUid, origin);
  return writeRows(tx, app, uid, origin);
}

/** Writes the rows of all connected uids: a third message may show that two others were about one appointment. */
function writeRows(tx: Tx, app: App, uid: string, origin: Origin): Applied {
  const kin = connectedLinks(tx, uid);
  const ending = endingWithPassing(tx, kin);
  tx.update(calcomLinks).set({ bookingId: null }).where(inArray(calcomLinks.uid, ending.map((link) => link.uid))).run();
  const parts = partsOf(kin.filter((link) => !ending.includes(link)));
  const rows = rowsFor(tx, parts);
  const written = parts.map((part) => writePart(tx, app, part, rows.get(part) ?? [], origin));
  return written[parts.findIndex(({ links }) => links.some((link) => link.uid === uid))] ?? { bookingId: null, outcome: "noted" };
}

function writePart(tx: Tx, app: App, { links, told }: Part, ids: string[], origin: Origin): Applied {
  const known = mergeBookings(tx, app, ids, ids[0]);
  const projection = project(told.map((link) => ({ uid: link.uid, predecessorUid: link.predecessorUid, facts: factsOfLink(link) })));
  const applied: Applied = projection ? writeProjection(tx, app, known, projection, origin) : { bookingId: known, outcome: "noted" };
  const { bookingId } = applied;
  const others = links.filter((link) => link.bookingId !== bookingId).map(({ uid }) => uid);
  if (bookingId !== null) tx.update(calcomLinks).set({ bookingId }).where(inArray(calcomLinks.uid, others)).run();
  return applied;
}

/** One person of a group moved: the others stay where they were. */
function leaveSeat(tx: Tx, app: App, sighting: Sighting, from: string, origin: Origin): void {
  const people = factsOf({ ...sighting, seats: "released" }).people;
  noteFacts(tx, app, from, { people });
  const known = findLink(tx, from)?.bookingId;
  if (known && tx.select().from(bookings).where(eq(bookings.id, known)).get()) writeRows(tx, app, from, origin);
}
