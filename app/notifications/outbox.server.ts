import type { Db, Tx } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { isPlaceholder } from "./address.ts";
import type { Content, Message } from "./message.ts";
import { unwanted } from "./preferences.server.ts";
import { hasSms } from "./sms/has-sms.ts";

interface Outgoing {
  /** What it tells: "verify", "reset", "booked". */
  kind: string;
  userId?: string | null;
  bookingId?: string | null;
  payload: Content;
  /** Why it is not to be sent; it is recorded anyway. */
  suppressed?: string | null;
}

export interface Mail extends Outgoing {
  /** null: nobody knows one. */
  recipient: string | null;
}

export interface Sms extends Outgoing {
  /** E.164. */
  recipient: string;
}

type Deps = Pick<App, "clock" | "random">;

/** Enqueue a message in the transaction of its event, so that neither exists without the other. */
export function enqueueMail(tx: Tx, deps: Deps, mail: Mail): string {
  const suppressed = mail.suppressed ?? whyNotMailed(tx, { ...mail, nowMs: deps.clock() });
  return write(tx, deps, "mail", { ...mail, recipient: mail.recipient ?? "", suppressed });
}

/** The same by SMS. Without a Twilio account it is recorded as not sent. */
export function enqueueSms(tx: Tx, deps: Deps & Pick<App, "env" | "demo">, sms: Sms): string {
  return write(tx, deps, "sms", { ...sms, suppressed: sms.suppressed ?? (hasSms(deps) ? null : "SMS is off: no Twilio account is set.") });
}

function write(
  tx: Tx,
  deps: Deps,
  channel: Message["channel"],
  { kind, recipient, userId = null, bookingId = null, payload, suppressed: reason = null }: Outgoing & { recipient: string },
): string {
  const now = deps.clock();
  const row = { id: newId(deps.random), kind, channel, recipient, userId, bookingId, payload: { ...payload }, createdAt: now };
  const standing = reason === null ? { state: "queued" as const, nextTryAt: now } : { state: "suppressed" as const, reason, settledAt: now };
  tx.insert(notifications)
    .values({ ...row, ...standing })
    .run();
  return row.id;
}

/** null if it may be sent. */
export function whyNotMailed(db: Db | Tx, { kind, recipient, nowMs }: Pick<Mail, "kind" | "recipient"> & { nowMs: number }): string | null {
  return unreachable(recipient) ?? (recipient && unwanted(db, { kind, channel: "mail", reader: { email: recipient }, nowMs }));
}

function unreachable(recipient: string | null): string | null {
  if (!recipient) return "No e-mail address is known.";
  return isPlaceholder(recipient) ? "Cal.com made this address up for a phone number; nobody reads it." : null;
}
