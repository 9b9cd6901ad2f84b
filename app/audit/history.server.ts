import { and, desc, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { auditEvents } from "#db/schema/records.ts";

export interface HistoryEntry {
  seq: number;
  action: string;
  actor: string;
  source: string;
  at: number;
  data: Record<string, unknown>;
}

/** What happened to one booking, newest first. A booking's history is a view of the audit log. */
export function historyOf(db: Db, bookingId: string): HistoryEntry[] {
  return statements(db)
    .history.all({ bookingId })
    .map((row) => ({ ...row, data: row.data ? (JSON.parse(row.data) as Record<string, unknown>) : {} }));
}

const statements = prepared((db) => ({
  history: db
    .select({ seq: auditEvents.seq, action: auditEvents.action, actor: auditEvents.actor, source: auditEvents.source, at: auditEvents.at, data: auditEvents.data })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectType, "booking"), eq(auditEvents.subjectId, sql.placeholder("bookingId"))))
    .orderBy(desc(auditEvents.seq))
    .prepare(),
}));
