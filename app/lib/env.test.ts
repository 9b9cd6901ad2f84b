import { expect, test } from "vitest";
import { isLoopback, parseEnv } from "./env.server.ts";

test("an empty environment is a working one", () => {
  expect(parseEnv({})).toEqual({
    port: 3000,
    host: "0.0.0.0",
    dataDir: "./data",
    logLevel: "info",
    rateLimits: true,
    trustProxy: false,
    calcom: { apiUrl: "https://api.cal.com/v2", callsPerMinute: 120 },
  });
});

test("what is set wins, what is set to nothing counts as unset", () => {
  const env = parseEnv({ PORT: "0", HOST: "127.0.0.1", RATE_LIMITS: "off", APP_URL: "https://desk.example/", TIME_ZONE: "Asia/Kathmandu", CALCOM_API_URL: "", CALCOM_API_KEY: "", CALCOM_ENABLED: "false", TRUST_PROXY: "true" });
  expect(env).toMatchObject({ port: 0, rateLimits: false, appUrl: "https://desk.example", timeZone: "Asia/Kathmandu", trustProxy: true });
  expect(env.calcom).toMatchObject({ apiUrl: "https://api.cal.com/v2", enabled: false });
  expect(env.calcom.apiKey).toBeUndefined();
});

test("every variable at fault is named, and no value is repeated", () => {
  const wrong = { PORT: "eighty", APP_URL: "desk.example", APP_SECRET: "hunter2", TIME_ZONE: "Mars/Olympus", LOG_LEVEL: "loud", CALCOM_ENABLED: "yes" };
  const message = messageOf(() => parseEnv(wrong));
  for (const [name, value] of Object.entries(wrong)) {
    expect(message).toContain(`  ${name}: `);
    expect(message).not.toContain(`"${value}"`);
  }
  expect(message).not.toContain("hunter2");
});

test("a port is one a machine can have", () => {
  expect(parseEnv({ PORT: "65535" }).port).toBe(65_535);
  expect(messageOf(() => parseEnv({ PORT: "65536" }))).toContain("PORT: must be a port number");
  expect(messageOf(() => parseEnv({ PORT: "-1" }))).toContain("PORT");
});

test("mail needs a sender and an address that links begin with", () => {
  const SMTP_URL = "smtps://desk:hunter2@mail.example:465";
  expect(messageOf(() => parseEnv({ SMTP_URL }))).toMatch(/MAIL_FROM: must be set where SMTP_URL is\n {2}APP_URL: /);
  expect(parseEnv({ SMTP_URL, MAIL_FROM: "Desk <desk@example.com>", APP_URL: "https://desk.example" }).mail).toEqual({ smtpUrl: SMTP_URL, from: "Desk <desk@example.com>" });
  expect(parseEnv({ MAIL_FROM: "desk@example.com" }).mail).toBeUndefined();
  const wrong = messageOf(() => parseEnv({ SMTP_URL: "https://desk:hunter2@mail.example", MAIL_FROM: "desk@example.com\nBcc: all@example.com" }));
  expect(wrong).toContain("SMTP_URL: must be");
  expect(wrong).toContain("MAIL_FROM: must be");
  expect(wrong).not.toContain("hunter2");
});

test("texts need the whole account and an address that Twilio can call, and none of it is repeated", () => {
  const account = { TWILIO_ACCOUNT_SID: "AC0123", TWILIO_AUTH_TOKEN: "hunter2", TWILIO_FROM: "+351912345678", APP_URL: "https://desk.example/" };
  expect(parseEnv(account).sms).toEqual({ accountSid: "AC0123", authToken: "hunter2", from: "+351912345678", apiUrl: "https://api.twilio.com" });
  expect(messageOf(() => parseEnv({ TWILIO_ACCOUNT_SID: "AC0123" }))).toMatch(/TWILIO_AUTH_TOKEN: must be set where TWILIO_ACCOUNT_SID is\n {2}TWILIO_FROM: .*\n {2}APP_URL: /);
  for (const TWILIO_FROM of ["MG0123456789", "+15005550006"]) expect(parseEnv({ ...account, TWILIO_FROM }).sms?.from).toBe(TWILIO_FROM);
  for (const TWILIO_FROM of ["912345678", "Harbour", "+0123"]) expect(messageOf(() => parseEnv({ ...account, TWILIO_FROM }))).toContain("TWILIO_FROM: must be");
  expect(messageOf(() => parseEnv({ ...account, TWILIO_API_URL: "hunter2" }))).not.toContain("hunter2");
  expect(parseEnv({}).sms).toBeUndefined();
});

test("limits may be off only where nobody else can reach", () => {
  for (const HOST of ["127.0.0.1", "127.1.2.3", "localhost", "::1"]) expect(parseEnv({ RATE_LIMITS: "off", HOST }).rateLimits).toBe(false);
  for (const HOST of ["", "0.0.0.0", "::", "192.168.1.4", "desk.example", "127.evil.example"]) expect(messageOf(() => parseEnv({ RATE_LIMITS: "off", HOST }))).toContain("RATE_LIMITS");
});

test("only an address of this machine itself is loopback", () => {
  expect(["127.0.0.1", "::1", "localhost"].every(isLoopback)).toBe(true);
  expect(["127.evil.example", "127.0.0.1.evil.example", "1127.0.0.1", "0.0.0.0", ""].some(isLoopback)).toBe(false);
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.fail("it was accepted");
}
