import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase, type Db } from "#db/client.ts";
import { createApp } from "#app/app.server.ts";
import { settleOpen } from "#app/bookings/settling/settle-open.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { ensureBuild, startDemo } from "./server-process.ts";
import { offeredSlots, openForm } from "./visitor.ts";

const BOOKINGS = 50;
const ANSWERS_FIRST = 10;
const LOOKS_FOR_MS = 2_000;
/** After this no request of the killed server can still be on its way. */
const SETTLE_AFTER_MS = 60_000;
const PEOPLE = ["ines-carvalho", "tomas-figueira"].map((staff) => ({ service: "physiotherapy", branch: "lisbon-alcantara", staff }));

export interface KillResult {
  ok: boolean;
  rounds: number;
  /** Bookings that were under way when the server died, over all rounds. */
  openAtDeath: number;
  openInTheEnd: number;
  /** Live here without a live booking at the far end, or at another time there. */
  onlyHere: number;
  /** Taken at the far end without a live booking here. */
  onlyThere: number;
  /** Answered "booked" before the server died, and not there any more. */
  lost: number;
}

/** Kill a server in the middle of many bookings until some were under way; restart it; compare both sides. */
export async function killInTheMiddle(mostRounds = 5): Promise<KillResult> {
  ensureBuild();
  const dataDir = mkdtempSync(join(tmpdir(), "frontdesk-kill-"));
  const told: string[] = [];
  let openAtDeath = 0;
  let rounds = 0;
  try {
    while (rounds < mostRounds && openAtDeath === 0) {
      rounds += 1;
      told.push(...(await dieBooking(dataDir, ANSWERS_FIRST)));
      openAtDeath += counted(dataDir, OPEN);
    }
    const again = await startDemo(dataDir);
    await settledLater(dataDir);
    await again.kill();
    const ends = {
      openInTheEnd: counted(dataDir, OPEN),
      onlyHere: counted(dataDir, ONLY_HERE),
      onlyThere: counted(dataDir, ONLY_THERE),
      lost: told.filter((start) => counted(dataDir, LIVE_AT, Date.parse(start)) === 0).length,
    };
    return { ok: openAtDeath > 0 && Object.values(ends).every((count) => count === 0), rounds, openAtDeath, ...ends };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Times of which the visitor was told that they are booked, before the server was killed. */
async function dieBooking(dataDir: string, afterAnswers: number): Promise<string[]> {
  const server = await startDemo(dataDir);
  const told: string[] = [];
  const forms = await Promise.all((await wishes(server.url)).map(async ({ wish, start }) => ({ start, send: await openForm(server.url, wish, start) })));
  const sent = forms.map(async ({ start, send }) => {
    const { status } = await send();
    if (status === 302) told.push(start);
    if (told.length !== afterAnswers) return;
    withDatabase(dataDir, untilOneIsOpen);
    await server.kill();
  });
  await Promise.allSettled(sent);
  await server.kill();
  return told;
}

/** Polls without pause, so that the signal is sent in time. The requests are already on their way. */
function untilOneIsOpen(db: Db): void {
  const open = db.$client.prepare(OPEN).pluck();
  const endMs = Date.now() + LOOKS_FOR_MS;
  while (open.get() === 0 && Date.now() < endMs);
}

/** Times far enough apart not to conflict. */
async function wishes(url: string) {
  const each = await Promise.all(PEOPLE.map(async (wish) => apart(await offeredSlots(url, wish, [7, 14, 21, 28, 35])).map((start) => ({ wish, start }))));
  return each.flat().slice(0, BOOKINGS);
}

function apart(slots: string[]): string[] {
  const kept: string[] = [];
  for (const slot of slots) if (Date.parse(slot) - Date.parse(kept.at(-1) ?? "1970-01-01") >= 75 * 60_000) kept.push(slot);
  return kept;
}

/** What the restarted server would do by itself, without waiting for its timers. */
async function settledLater(dataDir: string): Promise<void> {
  await withDatabase(dataDir, async (db) => {
    const env = { ...parseEnv({}), appSecret: "of no use here: no link is written" };
    const app = createApp({ db, env, log: createLog("silent"), demo: true, clock: () => Date.now() + SETTLE_AFTER_MS });
    while ((await settleOpen(app)) > 0);
  });
}

const LIVE = "('pending', 'confirmed', 'rescheduled')";
const OPEN = "SELECT count(*) FROM operations WHERE state IN ('open', 'waiting', 'failed')";
const ONLY_HERE = `SELECT count(*) FROM bookings b WHERE b.status IN ${LIVE} AND NOT EXISTS (
  SELECT 1 FROM calcom_links l JOIN engine_bookings e ON e.uid = l.uid
  WHERE l.booking_id = b.id AND l.state IN ('accepted', 'pending') AND e.status IN ('accepted', 'pending') AND e.starts_at = b.starts_at AND e.ends_at = b.ends_at)`;
const ONLY_THERE = `SELECT count(*) FROM engine_bookings e WHERE e.status IN ('accepted', 'pending') AND NOT EXISTS (
  SELECT 1 FROM calcom_links l JOIN bookings b ON b.id = l.booking_id WHERE l.uid = e.uid AND b.status IN ${LIVE} AND b.starts_at = e.starts_at)`;
const LIVE_AT = `SELECT count(*) FROM bookings b WHERE b.status IN ('confirmed', 'rescheduled') AND b.starts_at = ?`;

function counted(dataDir: string, sql: string, ...given: number[]): number {
  return withDatabase(dataDir, (db) => db.$client.prepare(sql).pluck().get(...given) as number);
}

function withDatabase<T>(dataDir: string, work: (db: Db) => T): T {
  const db = openDatabase(join(dataDir, "frontdesk.db"));
  const close = () => db.$client.close();
  try {
    const result = work(db);
    if (result instanceof Promise) return result.finally(close) as T;
    close();
    return result;
  } catch (error) {
    close();
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await killInTheMiddle();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.ok ? 0 : 1;
}
