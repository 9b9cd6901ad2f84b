import { createHash } from "node:crypto";
import { writing } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { latestRun, startDrift } from "#app/bookings/drift/run.server.ts";
import { receiveWebhook } from "#app/bookings/sighting/receive.server.ts";
import { dismissOperation, retryOperation } from "#app/bookings/settling/unsettled.server.ts";
import { AppError } from "#app/lib/errors.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { createFate } from "./fate.ts";
import { brokenPromises, type Ends } from "./invariants.ts";
import { createMachine, noteError, type Machine } from "./machine.ts";
import { cloudNetwork, embeddedNetwork, type Network } from "./network.ts";
import { marksOf, stepsOf, take, type Promises, type Step } from "./operations.ts";
import { ADMIN, STARTS_AT, type Images } from "./practice.ts";
import { takeThere } from "./there.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";

export interface Scenario {
  seed: number;
  steps?: number;
  /** How often somebody says who came, afterwards. */
  marks?: number;
  /** What is left out: numbers of steps, names of faults. */
  withoutSteps?: readonly number[];
  withoutFaults?: readonly string[];
}

export interface Outcome {
  /** The violated invariants; empty if all is well. */
  broken: string[];
  steps: number[];
  faults: string[];
  kills: number;
  /** A digest of both databases: the same scenario gives the same digest. */
  digest: string;
}

/** An administrator looks into what could not be settled, and tries it again. */
const LOOKS_AFTER_MS = 5 * MINUTE_MS;
const LONGEST_REST_MS = 6 * 60 * MINUTE_MS;

/**
 * One life of the product, from a seed: every fourth has the embedded engine, the others Cal.com at the end of a network.
 *
 * @param inspect gets both databases before they close
 */
export async function runScenario({ seed, steps: count = 50, marks = 10, withoutSteps = [], withoutFaults = [] }: Scenario, images: Images, inspect?: (ends: Ends) => void): Promise<Outcome> {
  const time = createVirtualTime(STARTS_AT);
  const fate = createFate(seed, new Set(withoutFaults));
  const farEnd = seed % 4 === 0 ? "embedded" : "calcom";
  const image = images[farEnd];
  const network: Network = farEnd === "embedded" ? embeddedNetwork({ time, fate }) : cloudNetwork({ time, fate }, image, (request) => arrive(machine, request));
  const machine: Machine = createMachine({ time, fate, network, image, farEnd });
  const promises: Promises = { forms: [], cancelled: new Map() };
  const steps = [...stepsOf(fate, count), ...marksOf(fate, marks, count)].filter(({ number }) => !withoutSteps.includes(number));

  let atMs = 0;
  for (const step of steps) {
    atMs += step.gapMs;
    const chance = fate.chance(`step ${step.number}`);
    time.timer()(atMs, () => void (step.kind.startsWith("far") ? takeThere(step, network, chance) : begin(machine, step, promises, chance)));
  }
  await time.pass(() => time.clock() >= STARTS_AT + atMs + 2 * MINUTE_MS);
  fate.calm();
  machine.slowDown();
  const unrest = await comeToRest(time, machine);
  const ends = { here: machine.db(), there: network.db ?? machine.db() };
  const broken = unrest ?? brokenPromises(ends, promises);
  const digest = digestOf(machine, network);
  inspect?.(ends);
  const kills = machine.kills();
  machine.running()?.kill();
  network.db?.$client.close();
  return { broken: [...machine.logged, ...broken], steps: steps.map(({ number }) => number), faults: fate.struck, kills, digest };
}

/** Nobody is answered while the process is down. */
async function begin(machine: Machine, step: Step, promises: Promises, chance: Parameters<typeof take>[3]): Promise<void> {
  const running = machine.running();
  if (!running) return;
  await take(step, running.app, promises, chance).catch((error: unknown) => {
    if (!(error instanceof AppError)) noteError(machine.logged, running.isDead, `${step.kind} ${step.number}`, error);
  });
}

async function arrive(machine: Machine, request: Request): Promise<void> {
  const running = machine.running();
  if (!running) return;
  try {
    const { status } = await receiveWebhook(running.app, request);
    if (status !== 200) machine.logged.push(`a webhook was answered ${status}`);
  } catch (error) {
    noteError(machine.logged, running.isDead, "webhook", error);
  }
}

/** Runs until nothing is under way, then one comparison with the far end. Returns what never settles. */
async function comeToRest(time: VirtualTime, machine: Machine): Promise<string[] | null> {
  const endMs = time.clock() + LONGEST_REST_MS;
  const count = (sql: string) => machine.db().$client.prepare(sql).pluck().get() as number;
  const until = async (isOver: () => boolean) => {
    while (!isOver() && time.clock() < endMs) await passFor(time, MINUTE_MS);
    return isOver();
  };
  await until(() => machine.running() !== null);
  const app = machine.running()!.app;
  const isQuiet = () => count("SELECT count(*) FROM operations WHERE state IN ('open', 'waiting')") === 0 && count("SELECT count(*) FROM engine_deliveries") * (app.farEnd.name === "embedded" ? 1 : 0) === 0;
  while (time.clock() < endMs && !(isQuiet() && failed(app).length === 0)) {
    await passFor(time, LOOKS_AFTER_MS);
    for (const id of failed(app)) await inTime(time, lookInto(app, id));
  }
  if (!isQuiet()) return ["does not come to rest"];
  const isCompared = () => latestRun(app.db)?.state !== "running" && count("SELECT count(*) FROM jobs WHERE dead_at IS NULL AND kind <> 'drift-step'") === 0;
  if (!(await until(isCompared))) return ["jobs do not come to an end"];
  writing(app.db, (tx) => void startDrift(tx, app, { mode: "repair" }));
  return (await until(() => isCompared() && isQuiet())) ? null : ["the comparison does not end"];
}

/** Retries it; if that is impossible because its time was taken meanwhile, discards it. */
async function lookInto(app: App, id: string): Promise<void> {
  await retryOperation(app, ADMIN, id).catch(() => dismissOperation(app, ADMIN, id, "look").catch(() => undefined));
}

const failed = ({ db }: App) => db.$client.prepare("SELECT id FROM operations WHERE state = 'failed'").pluck().all() as string[];

async function passFor(time: VirtualTime, ms: number): Promise<void> {
  const endMs = time.clock() + ms;
  time.timer()(ms, () => {});
  await time.pass(() => time.clock() >= endMs);
}

/** Waits for what itself waits for virtual time. */
async function inTime(time: VirtualTime, work: Promise<unknown>): Promise<void> {
  let isOver = false;
  void work.finally(() => (isOver = true));
  while (!isOver) await passFor(time, 1_000);
}

function digestOf(machine: Machine, network: Network): string {
  const hash = createHash("sha256");
  for (const db of [machine.db(), network.db]) {
    if (!db) continue;
    for (const table of ["bookings", "operations", "calcom_links", "audit_events", "webhook_deliveries", "engine_bookings"]) {
      hash.update(JSON.stringify(db.$client.prepare(`SELECT * FROM ${table}`).all()));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
