import { and, eq, inArray, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks, operations } from "#db/schema/bookings.ts";
import { isLiveState, stateOf } from "./chain.ts";
import { factsOfLink, findLink, type Link } from "./links.server.ts";

/** One appointment's uids, with their links and rows. */
export interface Part {
  links: Link[];
  told: Link[];
}

/** Every uid connected with this one, by moves reported in any order or by a shared appointment. */
export function connectedLinks(tx: Tx, uid: string): Link[] {
  const found = new Map<string, Link>();
  const waiting = [uid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const link = found.has(next) ? null : findLink(tx, next);
    if (!link) continue;
    found.set(next, link);
    waiting.push(...neighboursOf(tx, link));
  }
  return [...found.values()];
}

function neighboursOf(tx: Tx, { uid, predecessorUid, rootUid, bookingId }: Link): string[] {
  const older = predecessorUid === null ? [] : [predecessorUid, rootUid].filter((each) => each !== null);
  const others = or(eq(calcomLinks.predecessorUid, uid), bookingId === null ? undefined : eq(calcomLinks.bookingId, bookingId));
  return [...older, ...tx.select({ uid: calcomLinks.uid }).from(calcomLinks).where(others).all().map((link) => link.uid)];
}

/** An old reschedule link can be used twice, which makes two live bookings: all but the first reported become appointments of their own. */
export function partsOf(kin: Link[]): Part[] {
  const live = kin.filter(isLive).sort((a, b) => toldAt(a) - toldAt(b) || (a.uid < b.uid ? -1 : 1));
  const apart = live.filter((link, at) => live.slice(0, at).some((first) => areSiblings(kin, first, link)));
  const links = kin.filter((link) => !apart.includes(link));
  return [{ links, told: links }, ...apart.map((link) => ({ links: [link], told: [link, ...ancestorsOf(kin, link)] }))];
}

/**
 * While an appointment is being reassigned, moving the old booking at the far end creates one that is cancelled once
 * the reassignment is settled. Until then it gets no row, so that nobody works on it.
 */
export function endingWithPassing(tx: Tx, kin: Link[]): Link[] {
  const ids = kin.flatMap(({ bookingId }) => bookingId ?? []);
  const passing = tx.select().from(operations).where(and(inArray(operations.bookingId, ids), eq(operations.kind, "reassign"), inArray(operations.state, ["open", "waiting"]))).all();
  const isEnding = (link: Link, { fromUid, madeUid }: Record<string, unknown>) => {
    const older = ancestorsOf(kin, link).map(({ uid }) => uid);
    return typeof madeUid === "string" && link.uid !== madeUid && !older.includes(madeUid) && older.includes(fromUid as string);
  };
  return kin.filter((link) => isLive(link) && passing.some(({ payload }) => isEnding(link, payload)));
}

function areSiblings(kin: Link[], a: Link, b: Link): boolean {
  const older = ancestorsOf(kin, a);
  return ancestorsOf(kin, b).some((link) => older.includes(link));
}

function ancestorsOf(kin: Link[], { predecessorUid }: Link): Link[] {
  const older = predecessorUid === null ? undefined : kin.find(({ uid }) => uid === predecessorUid);
  return older ? [older, ...ancestorsOf(kin.filter((link) => link !== older), older)] : [];
}

const isLive = (link: Link) => isLiveState(stateOf(factsOfLink(link)));
const toldAt = (link: Link) => factsOfLink(link).scalars.startMs?.[0] ?? 0;

/**
 * Assigns rows to appointments: each keeps the row of its live uid. Remaining rows are duplicates: the older one is
 * kept, our own before a foreign one.
 */
export function rowsFor(tx: Tx, parts: Part[]): Map<Part, string[]> {
  const ids = parts.flatMap(({ links }) => links.flatMap(({ bookingId }) => bookingId ?? []));
  const rows = tx.select({ id: bookings.id, seq: bookings.seq, source: bookings.source }).from(bookings).where(inArray(bookings.id, ids)).all();
  const isForeign = (source: string) => source === "calcom" || source === "import";
  const inOrder = rows.sort((a, b) => Number(isForeign(a.source)) - Number(isForeign(b.source)) || a.seq - b.seq).map(({ id }) => id);
  const owner = new Map<string, Part>();
  for (const claims of [isLive, () => true]) {
    for (const part of parts) for (const { bookingId } of part.links.filter(claims)) if (bookingId !== null && !owner.has(bookingId)) owner.set(bookingId, part);
  }
  return new Map(parts.map((part) => [part, inOrder.filter((id) => owner.get(id) === part)]));
}
