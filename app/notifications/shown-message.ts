import { contentOf, type Message, type MessageState } from "./message.ts";
import { kindLabel } from "./wording/kinds.ts";

/** A message as the desk reads it in a list. */
export interface ShownMessage {
  id: string;
  kind: string;
  subject: string;
  recipient: string;
  bookingId: string | null;
  state: MessageState;
  /** "Sent Fri 20 Nov, 10:05": what became of it. */
  standing: string;
  /** Why, or the server's answer. */
  detail: string;
  /** "Fri 20 Nov, 10:00" */
  written: string;
  mayResend: boolean;
}

export function showMessage(row: Message, moment: (ms: number) => string): ShownMessage {
  return {
    id: row.id,
    kind: row.channel === "sms" ? `${kindLabel(row.kind)}, by SMS` : kindLabel(row.kind),
    subject: contentOf(row).subject,
    recipient: row.recipient,
    bookingId: row.bookingId,
    state: row.state,
    standing: STANDINGS[row.state](row, moment),
    detail: row.reason ?? row.answer ?? "",
    written: moment(row.createdAt),
    mayResend: mayResend(row),
  };
}

/** Not for single-use links, which have been delivered, nor for messages that were not to be sent. */
export function mayResend(row: Message): boolean {
  if (row.state === "sent") return !contentOf(row).isOneTime;
  return row.state === "failed" || row.state === "retrying";
}

const STANDINGS: Record<MessageState, (row: Message, moment: (ms: number) => string) => string> = {
  queued: () => "Waiting",
  sending: () => "Being sent",
  sent: ({ settledAt, providerStatus }, moment) => `${providerStatus === "delivered" ? "Delivered" : "Sent"} ${moment(settledAt ?? 0)}`,
  retrying: ({ nextTryAt, attempts }, moment) => `${attempts === 1 ? "Tried once" : `Tried ${attempts} times`}; next ${moment(nextTryAt ?? 0)}`,
  failed: ({ settledAt }, moment) => `Failed ${moment(settledAt ?? 0)}`,
  suppressed: () => "Not sent",
};
