import { setTimeout as passes } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { untilDelivered } from "./mail/delivered.ts";
import { addressOfCustomer, book, freeSlots, MAILS_OF_ONE, openDesk, type Desk } from "./mail/desk.ts";
import { troubledServer, TROUBLES, type Trouble } from "./mail/trouble.ts";
import { workingServer } from "./mail/working-server.ts";
import { ensureBuild } from "./server-process.ts";

/**
 * Two servers of their own, one with a mail server that is dead (or in other trouble) while everything is booked, one with a mail server that works; both
 * are booked at in turn. Then the dead one comes back.
 *
 * npm run drill:mail -- --bookings 100 [--trouble silent] [--strict]
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

/** Extra timed bookings made before the counted ones: with only a hundred, the 95th percentile depends on five. */
const ALSO_TIMED = 200;
/** The two desks take turns: side by side, the mail sent for one would slow down the other. */
const BATCH = 60;
/** Untimed requests at the start of a batch: an idle server is slower at first. */
const WARM_UP = 10;
/** The pause after a batch, the same for both; remaining mail is sent meanwhile. */
const REST_MS = 2_000;
/** Beside those of the other drills. */
const PORTS_FROM = 5_080;
const MOST_RATIO = 1.2;

export async function mailDrill(bookings = 100, { alsoTimed = ALSO_TIMED, trouble = "dead" as Trouble } = {}): Promise<MailResult> {
  ensureBuild();
  const working = await workingServer();
  const troubled = await troubledServer(trouble);
  const desks = await Promise.all([openDesk(troubled.url, PORTS_FROM), openDesk(working.url, PORTS_FROM + 10)]);
  try {
    const [without, withMail] = desks;
    const batches = Math.ceil((alsoTimed + bookings) / (BATCH - WARM_UP));
    const slots = await freeSlots(without, batches * BATCH);
    const tookMs = { without: [] as number[], withMail: [] as number[] };
    for (let from = 0; from < slots.length; from += BATCH) {
      tookMs.without.push(...(await bookBatch(without, slots, from)));
      await passes(REST_MS);
      tookMs.withMail.push(...(await bookBatch(withMail, slots, from)));
      await Promise.all([passes(REST_MS), working.took((from + BATCH) * MAILS_OF_ONE)]);
    }
    await troubled.mend();
    const wanted = slots.map((_, n) => addressOfCustomer(n));
    const got = await untilDelivered(troubled, wanted);
    const counts = wanted.slice(-bookings).map((address) => got.filter((each) => each === address).length);
    const p95Ratio = Math.round((100 * p95(tookMs.without)) / p95(tookMs.withMail)) / 100;
    return { bookings, delivered: counts.filter((count) => count > 0).length, duplicates: counts.filter((count) => count > 1).length, lost: counts.filter((count) => count === 0).length, p95Ratio };
  } finally {
    await Promise.all(desks.map((desk) => desk.close()));
    await Promise.all([working.stop(), troubled.stop()]);
  }
}

/** @returns the duration of each timed request */
async function bookBatch(desk: Desk, slots: string[], from: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (const [i, start] of slots.slice(from, from + BATCH).entries()) tookMs.push(await book(desk, start, from + i));
  return tookMs.slice(WARM_UP);
}

function p95(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] as number;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { bookings: { type: "string", default: "100" }, trouble: { type: "string", default: "dead" }, strict: { type: "boolean", default: false } } });
  const trouble = TROUBLES.find((one) => one === values.trouble);
  if (!trouble) throw new Error(`--trouble is one of ${TROUBLES.join(", ")}`);
  const result = await mailDrill(Number(values.bookings), { trouble });
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.lost > 0 || result.duplicates > 0 || (values.strict && result.p95Ratio > MOST_RATIO) ? 1 : 0;
}
