import { and, eq } from "drizzle-orm";
import { writing, type Tx } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import type { App } from "#app/app.server.ts";
import type { Message } from "../message.ts";
import { takeCallback } from "./callback.server.ts";

/** Twilio's statuses in order; the last three are final. They may arrive in any order. */
const RANK = new Map([["accepted", 0], ["scheduled", 0], ["queued", 0], ["sending", 1], ["sent", 2], ["delivered", 3], ["undelivered", 3], ["failed", 3]]);

/** Handle Twilio's delivery status of a text. Unknown messages are ignored. */
export function receiveSmsStatus(app: App, request: Request): Promise<Response> {
  return takeCallback(app, request, (params) => {
    const status = params.get("MessageStatus") ?? params.get("SmsStatus") ?? "";
    const told = { sid: params.get("MessageSid") ?? params.get("SmsSid") ?? "", to: params.get("To") ?? "", status, code: params.get("ErrorCode") };
    const notification = writing(app.db, (tx) => noteStatus(tx, told, app.clock()));
    if (notification !== null) app.log.info({ notification, status }, "what became of a text");
    return new Response(null, { status: 204 });
  });
}

interface Told {
  sid: string;
  to: string;
  status: string;
  code: string | null;
}

/** @returns the message it was about; null when there is none, or nothing new was said */
function noteStatus(tx: Tx, { sid, to, status, code }: Told, nowMs: number): string | null {
  const rank = RANK.get(status);
  const row = rank === undefined || sid === "" ? undefined : about(tx, sid, to);
  if (!row || rank === undefined || rank <= (RANK.get(row.providerStatus ?? "") ?? -1)) return null;
  const said = { providerId: sid, providerStatus: status };
  const isLost = status === "undelivered" || status === "failed";
  const reason = isLost ? lostReason(code) : null;
  // While it is being sent, only the sender writes its state.
  const settled = row.state === "sending" ? { reason } : isLost ? { state: "failed" as const, reason, settledAt: nowMs } : { settledAt: nowMs };
  tx.update(notifications).set({ ...said, ...settled }).where(eq(notifications.id, row.id)).run();
  return row.id;
}

/**
 * Twilio may report on a message before its acceptance was recorded: then it is the one on its way to this number, if
 * there is only one.
 */
function about(tx: Tx, sid: string, to: string): Message | undefined {
  const known = tx.select().from(notifications).where(eq(notifications.providerId, sid)).get();
  if (known) return known;
  const isUnderWay = and(eq(notifications.channel, "sms"), eq(notifications.state, "sending"), eq(notifications.recipient, to));
  const [only, ...others] = tx.select().from(notifications).where(isUnderWay).limit(2).all();
  return others.length === 0 && only?.providerId === null ? only : undefined;
}

function lostReason(code: string | null): string {
  const words = code === null ? undefined : WORDS[code];
  return words ? `${words} (${code}).` : `It did not arrive${code ? ` (${code})` : ""}.`;
}

/** https://www.twilio.com/docs/api/errors */
const WORDS: Record<string, string> = {
  "30003": "The telephone is switched off or out of reach",
  "30004": "The number blocks our texts",
  "30005": "The number is unknown or not in service",
  "30006": "The number is a landline, or its network takes no texts",
  "30007": "The network filtered it as unwanted",
  "30008": "The network did not deliver it and does not say why",
};
