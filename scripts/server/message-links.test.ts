import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseEnv } from "#app/lib/env.server.ts";
import { testPractice } from "#app/bookings/testing.ts";
import { startSmtpServer } from "#app/notifications/smtp-server.testing.ts";
import { KINDS } from "#app/notifications/wording/kinds.ts";
import type { Db } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { databaseFile } from "./data-folder.ts";
import { PASSWORD, tellEverything } from "./every-message.testing.ts";
import { addressesIn, linksIn } from "./message-links.testing.ts";
import { isBuilt } from "./spawned.testing.ts";
import { startServer } from "./start-server.ts";
import { recordingLog, until } from "./testing.ts";
import { startTwilio } from "./twilio.testing.ts";

const APP_URL = "https://desk.example";
/** In the place somebody typed. */
const ELSEWHERE = "https://maps.example.com/room-3";
const buildDir = fileURLToPath(new URL("../../build", import.meta.url));

/** A server on a practice that has told everybody everything, once all of it has gone out. */
async function serverThatTold() {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-links-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const smtp = await startSmtpServer();
  onTestFinished(() => smtp.stop());
  const twilio = await startTwilio();
  const env = { ...parseEnv({ TWILIO_ACCOUNT_SID: "AC0123", TWILIO_AUTH_TOKEN: "a-token", TWILIO_FROM: "+15005550006", TWILIO_API_URL: twilio.url, APP_URL, HOST: "127.0.0.1", PORT: "0", DATA_DIR: folder, RATE_LIMITS: "off", SMTP_URL: smtp.url, MAIL_FROM: "Desk <desk@desk.example>" }), appSecret: "a secret only tests have, 32 characters" };
  const practice = await testPractice({ file: databaseFile(folder) });
  const { passedOn } = await tellEverything({ ...practice, app: { ...practice.app, env } });
  practice.db.$client.close();
  const server = await startServer({ env, demo: false, buildDir, log: recordingLog([]), clock: () => practice.time.nowMs });
  onTestFinished(() => server.stop());
  const { db } = server.app;
  await until(() => db.select().from(notifications).all().every(({ state }) => state === "sent" || state === "suppressed"), 60_000);
  return { passedOn, db, smtp, twilio, here: `http://127.0.0.1:${server.port}` };
}

/** Everything the database holds, but what asking for a page may touch: whose session was used, and how often an address asks. */
function dump(db: Db): Record<string, unknown[]> {
  const tables = db.$client.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[];
  return Object.fromEntries(tables.filter((name) => !MAY_CHANGE.includes(name)).map((name) => [name, db.$client.prepare(`SELECT * FROM "${name}"`).all()]));
}

/** Once the work in the background, which goes by by itself, has nothing left to do. */
async function quietDump(db: Db): Promise<Record<string, unknown[]>> {
  let [last, now] = ["", JSON.stringify(dump(db))];
  while (last !== now) {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    [last, now] = [now, JSON.stringify(dump(db))];
  }
  return dump(db);
}

const MAY_CHANGE = ["sessions", "rate_limits"];

async function signIn(here: string, email: string): Promise<string> {
  const answer = await fetch(`${here}/sign-in`, { method: "POST", body: new URLSearchParams({ email, password: PASSWORD }), redirect: "manual" });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

/** Who does not open what they are sent by a private link, but signed in. */
const SIGN_IN = ["ana@example.com", "ben@example.com", "boss@example.com"];

describe.skipIf(!isBuilt())("links in messages", () => {
  test("whoever, or whatever, opens the links of all messages changes nothing by it, and each leads somewhere", async () => {
    const { db, here, smtp, twilio, passedOn } = await serverThatTold();
    const kinds = db.select({ kind: notifications.kind }).from(notifications).all().map(({ kind }) => kind);
    expect(Object.keys(KINDS).filter((kind) => !kinds.includes(kind))).toEqual([]);

    const all = new Map<string, { reader: string; link: string }>();
    for (const mail of smtp.mails) {
      const reader = mail.recipients[0]!;
      for (const link of linksIn(mail)) all.set(`${reader} ${link}`, { reader, link });
    }
    for (const form of twilio.forms) {
      for (const link of addressesIn(form.get("Body") ?? "")) all.set(`${form.get("To")} ${link}`, { reader: form.get("To")!, link });
    }
    const [ours, others] = [[...all.values()].filter(({ link }) => link.startsWith(`${APP_URL}/`)), [...all.values()].filter(({ link }) => !link.startsWith(`${APP_URL}/`))];
    expect(new Set(others.map(({ link }) => link))).toEqual(new Set([ELSEWHERE]));
    expect(new Set(ours.map(({ link }) => link.split("/")[3]))).toEqual(new Set(["booking", "bookings", "book", "forgot-password", "notifications", "offer", "set-password", "settings", "sign-in", "sign-up", "unsubscribe"]));

    const cookies = new Map(await Promise.all(SIGN_IN.map(async (email) => [email, await signIn(here, email)] as const)));
    const before = await quietDump(db);
    const astray = new Set<string>();
    for (const { reader, link } of ours) {
      for (const cookie of ["", ...(cookies.has(reader) ? [cookies.get(reader)!] : [])]) {
        for (const method of ["GET", "HEAD"]) {
          const { status } = await fetch(here + link.slice(APP_URL.length), { method, headers: { cookie } });
          if (status !== 200) astray.add(`${method} ${link.slice(APP_URL.length)} by ${cookie ? reader : "anybody"}: ${status}`);
        }
      }
    }
    // What is somebody else's now is not found by whom it was taken from.
    expect([...astray]).toEqual(["GET", "HEAD"].map((method) => `${method} /bookings/${passedOn} by ana@example.com: 404`));
    expect(dump(db)).toEqual(before);

    const oneClick = ours.find(({ link }) => link.includes("/unsubscribe/"))!.link.slice(APP_URL.length);
    expect((await fetch(here + oneClick, { method: "POST", headers: { Origin: "https://mail.example" }, body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }), redirect: "manual" })).status).toBe(200);
    expect(dump(db)).not.toEqual(before);
  }, 120_000);
});
