import { createHash } from "node:crypto";
import { desc } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditEvents } from "#db/schema/records.ts";
import type { Clock } from "#app/lib/time.ts";
import type { Random } from "#app/lib/tokens.server.ts";

export interface AuditEvent {
  /** A booking's history is visible to its customer: internal events use the subject "desk note" with the booking's id. */
  subjectType: "booking" | "desk note" | "user" | "branch" | "service" | "staff" | "settings" | "session" | "bulk" | "import";
  subjectId: string;
  /** "user:<id>", "admin:<id>", "staff:<id>", "guest", "system:<reason>". */
  actor: string;
  /** What was done, in the past: "booked", "moved", "cancelled". */
  action: string;
  source: "web" | "api" | "admin" | "calcom" | "import" | "job";
  correlationId?: string | null;
  /** Values before and after. They may be personal, so they are stored outside the hash chain and can be erased. */
  data?: Record<string, unknown>;
  /** UTC ms; the clock's present when unset. */
  at?: number;
}

/**
 * Append one event in the transaction of its change. Each hash covers the previous one and a salted digest of the data:
 * changing or removing an event breaks the chain, erasing its personal values does not.
 */
export function recordEvent(tx: Tx, deps: { clock: Clock; random: Random }, event: AuditEvent): void {
  const previous = tx.select({ hash: auditEvents.hash }).from(auditEvents).orderBy(desc(auditEvents.seq)).limit(1).get();
  const salt = deps.random(16).toString("hex");
  const data = JSON.stringify(event.data ?? {});
  const row = {
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    actor: event.actor,
    action: event.action,
    source: event.source,
    correlationId: event.correlationId ?? null,
    at: event.at ?? deps.clock(),
    digest: digestOf(salt, data),
  };
  tx.insert(auditEvents).values({ ...row, data, salt, hash: chainHash(previous?.hash ?? "", row) }).run();
}

type Chained = Pick<typeof auditEvents.$inferSelect, "subjectType" | "subjectId" | "actor" | "action" | "source" | "correlationId" | "at" | "digest">;

/** The hash of one link: over the hash before it and every value that must not change. */
export function chainHash(previousHash: string, row: Chained): string {
  const { subjectType, subjectId, actor, action, source, correlationId, at, digest } = row;
  return sha256(JSON.stringify([previousHash, subjectType, subjectId, actor, action, source, correlationId, at, digest]));
}

/** The salted digest of personal values, which reveals nothing once they are erased. */
export function digestOf(salt: string, data: string): string {
  return sha256(salt + data);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
