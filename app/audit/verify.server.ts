import { asc, gt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { auditEvents } from "#db/schema/records.ts";
import { chainHash, digestOf } from "./record.server.ts";

export interface ChainReport {
  /** How many events are intact before the first broken link. */
  whole: number;
  /** The hash of the last of them: kept elsewhere, it proves later that nothing before it was rewritten. */
  head: string | null;
  /** The first event that is not what was recorded. */
  broken: { seq: number; why: "missing" | "altered" } | null;
  /** Whether the noted hash, if one was given, is that of an event. */
  knowsNoted: boolean;
}

const BATCH = 1_000;

/**
 * Verify the chain from its beginning. Erased personal values do not break it. Numbers are never reused, so a gap, even
 * at the end, is a loss. Whoever owns the file could rewrite the whole chain: only a hash kept elsewhere reveals that.
 */
export function verifyChain(db: Db, noted?: string): ChainReport {
  const report: ChainReport = { whole: 0, head: null, broken: null, knowsNoted: noted === undefined };
  for (const event of inOrder(db)) {
    const seq = report.whole + 1;
    if (event.seq !== seq) return { ...report, broken: { seq, why: "missing" } };
    const isWhole = event.hash === chainHash(report.head ?? "", event) && (event.data === null || event.digest === digestOf(event.salt ?? "", event.data));
    if (!isWhole) return { ...report, broken: { seq, why: "altered" } };
    report.whole = seq;
    report.head = event.hash;
    if (event.hash === noted) report.knowsNoted = true;
  }
  const given = db.get<{ seq: number } | undefined>(sql`SELECT seq FROM sqlite_sequence WHERE name = 'audit_events'`)?.seq ?? 0;
  return given > report.whole ? { ...report, broken: { seq: report.whole + 1, why: "missing" } } : report;
}

/** The number of the first event that is not what was recorded: altered, or missing. null while the chain is whole. */
export function brokenLink(db: Db): number | null {
  return verifyChain(db).broken?.seq ?? null;
}

function* inOrder(db: Db) {
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const batch = db.select().from(auditEvents).where(gt(auditEvents.seq, last)).orderBy(asc(auditEvents.seq)).limit(BATCH).all();
    yield* batch;
    if (batch.length < BATCH) return;
    last = batch.at(-1)!.seq;
  }
}
