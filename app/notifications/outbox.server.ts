import type { Tx } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import type { Clock } from "#app/lib/time.ts";
import { newId, type Random } from "#app/lib/tokens.server.ts";

export interface Mail {
  /** What it tells: "verify", "reset", "booked". */
  kind: string;
  recipient: string;
  userId?: string | null;
  bookingId?: string | null;
  payload: {
    subject: string;
    text: string;
    /** A path of ours. Whoever sends it puts our own address before it, never that of the request. */
    link?: string;
  };
}

/** Write the message down in the transaction of what it tells of, so that neither exists without the other. */
export function enqueueMail(tx: Tx, ground: { clock: Clock; random: Random }, mail: Mail): string {
  const now = ground.clock();
  const { kind, recipient, userId = null, bookingId = null, payload } = mail;
  const row = { id: newId(ground.random), kind, channel: "mail" as const, recipient, userId, bookingId, payload };
  tx.insert(notifications).values({ ...row, state: "queued", createdAt: now, nextTryAt: now }).run();
  return row.id;
}
