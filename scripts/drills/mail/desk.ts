import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setClock } from "../ends/clock.ts";
import { FAST_CLOCK, freePorts } from "../ends/ends.ts";
import { addressOf, ended, ROOT } from "../server-process.ts";
import { makePractice } from "./practice.ts";

/** A server of its own on a data folder of its own, with a mail server. */
export interface Desk {
  url: string;
  /** For the API. */
  token: string;
  /** Like a power failure; restarted this much later, by its own clock. */
  killAndStart(options: { aheadMs: number }): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(smtpUrl: string, portsFrom: number): Promise<Desk> {
  const dataDir = mkdtempSync(join(tmpdir(), "frontdesk-mail-"));
  const token = await makePractice(dataDir);
  const [port] = await freePorts(1, portsFrom);
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    LOG_LEVEL: "silent",
    RATE_LIMITS: "off",
    APP_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: smtpUrl,
    MAIL_FROM: "Desk <desk@desk.example>",
  };
  let child: ChildProcess;
  const start = (aheadMs = 0) => {
    child = spawn(process.execPath, ["--import", FAST_CLOCK, join(ROOT, "build/serve.js")], { env: { ...env, DRILL_CLOCK: JSON.stringify(setClock({ aheadMs })) }, stdio: ["ignore", "pipe", "pipe"] });
    return addressOf(child, "stderr", /is at (http:\S+)/);
  };
  const killAndStart = async ({ aheadMs }: { aheadMs: number }) => {
    await ended(child, "SIGKILL");
    await start(aheadMs);
  };
  const close = async () => {
    await ended(child, "SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: await start(), token, killAndStart, close };
}

export async function freeSlots({ url, token }: Desk, count: number): Promise<string[]> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${url}/api/v1/slots?service=visit&from=${day(2)}&to=${day(2 + Math.ceil(count / 20))}`, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await answer.json()) as { data: { start: string }[] };
  if (data.length < count) throw new Error(`There are ${data.length} free times, not ${count}`);
  return data.slice(0, count).map(({ start }) => start);
}

/** What a booking makes the desk send: one to the customer, one to the person who is booked. */
export const MAILS_OF_ONE = 2;
export const addressOfCustomer = (n: number) => `customer-${n}@example.com`;

/** @returns how long it took, in ms */
export async function book({ url, token }: Desk, start: string, n: number): Promise<number> {
  const startedMs = performance.now();
  const answer = await fetch(`${url}/api/v1/bookings`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ service: "visit", start, attendee: { name: `Customer ${n}`, email: addressOfCustomer(n) } }),
  });
  const tookMs = performance.now() - startedMs;
  if (answer.status !== 201) throw new Error(`A booking was answered ${answer.status}: ${await answer.text()}`);
  return tookMs;
}
