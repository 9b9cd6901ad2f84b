import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startSmtpServer, type SmtpServerInTest } from "#app/notifications/smtp-server.testing.ts";
import { freePorts } from "./ends/ends.ts";
import { addressOf, ended, ensureBuild, ROOT } from "./server-process.ts";
import { makePractice } from "./mail/practice.ts";

/**
 * Two servers of their own, one with a mail server that is dead while everything is booked, one with a mail server that works; each
 * booking is made at both, in turn, so that what the machine does besides strikes both. Then the dead one comes back.
 *
 * npm run drill:mail -- --bookings 100 [--strict]
 */
export interface MailResult {
  bookings: number;
  /** Of the bookings made while the mail server was dead: how many customers got their mail. */
  delivered: number;
  duplicates: number;
  lost: number;
  /** The 95th percentile of the booking requests without a mail server, of that with one. */
  p95Ratio: number;
}

const DELIVERED_WITHIN_MS = 15 * 60_000;
/** Not timed: what a server does once after its start lies in here. */
const WARM_UP = 10;
/** Made and timed before those that are counted: of a hundred, the 95th percentile is what befell five. */
const ALSO_TIMED = 200;
/** Beside those of the other drills. */
const PORTS_FROM = 5_080;
const MOST_RATIO = 1.2;

interface Desk {
  url: string;
  token: string;
  child: ChildProcess;
  dataDir: string;
}

export async function mailDrill(bookings = 100, alsoTimed = ALSO_TIMED): Promise<MailResult> {
  ensureBuild();
  const alive = await startSmtpServer();
  const dead = await startSmtpServer();
  await dead.stop();
  const desks = await Promise.all([openDesk(dead.url, PORTS_FROM), openDesk(alive.url, PORTS_FROM + 10)]);
  let revived: SmtpServerInTest | null = null;
  try {
    const [without, withMail] = desks as [Desk, Desk];
    const slots = await freeSlots(without, WARM_UP + alsoTimed + bookings);
    const took: [number[], number[]] = [[], []];
    for (const [n, start] of slots.entries()) {
      const both = n % 2 === 0 ? [0, 1] : [1, 0];
      for (const at of both) took[at as 0 | 1].push(await book(at === 0 ? without : withMail, start, n));
    }
    revived = await startSmtpServer(dead.port);
    const wanted = slots.map((_, n) => addressOfCustomer(n));
    const got = await untilDelivered(revived, wanted);
    const counts = wanted.slice(WARM_UP + alsoTimed).map((address) => got.filter((each) => each === address).length);
    const p95Ratio = Math.round((100 * p95(took[0].slice(WARM_UP))) / p95(took[1].slice(WARM_UP))) / 100;
    return { bookings, delivered: counts.filter((count) => count > 0).length, duplicates: counts.filter((count) => count > 1).length, lost: counts.filter((count) => count === 0).length, p95Ratio };
  } finally {
    for (const { child, dataDir } of desks) {
      await ended(child, "SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    }
    await Promise.all([alive.stop(), revived?.stop()]);
  }
}

async function openDesk(smtpUrl: string, portsFrom: number): Promise<Desk> {
  const dataDir = mkdtempSync(join(tmpdir(), "frontdesk-mail-"));
  const token = await makePractice(dataDir);
  const [port] = await freePorts(1, portsFrom);
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH: process.env.PATH, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent", RATE_LIMITS: "off", APP_URL: `http://127.0.0.1:${port}`, SMTP_URL: smtpUrl, MAIL_FROM: "Desk <desk@desk.example>" };
  const child = spawn(process.execPath, [join(ROOT, "build/serve.js")], { env, stdio: ["ignore", "pipe", "pipe"] });
  return { url: await addressOf(child, "stderr", /is at (http:\S+)/), token, child, dataDir };
}

async function freeSlots({ url, token }: Desk, count: number): Promise<string[]> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const answer = await fetch(`${url}/api/v1/slots?service=visit&from=${day(2)}&to=${day(2 + Math.ceil(count / 20))}`, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await answer.json()) as { data: { start: string }[] };
  if (data.length < count) throw new Error(`There are ${data.length} free times, not ${count}`);
  return data.slice(0, count).map(({ start }) => start);
}

const addressOfCustomer = (n: number) => `customer-${n}@example.com`;

/** @returns how long it took, in ms */
async function book({ url, token }: Desk, start: string, n: number): Promise<number> {
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

/** The addresses mail came for, once all have some, or time is up; and a while longer, so that a second one is seen. */
async function untilDelivered({ mails }: SmtpServerInTest, wanted: string[]): Promise<string[]> {
  const addresses = () => mails.flatMap(({ recipients }) => recipients);
  const endMs = performance.now() + DELIVERED_WITHIN_MS;
  const isAll = () => wanted.every((address) => addresses().includes(address));
  while (!isAll() && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 500));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return addresses();
}

function p95(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] as number;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { bookings: { type: "string", default: "100" }, strict: { type: "boolean", default: false } } });
  const result = await mailDrill(Number(values.bookings));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.lost > 0 || result.duplicates > 0 || (values.strict && result.p95Ratio > MOST_RATIO) ? 1 : 0;
}
