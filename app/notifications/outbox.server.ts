import type { Tx } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import type { Clock } from "#app/lib/time.ts";
import { newId, type Random } from "#app/lib/tokens.server.ts";
import { isPlaceholder } from "./address.ts";
import type { Content } from "./message.ts";
import { unwanted } from "./preferences.server.ts";

export interface Mail {
  /** What it tells: "verify", "reset", "booked". */
  kind: string;
  /** null: nobody knows one. */
  recipient: string | null;
  userId?: string | null;
  bookingId?: string | null;
  payload: Content;
  /** Why it is not to be sent at all; it is written down all the same. */
  suppressed?: string | null;
}

/** Write the message down in the transaction of what it tells of, so that neither exists without the other. */
export function enqueueMail(tx: Tx, ground: { clock: Clock; random: Random }, mail: Mail): string {
  const now = ground.clock();
  const { kind, recipient, userId = null, bookingId = null, payload } = mail;
  const reason = mail.suppressed ?? unreachable(recipient) ?? (recipient && unwanted(tx, { kind, channel: "mail", reader: { email: recipient }, nowMs: now }));
  const row = { id: newId(ground.random), kind, channel: "mail" as const, recipient: recipient ?? "", userId, bookingId, payload: { ...payload }, createdAt: now };
  const standing = reason === null ? { state: "queued" as const, nextTryAt: now } : { state: "suppressed" as const, reason, settledAt: now };
  tx.insert(notifications).values({ ...row, ...standing }).run();
  return row.id;
}

function unreachable(recipient: string | null): string | null {
  if (!recipient) return "No e-mail address is known.";
  return isPlaceholder(recipient) ? "Cal.com made this address up for a phone number; nobody reads it." : null;
}
