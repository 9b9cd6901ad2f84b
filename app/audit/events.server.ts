import { and, desc, eq, gte, inArray, like, lt, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/people.ts";
import { auditEvents } from "#db/schema/records.ts";
import { addDays, startOfDate } from "#app/lib/time.ts";
import { ACTORS, type AuditFilters } from "./filters.ts";

export type StoredEvent = typeof auditEvents.$inferSelect;

/** The events that match the filters, newest first; dates are in the zone. */
export function findEvents(db: Db, { before, ...filters }: AuditFilters, zone: string, limit: number): StoredEvent[] {
  const { subject, subjectId, actor, source, q, from, to } = filters;
  return db
    .select()
    .from(auditEvents)
    .where(
      and(
        subject && eq(auditEvents.subjectType, subject),
        subjectId ? eq(auditEvents.subjectId, subjectId) : undefined,
        actor && doneBy(actor),
        source && eq(auditEvents.source, source),
        q ? about(db, q) : undefined,
        from ? gte(auditEvents.at, startOfDate(zone, from)) : undefined,
        to ? lt(auditEvents.at, startOfDate(zone, addDays(to, 1))) : undefined,
        before === undefined ? undefined : lt(auditEvents.seq, before),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit)
    .all();
}

/** "guest" stands alone, the others are followed by who or why. */
function doneBy(kind: (typeof ACTORS)[number]): SQL {
  return or(eq(auditEvents.actor, kind), and(gte(auditEvents.actor, `${kind}:`), lt(auditEvents.actor, `${kind};`))) as SQL;
}

function about(db: Db, q: string): SQL {
  if (!q.includes("@")) return sql`${like(auditEvents.action, `%${q.replace(/[\\%_]/g, "\\$&")}%`)} escape '\\'`;
  const person = db.select({ id: users.id }).from(users).where(eq(users.email, q.toLowerCase())).get();
  if (!person) return sql`0`;
  const actors = ACTORS.map((kind) => `${kind}:${person.id}`);
  return or(inArray(auditEvents.actor, actors), eq(auditEvents.subjectId, person.id)) as SQL;
}
