import { eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { SeenState } from "#app/calcom/sighting.ts";
import { handOver } from "./hand-over.server.ts";
import { stateOf } from "./chain.ts";
import { mergeFacts, NO_FACTS, type Facts } from "./facts.ts";

export type Link = typeof calcomLinks.$inferSelect;

export function findLink(tx: Tx, uid: string): Link | null {
  return tx.select().from(calcomLinks).where(eq(calcomLinks.uid, uid)).get() ?? null;
}

/** The facts of a uid; for one linked before facts were stored, only its state. */
export function factsOfLink(link: Link | null): Facts {
  if (!link) return NO_FACTS;
  const facts = (link.facts as Facts | null) ?? NO_FACTS;
  const isGroup = Object.values(facts.people).some(({ seat }) => seat);
  return isGroup || link.state === "unknown" ? facts : mergeFacts(facts, { ...NO_FACTS, state: link.state });
}

/** Merge new facts into those of a uid. */
export function noteFacts(tx: Tx, app: App, uid: string, said: Partial<Facts>, chain: { predecessorUid?: string | null; rootUid?: string | null; bookingId?: string | null } = {}): void {
  const link = findLink(tx, uid);
  const facts = mergeFacts(factsOfLink(link), { ...NO_FACTS, ...said });
  const state: Link["state"] = stateOf(facts) ?? "unknown";
  const nowMs = app.clock();
  const known = { facts, state, ...(link?.state !== state && { stateAt: nowMs }) };
  const predecessorUid = link?.predecessorUid ?? chain.predecessorUid ?? null;
  // A uid mentioned before its own message is its own root.
  const rootUid = (link?.rootUid !== uid && link?.rootUid) || chain.rootUid || predecessorUid || uid;
  const bookingId = chain.bookingId ?? link?.bookingId ?? null;
  tx.insert(calcomLinks)
    .values({ uid, bookingId, ...known, stateAt: nowMs, predecessorUid, rootUid, farEnd: app.farEnd.name, createdAt: nowMs })
    .onConflictDoUpdate({ target: calcomLinks.uid, set: { bookingId, predecessorUid, rootUid, ...known } })
    .run();
}

export const superseded: Partial<Facts> = { state: "superseded" satisfies SeenState };

/** Merge rows that turn out to be one appointment: the older one is kept, or ours. */
export function mergeBookings(tx: Tx, app: Pick<App, "clock">, ids: string[], ours?: string): string | null {
  const rows = tx.select({ id: bookings.id }).from(bookings).where(inArray(bookings.id, ids)).orderBy(bookings.seq).all().map(({ id }) => id);
  const kept = ours ?? rows[0];
  if (kept === undefined) return null;
  for (const id of rows.filter((each) => each !== kept)) {
    tx.update(calcomLinks).set({ bookingId: kept }).where(eq(calcomLinks.bookingId, id)).run();
    handOver(tx, id, kept, app.clock());
    tx.delete(bookings).where(eq(bookings.id, id)).run();
  }
  return kept;
}
