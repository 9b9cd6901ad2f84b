import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bookings, calcomLinks } from "#db/schema/bookings.ts";
import type { App } from "#app/app.server.ts";
import type { CalcomBooking } from "#app/calcom/model.ts";
import { applySighting } from "../sighting/apply.server.ts";
import { sightingOfRead } from "../sighting/read.server.ts";
import { findOpen } from "../settling/operation.server.ts";
import { differencesBetween } from "./differences.ts";
import { recordFinding, type NewFinding } from "./findings.server.ts";

export interface Comparison {
  runId: number;
  mode: "repair" | "report";
  /** When the far end was asked, UTC milliseconds: changes made here since are newer than its answer. */
  readAtMs: number;
  /** The version of each booking this answer has already changed: a moved appointment appears under several uids. */
  repaired: Map<string, number>;
}

/**
 * Compare one booking of the far end with ours. The difference is whatever applying it would change: webhooks, repairs
 * and comparisons share the same code, so a comparison never reports a change that a repair would not make.
 */
export function compareBooking(tx: Tx, app: App, far: CalcomBooking, { runId, mode, readAtMs, repaired }: Comparison): void {
  const after = rolledBack(tx, (inner) => rowById(inner, applySighting(inner, app, sightingOfRead(inner, far, readAtMs)).bookingId));
  const before = rowById(tx, after?.id ?? null);
  const isNewer = before && before.updatedAt >= readAtMs && repaired.get(before.id) !== before.version;
  if (before && (isNewer || findOpen(app.db, before.id))) return;
  if (mode === "repair") applySighting(tx, app, sightingOfRead(tx, far, readAtMs));
  if (mode === "repair" && before) repaired.set(before.id, rowById(tx, before.id)?.version ?? before.version);
  tx.update(calcomLinks).set({ seenAt: readAtMs }).where(eq(calcomLinks.uid, far.uid)).run();
  const finding = after && findingOf(far, before, after);
  if (finding) recordFinding(tx, app, { runId, ...finding }, mode === "repair" ? "fixed" : "open");
}

function findingOf(far: CalcomBooking, before: Row | null, after: Row): Omit<NewFinding, "runId"> | null {
  if (!before) return { kind: "missing_here", subject: far.uid, uid: far.uid, bookingId: null, differences: [] };
  const differences = differencesBetween(before, after);
  if (differences.length === 0) return null;
  return { kind: "differs", subject: before.id, uid: far.uid, bookingId: before.id, differences };
}

class Undone extends Error {}

function rolledBack<T>(tx: Tx, work: (inner: Tx) => T): T {
  let result!: T;
  try {
    tx.transaction((inner) => {
      result = work(inner);
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return result;
}

type Row = typeof bookings.$inferSelect;

function rowById(tx: Tx, id: string | null): Row | null {
  return id === null ? null : (tx.select().from(bookings).where(eq(bookings.id, id)).get() ?? null);
}
