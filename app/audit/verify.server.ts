import { asc, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { auditEvents } from "#db/schema/records.ts";
import { chainHash, digestOf } from "./record.server.ts";

/**
 * The number of the first event that is not what was recorded: altered, or missing. null while the chain is whole.
 * Erased personal values leave it whole. Numbers are never given twice, so a gap, also at the end, is a loss.
 */
export function brokenLink(db: Db): number | null {
  let expected = 1;
  let previousHash = "";
  for (const event of db.select().from(auditEvents).orderBy(asc(auditEvents.seq)).all()) {
    const isWhole = event.seq === expected && event.hash === chainHash(previousHash, event) && (event.data === null || event.digest === digestOf(event.salt ?? "", event.data));
    if (!isWhole) return expected;
    previousHash = event.hash;
    expected += 1;
  }
  const given = db.get<{ seq: number } | undefined>(sql`SELECT seq FROM sqlite_sequence WHERE name = 'audit_events'`)?.seq ?? 0;
  return given >= expected ? expected : null;
}
