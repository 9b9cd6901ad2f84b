import { createTransport } from "nodemailer";
import { SECOND_MS } from "#app/lib/time.ts";
import { oneLine } from "./address.ts";
import type { Answer } from "./carrier.ts";
import type { Mailer } from "./mailer.ts";
import { failureFor, LATER, REFUSED } from "./smtp-words.ts";

export interface SmtpTimes {
  /** How long connecting, and the greeting, may take. */
  connectMs?: number;
  /** How long the server may be silent in between. */
  silentMs?: number;
}

/** Mail over SMTP (RFC 5321). One connection per mail: no idle connection can die unnoticed. A password is sent over TLS only. */
export function smtpMailer(smtpUrl: string, { connectMs = 10 * SECOND_MS, silentMs = 30 * SECOND_MS }: SmtpTimes = {}): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silentMs,
    requireTLS: mustBeSafe(smtpUrl),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ calendar, headers, ...mail }) => {
    try {
      const sent = await transport.sendMail({ ...mail, headers: { ...headers, "Auto-Submitted": "auto-generated" }, ...(calendar && { icalEvent: { ...calendar, filename: "appointment.ics" } }) });
      return { outcome: "taken", answer: String(sent.response ?? "") };
    } catch (error) {
      return answerOf(error);
    }
  };
}

/** By default the library continues without TLS if the server, or a man in the middle, offers none. */
function mustBeSafe(smtpUrl: string): boolean {
  const { password, searchParams } = new URL(smtpUrl);
  return password !== "" && searchParams.get("ignoreTLS") !== "true";
}

interface SmtpError {
  code?: string;
  command?: string;
  /** The server's line, when it said one. */
  response?: string | false;
  responseCode?: number;
  message?: string;
}

/** Refused means a permanent error (5xx) about this recipient or mail. Errors about us, such as a wrong password, can be fixed. */
function answerOf(error: unknown): Answer {
  const { code = "", command = "", response, responseCode = 0, message = "" } = error as SmtpError;
  const answer = response || null;
  const isAboutMail = command === "RCPT TO" || command === "DATA" || code === "EMESSAGE";
  const isUnusable = command === "API" && (code === "EENVELOPE" || code === "EMESSAGE");
  if (isUnusable) return { outcome: "refused", reason: "The address is not one mail can be sent to.", answer };
  if (isAboutMail && responseCode >= 500) return { outcome: "refused", reason: `${REFUSED.words}: ${answer ?? responseCode}`, answer };
  if (isAboutMail && responseCode >= 400) return { outcome: "later", reason: `${LATER.words}: ${answer ?? responseCode}`, answer, isDown: false };
  const { words } = failureFor(isAboutTls(error as SmtpError) ? "ETLS" : code);
  const more = answer ?? (SAYS_NO_MORE.test(message) ? "" : oneLine(message));
  return { outcome: "later", reason: more === "" ? `${words}.` : `${words}: ${more}`, answer, isDown: true };
}

/** Library messages that only repeat our own words. */
const SAYS_NO_MORE = /^(Connection closed unexpectedly|Connection timeout|Timeout)$/;

/** The library reports an untrusted certificate as a socket error. */
function isAboutTls({ code, message = "" }: SmtpError): boolean {
  return code === "ETLS" || (code === "ESOCKET" && /certificate|\bssl\b|\btls\b|altnames/i.test(message));
}
