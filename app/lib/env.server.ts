import { isIPv4 } from "node:net";
import { z } from "zod";
import { isTimeZone } from "./time.ts";

const emptyAsUnset = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyAsUnset, schema.optional());
const withDefault = <T extends z.ZodType<unknown, string>>(schema: T, value: string) => z.preprocess((v) => emptyAsUnset(v) ?? value, schema);
const onOff = z.enum(["true", "false"]).transform((value) => value === "true");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).transform((url) => url.replace(/\/+$/, ""));
const idNumber = z.string().regex(/^[1-9]\d{0,14}$/, "must be the number Cal.com shows in its address").transform(Number);
const secret = z.string().min(32, "must have at least 32 characters");

const Variables = z.object({
  PORT: withDefault(z.string().regex(/^\d{1,5}$/, "must be a port number").transform(Number).refine((port) => port <= 65_535, "must be a port number"), "3000"),
  HOST: withDefault(z.string(), "0.0.0.0"),
  DATA_DIR: withDefault(z.string(), "./data"),
  APP_URL: optional(httpUrl),
  APP_SECRET: optional(secret),
  LOG_LEVEL: withDefault(z.enum(["debug", "info", "warn", "error", "silent"]), "info"),
  RATE_LIMITS: withDefault(z.enum(["on", "off"]), "on"),
  TRUST_PROXY: withDefault(onOff, "false"),
  COMPANY_NAME: optional(z.string().max(80)),
  TIME_ZONE: optional(z.string().refine(isTimeZone, "must be an IANA time zone such as Europe/Lisbon")),
  CALCOM_API_URL: withDefault(httpUrl, "https://api.cal.com/v2"),
  CALCOM_API_KEY: optional(z.string()),
  CALCOM_CALLS_PER_MINUTE: withDefault(z.string().regex(/^\d{1,5}$/, "must be a number of calls").transform(Number).refine((calls) => calls >= 10, "must be at least 10"), "120"),
  CALCOM_WEBHOOK_SECRET: optional(z.string()),
  CALCOM_TEAM_ID: optional(idNumber),
  CALCOM_DEFAULT_EVENT_TYPE_ID: optional(idNumber),
  CALCOM_ENABLED: optional(onOff),
  CALCOM_EMBED_LINK: optional(z.string().regex(/^\/?[\w.+-]+(\/[\w.+-]+)*\/?$/, "must be the path of the booking page, such as team/event").transform((link) => link.replace(/^\/|\/$/g, ""))),
  CALCOM_EMBED_ORIGIN: withDefault(httpUrl.transform((url) => new URL(url).origin), "https://app.cal.com"),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: "must be an smtp or smtps address" })),
  MAIL_FROM: optional(z.string().regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "must be an e-mail address, with or without a name before it")),
  TWILIO_ACCOUNT_SID: optional(z.string().regex(/^\w+$/, "must be the account's SID, such as AC...")),
  TWILIO_AUTH_TOKEN: optional(z.string()),
  TWILIO_FROM: optional(z.string().regex(/^(\+[1-9]\d{4,14}|MG\w+)$/, "must be a number such as +351912345678 or a messaging service's SID (MG...): nobody can answer STOP to a name")),
  TWILIO_API_URL: withDefault(httpUrl, "https://api.twilio.com"),
});

/** Variables that must be set together. */
const TOGETHER = {
  SMTP_URL: ["MAIL_FROM", "APP_URL"],
  TWILIO_ACCOUNT_SID: ["TWILIO_AUTH_TOKEN", "TWILIO_FROM", "APP_URL"],
} as const;

export interface SmsAccount {
  accountSid: string;
  authToken: string;
  from: string;
  apiUrl: string;
}

/** Every setting the environment gives, read once. `.env.example` explains each. */
export interface Env {
  port: number;
  host: string;
  dataDir: string;
  /** The public address, without a trailing slash; unset: that of the request. */
  appUrl?: string;
  appSecret?: string;
  logLevel: string;
  rateLimits: boolean;
  /** Whether X-Forwarded-For and -Proto come from our own proxy. */
  trustProxy: boolean;
  companyName?: string;
  timeZone?: string;
  calcom: { apiUrl: string; apiKey?: string; callsPerMinute: number; webhookSecret?: string; teamId?: number; defaultEventTypeId?: number; enabled?: boolean };
  /** Cal.com's own calendar as a page of ours: its booking page's path, and where it lives. */
  calcomEmbed?: { link: string; origin: string };
  /** Unset: messages wait. */
  mail?: { smtpUrl: string; from: string };
  /** Twilio's account. `from`: a number, or the SID of a messaging service. Unset: there is no SMS. */
  sms?: SmsAccount;
}

/** @throws Error that names every variable at fault, one a line, without its value. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = Variables.safeParse(variables);
  if (!parsed.success) {
    throw new Error(`The environment is not usable:\n${parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n")}`);
  }
  const v = parsed.data;
  if (v.RATE_LIMITS === "off" && !isLoopback(v.HOST)) {
    throw new Error("The environment is not usable:\n  RATE_LIMITS: may be off only while HOST is a loopback address");
  }
  const missing = Object.entries(TOGETHER).flatMap(([set, needed]) =>
    v[set as keyof typeof TOGETHER] === undefined ? [] : needed.filter((name) => v[name] === undefined).map((name) => `  ${name}: must be set where ${set} is`),
  );
  if (missing.length > 0) throw new Error(`The environment is not usable:\n${missing.join("\n")}`);
  return {
    port: v.PORT,
    host: v.HOST,
    dataDir: v.DATA_DIR,
    appUrl: v.APP_URL,
    appSecret: v.APP_SECRET,
    logLevel: v.LOG_LEVEL,
    rateLimits: v.RATE_LIMITS === "on",
    trustProxy: v.TRUST_PROXY,
    companyName: v.COMPANY_NAME,
    timeZone: v.TIME_ZONE,
    calcom: {
      apiUrl: v.CALCOM_API_URL,
      apiKey: v.CALCOM_API_KEY,
      callsPerMinute: v.CALCOM_CALLS_PER_MINUTE,
      webhookSecret: v.CALCOM_WEBHOOK_SECRET,
      teamId: v.CALCOM_TEAM_ID,
      defaultEventTypeId: v.CALCOM_DEFAULT_EVENT_TYPE_ID,
      enabled: v.CALCOM_ENABLED,
    },
    calcomEmbed: v.CALCOM_EMBED_LINK === undefined ? undefined : { link: v.CALCOM_EMBED_LINK, origin: v.CALCOM_EMBED_ORIGIN },
    ...(v.SMTP_URL !== undefined && v.MAIL_FROM !== undefined && { mail: { smtpUrl: v.SMTP_URL, from: v.MAIL_FROM } }),
    ...(v.TWILIO_ACCOUNT_SID !== undefined &&
      v.TWILIO_AUTH_TOKEN !== undefined &&
      v.TWILIO_FROM !== undefined && {
        sms: { accountSid: v.TWILIO_ACCOUNT_SID, authToken: v.TWILIO_AUTH_TOKEN, from: v.TWILIO_FROM, apiUrl: v.TWILIO_API_URL },
      }),
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}
