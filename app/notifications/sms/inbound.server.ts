import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { resumeSms, stopSms } from "../sms-consent.server.ts";
import { takeCallback } from "./callback.server.ts";

/** The standard keywords of mobile networks, which Twilio recognises too, and those of the FCC's rule (47 CFR 64.1200(a)(10)). */
const STOP = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPT OUT", "OPTOUT"]);
const START = new Set(["START", "UNSTOP", "YES"]);
const HELP = new Set(["HELP", "INFO"]);

/** Handle a reply: only whether they want texts. */
export function receiveSms(app: App, request: Request): Promise<Response> {
  return takeCallback(app, request, (params) => {
    const [number, asked] = [params.get("From") ?? "", wish(params)];
    if (asked === "stop") writing(app.db, (tx) => stopSms(tx, number, app.clock()));
    if (asked === "start") writing(app.db, (tx) => resumeSms(tx, number));
    if (asked !== null) app.log.info({ asked }, "a text came in");
    // If Twilio recognised the keyword, it has already answered.
    return twiml(asked === null || params.has("OptOutType") ? null : ANSWERS[asked](readCompany(app.db).name));
  });
}

/** Phones add punctuation: "Stop." counts as the keyword. */
const AROUND = /^[\s\p{P}]+|[\s\p{P}]+$/gu;

type Wish = "stop" | "start" | "help";

/** Twilio reports what it understood, if other keywords or languages are configured there. */
function wish(params: URLSearchParams): Wish | null {
  const word = (params.get("OptOutType") ?? params.get("Body") ?? "").replace(AROUND, "").toUpperCase();
  if (STOP.has(word)) return "stop";
  if (START.has(word)) return "start";
  return HELP.has(word) ? "help" : null;
}

const ANSWERS: Record<Wish, (company: string) => string> = {
  stop: (company) => `${company}: you get no more texts from us. Your appointments stand. Reply START to get them again.`,
  start: (company) => `${company}: you get texts about your appointments again. Reply STOP to end them.`,
  help: (company) => `${company}: this number sends texts about your appointments; nobody reads it. Reply STOP to end them, START to get them again.`,
};

/** https://www.twilio.com/docs/messaging/twiml */
function twiml(message: string | null): Response {
  const body = message === null ? "" : `<Message>${message.replace(/[&<>]/g, (sign) => ENTITIES[sign] as string)}</Message>`;
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`, { headers: { "Content-Type": "text/xml; charset=utf-8" } });
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
