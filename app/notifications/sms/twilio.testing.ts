import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { writing } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import type { Log } from "#app/lib/log.server.ts";
import { testApp, TEST_NOW } from "#app/lib/testing.ts";
import { enqueueSms } from "../outbox.server.ts";
import { sendDue } from "../send.server.ts";
import { receiveSms } from "./inbound.server.ts";
import { receiveSmsStatus } from "./status.server.ts";
import { twilioCarrier } from "./twilio.server.ts";

/** What Twilio was asked to send. */
export interface SentSms {
  url: string;
  authorization: string;
  to: string;
  from: string | null;
  service: string | null;
  body: string;
  statusCallback: string;
}

/** A fake Twilio: from a request to a response. */
export function fakeTwilio() {
  const twilio = {
    sent: [] as SentSms[],
    /** Its response instead of success. */
    answer: (_sms: SentSms): Response | Promise<Response | null> | null => null,
    async fetch(request: Request): Promise<Response> {
      const form = new URLSearchParams(await request.text());
      const sms = { url: request.url, authorization: request.headers.get("Authorization") ?? "", to: form.get("To") ?? "", from: form.get("From"), service: form.get("MessagingServiceSid"), body: form.get("Body") ?? "", statusCallback: form.get("StatusCallback") ?? "" };
      const instead = await twilio.answer(sms);
      if (instead) return instead;
      twilio.sent.push(sms);
      return Response.json({ sid: sidOf(twilio.sent.length), status: "queued", error_code: null, error_message: null }, { status: 201 });
    },
  };
  return twilio;
}

export const sidOf = (n: number) => `SM${String(n).padStart(32, "0")}`;

/** As Twilio refuses: https://www.twilio.com/docs/usage/twilios-response */
export function refusal(status: number, code: number, message: string): Response {
  return Response.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, { status });
}

export const TOKEN = "12345678901234567890123456789012";
export const PHONE = "+351912345678";
export const variables = { TWILIO_ACCOUNT_SID: "AC0123", TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM: "+15005550006", APP_URL: "https://desk.example" };

/** An app with an account at a fake Twilio. */
export function textingDesk(given: Record<string, string> = variables) {
  const time = { nowMs: TEST_NOW };
  const logged: string[] = [];
  const twilio = fakeTwilio();
  const env = { ...parseEnv(given), appSecret: "a secret only tests have, 32 characters" };
  const app = testApp({ clock: () => time.nowMs, env, fetch: twilio.fetch, log: listening(logged) });
  const write = (text = "Hello", recipient = PHONE, bookingId: string | null = null) => writing(app.db, (tx) => enqueueSms(tx, app, { kind: "moved", recipient, bookingId, payload: { subject: text, text } }));
  const send = () => sendDue(app, twilioCarrier(app, app.env.sms!, app.env.appUrl!));
  const rowOf = (id: string) => app.db.select().from(notifications).where(eq(notifications.id, id)).get()!;
  return { app, time, twilio, write, send, rowOf, logged };
}

export type TextingDesk = ReturnType<typeof textingDesk>;

function listening(logged: string[]): Log {
  const write = (...said: unknown[]) => void logged.push(JSON.stringify(said));
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}

/** As Twilio documents it: the URL, then each name and value sorted by name, under the account's token. */
export function signed(path: string, params: Record<string, string>, { token = TOKEN, at = "https://desk.example" } = {}): Request {
  let said = at + path;
  for (const name of Object.keys(params).sort()) said += name + params[name];
  const headers = { "X-Twilio-Signature": createHmac("sha1", token).update(said, "utf8").digest("base64"), "Content-Type": "application/x-www-form-urlencoded" };
  // The server's own address may differ from the one Twilio called.
  return new Request(`http://localhost:3000${path}`, { method: "POST", headers, body: new URLSearchParams(params) });
}

export const STATUS = "/api/webhooks/twilio/status";
export const INBOUND = "/api/webhooks/twilio/inbound";

/** What Twilio says of the first text it took. */
export const tell = ({ app }: TextingDesk, MessageStatus: string, more: Record<string, string> = {}) => receiveSmsStatus(app, signed(STATUS, { MessageSid: sidOf(1), MessageStatus, To: PHONE, From: "+15005550006", AccountSid: "AC0123", ...more }));

/** What somebody writes back, and what they are answered. */
export async function say({ app }: TextingDesk, Body: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await receiveSms(app, signed(INBOUND, { MessageSid: "SM5", From: PHONE, To: "+15005550006", Body, ...more }));
  return answer.status === 200 && answer.headers.get("Content-Type") === "text/xml; charset=utf-8" ? answer.text() : `not TwiML: ${answer.status}`;
}
