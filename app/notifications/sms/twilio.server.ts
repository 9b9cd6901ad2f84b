import type { App } from "#app/app.server.ts";
import type { SmsAccount } from "#app/lib/env.server.ts";
import { paths } from "#app/lib/paths.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import type { Answer, Carrier } from "../carrier.ts";
import { contentOf, type Message } from "../message.ts";
import { isStopped } from "../sms-consent.server.ts";

const PATIENCE_MS = 15 * SECOND_MS;

/**
 * Messages by SMS through Twilio's API (https://www.twilio.com/docs/messaging/api/message-resource): one form-encoded POST
 * a message. Twilio says later, at `appUrl`, whether it arrived.
 */
export function twilioCarrier({ db, fetch }: Pick<App, "db" | "fetch">, account: SmsAccount, appUrl: string): Carrier {
  return {
    channel: "sms",
    carry: async (message) => {
      if (isStopped(db, message.recipient)) return { outcome: "dropped", reason: "This number replied STOP." };
      try {
        return await answerOf(await fetch(requestFor(message, account, appUrl)));
      } catch (error) {
        const isLate = error instanceof Error && error.name === "TimeoutError";
        return { outcome: "later", reason: isLate ? "Twilio did not answer in time." : "Twilio could not be reached.", answer: null, isDown: true };
      }
    },
  };
}

function requestFor(message: Message, { accountSid, authToken, from, apiUrl }: SmsAccount, appUrl: string): Request {
  const sender: Record<string, string> = from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from };
  return new Request(`${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`, Accept: "application/json" },
    body: new URLSearchParams({ To: message.recipient, ...sender, Body: contentOf(message).text, StatusCallback: appUrl + paths.twilioStatus() }),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

interface Said {
  sid: string | null;
  code: number | null;
  message: string | null;
}

/**
 * Refused means an error about this number or text. Errors about our account or sender (a wrong token, no money, a
 * number that is not ours) can be fixed, so those messages are retried.
 */
async function answerOf(response: Response): Promise<Answer> {
  const { status } = response;
  const { sid, code, message } = read(await response.text().catch(() => ""));
  if (status === 201 || (response.ok && sid !== null)) return { outcome: "taken", answer: `${status} ${sid ?? "without a name for it"}`, ...(sid !== null && { providerId: sid }) };
  const answer = [status, code, message].filter((part) => part !== null).join(" ");
  if (status === 429) return { outcome: "later", reason: "Twilio asked to try later: too many at once.", answer, isDown: true };
  if (status === 400 && code !== null && !OURS.has(code)) return { outcome: "refused", reason: WORDS[code] ?? `Twilio refused it: ${answer}`, answer };
  return { outcome: "later", reason: status === 401 || status === 403 ? `Twilio did not accept the account or its token: ${answer}` : `Twilio did not take it: ${answer}`, answer, isDown: true };
}

/** Proxies and overloaded servers answer in HTML. */
function read(body: string): Said {
  try {
    const said = JSON.parse(body) as Record<string, unknown> | null;
    const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
    return { sid: text(said?.sid), code: typeof said?.code === "number" ? said.code : null, message: text(said?.message) };
  } catch {
    return { sid: null, code: null, message: null };
  }
}

/** Errors about the account, the sender or the trial: https://www.twilio.com/docs/api/errors. */
const OURS = new Set([14107, 20003, 20008, 20404, 20429, 21212, 21603, 21606, 21608, 21609, 21611, 21659, 21660, 21661, 21701, 21703, 21704, 21705, 21708, 21710]);

/** Common errors, in words for the desk. */
const WORDS: Record<number, string> = {
  21211: "This is not a telephone number Twilio can send to (21211).",
  21408: "The account may not send to this country: allow it at Twilio (21408).",
  21610: "This number has stopped our texts (21610).",
  21612: "Twilio cannot send to this number from ours (21612).",
  21614: "This number takes no texts: it is not a mobile one (21614).",
};
