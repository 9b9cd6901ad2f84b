import type { Db } from "#db/client.ts";
import type { App } from "#app/app.server.ts";
import { MINUTE_MS } from "#app/lib/time.ts";
import { openOperations, openPractice, type Fault, type Practice } from "../testing.ts";
import { openDatabase } from "#db/client.ts";
import { settleOpen } from "./settle-open.server.ts";

/** Where the product awaits: a call about to leave, and its answer about to be read. Everything between is one transaction or none. */
export type CrashPlan = number[];

/** What the network does to a call that is not cut off by a crash. */
export type Fate = "kept" | Fault;

export interface Crashing {
  /** The process that lives now. */
  app(): App;
  /** Runs it to its end or until the process dies, and starts the next one. Says whether it died. */
  run(work: (app: App) => Promise<unknown>): Promise<boolean>;
  /** Restarts and settles until nothing is open any more. */
  settleAll(): Promise<void>;
  /** How many points were passed. */
  points(): number;
  close(): void;
}

interface CrashingOptions {
  farEnd: App["farEnd"];
  luck?: () => Fate;
  /** What reaches the process after each call the far end has dealt with, before its answer is read. */
  heard?: (app: App) => Promise<void>;
}

/** Processes on one database file, of which each dies at the next point of the plan: what it had begun is never heard of again. */
export function crashing(practice: Practice, plan: CrashPlan, { farEnd, luck = () => "kept", heard = async () => undefined }: CrashingOptions): Crashing {
  const opened: Db[] = [];
  let passed = 0;
  let die = () => {};
  let isCalm = false;
  let current = start();

  function start() {
    const db = openDatabase(practice.file);
    db.$client.pragma("synchronous = OFF");
    opened.push(db);
    const process = { ...openPractice(db, practice.time), isDead: false };
    Object.assign(process.app.farEnd, farEnd);
    const point = () => {
      if (plan.includes(passed++)) process.isDead = true;
      if (!process.isDead) return null;
      die();
      return new Promise<never>(() => {});
    };
    process.far.fault = async (call, engine) => {
      await point();
      const fate = isCalm ? "kept" : luck();
      try {
        return fate === "kept" ? await engine(call) : await fate(call, engine);
      } finally {
        if (!process.isDead) await heard(process.app);
        await point();
      }
    };
    return process;
  }

  async function run(work: (app: App) => Promise<unknown>): Promise<boolean> {
    const death = new Promise<"dead">((resolve) => (die = () => resolve("dead")));
    const end = await Promise.race([work(current.app), death]);
    if (end === "dead") current = start();
    return end === "dead";
  }

  async function settleAll(): Promise<void> {
    for (let round = 0; round < 60 && openOperations(practice).length > 0; round += 1) {
      // Bad luck ends some time: a change of many parts may need more attempts than are made.
      isCalm = round > 20;
      practice.time.nowMs += 4 * MINUTE_MS;
      await run(settleOpen);
    }
  }

  const close = () => opened.forEach((db) => db.$client.close());
  return { app: () => current.app, run, settleAll, points: () => passed, close };
}
