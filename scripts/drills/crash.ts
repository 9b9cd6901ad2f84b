import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createChance, type Chance } from "../seed/chance.ts";
import { beClient, type Crowd } from "./crash/clients.ts";
import { compareEnds, type Verdict } from "./crash/compare.ts";
import { beElsewhere } from "./crash/elsewhere.ts";
import { readHere, readThere } from "./crash/read-ends.ts";
import { changeWeather, clearWeather } from "./crash/weather.ts";
import { nowBy, put } from "./ends/clock.ts";
import { hereUrl, introduce, prepareGround, startHere, startThere, thereUrl, type EndProcess } from "./ends/ends.ts";
import { hereBy, thereBy, untilAnswered, type Here, type There } from "./ends/http.ts";
import { atRest } from "./ends/rest.ts";
import { ensureBuild } from "./server-process.ts";

const CLIENTS = 4;
/**
 * Waits of minutes pass in seconds; time-outs are shortened less, as the machine is not that fast. With a larger
 * difference, leases would end before they are renewed.
 */
const PACE = { speed: 20, timerSpeed: 8 };
const A_DAY_LATER_MS = 26 * 3_600_000;
const RESTS_WITHIN_MS = 180_000;

export interface CrashResult {
  operations: number;
  kills: number;
  faults: number;
  lost: number;
  doubled: number;
  orphaned: number;
  seed: number;
}

/**
 * Clients book, move and cancel here while Cal.com's own users do so there, the network between the two fails in every
 * way, and the server is killed again and again. A day later, without faults, both sides must agree on every
 * appointment and every client must have what they were promised.
 *
 * @param tell receives each error found as a sentence
 */
export async function crash({ kills, seed }: { kills: number; seed: number }, tell: (line: string) => void): Promise<CrashResult> {
  ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-crash-"));
  const deps = await prepareGround(folder, { pace: PACE, seed, portsFrom: 4880 });
  const running = new Set<EndProcess>();
  const run = async (start: Promise<EndProcess>) => {
    const one = await start;
    running.add(one);
    return one;
  };
  try {
    let there = await run(startThere(deps));
    const { token } = await introduce(deps);
    const chance = createChance(seed);
    const far = thereBy(thereUrl(deps));
    const own = untilAnswered(hereBy(hereUrl(deps), token));
    const crowd: Crowd = { here: own, wishes: [], now: () => nowBy(deps.clock), operations: 0, surprises: [] };

    let here = await run(startHere(deps));
    const stop = new AbortController();
    const busy = beBusy(crowd, far, chance, stop.signal);
    for (let kill = 0; kill < kills; kill += 1) {
      await sleep(chance.is(0.8) ? chance.between(50, 1_500) : chance.between(1_500, 5_000));
      await here.kill();
      running.delete(here);
      here = await run(startHere(deps));
    }
    stop.abort();
    const faults = await clearedWhenDone(far, busy);

    await here.kill();
    await there.stop();
    deps.clock = put(deps.clock, { aheadMs: A_DAY_LATER_MS });
    const laterMs = nowBy(deps.clock);
    there = await run(startThere(deps));
    here = await run(startHere(deps));
    const isAtRest = await atRest(deps, { comparedSinceMs: laterMs, withinMs: RESTS_WITHIN_MS });
    const verdict = await judged(own, far, crowd);
    for (const line of [
      ...(isAtRest ? [] : ["something is still open"]),
      ...crowd.surprises,
      ...Object.entries(verdict).flatMap(([kind, lines]) => lines.map((line: string) => `${kind}: ${line}`)),
    ])
      tell(line);
    const { lost, doubled, orphaned } = verdict;
    const isClean = lost.length + doubled.length + orphaned.length === 0;
    await Promise.all([...running].map((one) => one.kill()));
    if (isClean && isAtRest) rmSync(folder, { recursive: true, force: true });
    else tell(`Both data folders are kept in ${folder}`);
    return { operations: crowd.operations, kills, faults, lost: lost.length, doubled: doubled.length, orphaned: orphaned.length + (isAtRest ? 0 : 1), seed };
  } finally {
    await Promise.all([...running].map((one) => one.kill()));
  }
}

/** All clients at once, each with its own random sequence, so that one does not depend on another's speed. */
async function beBusy(crowd: Crowd, there: There, chance: Chance, stop: AbortSignal): Promise<void> {
  const own = () => createChance(chance.between(0, 2 ** 31));
  const types = await singleHostTypes(there);
  const clients = Array.from({ length: CLIENTS }, (_, index) => beClient(crowd, own(), `client-${index + 1}`, stop));
  await Promise.all([...clients, beElsewhere(crowd, there, types, own(), stop), changeWeather(there, own(), stop)]);
}

async function singleHostTypes(there: There): Promise<number[]> {
  const { json } = await there("GET", "/v2/event-types");
  return (json as { data: { id: number; slug: string }[] }).data.filter(({ slug }) => slug === "intro" || slug === "consultation").map(({ id }) => id);
}

/** Clients still wait for an answer, which may only come once the network has recovered. */
async function clearedWhenDone(there: There, busy: Promise<void>): Promise<number> {
  await clearWeather(there);
  await busy;
  return clearWeather(there);
}

async function judged(own: Here, far: There, crowd: Crowd): Promise<Verdict> {
  return compareEnds(await readHere(own), await readThere(far), crowd.wishes);
}

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number, not "${text}".`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { kills: { type: "string", default: "20" }, seed: { type: "string", default: "1" } } });
  const result = await crash({ kills: whole("kills", values.kills), seed: whole("seed", values.seed) }, (line) => void process.stderr.write(`${line}\n`));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.lost + result.doubled + result.orphaned === 0 ? 0 : 1;
}
