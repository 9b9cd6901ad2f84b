import type { Db } from "#db/client.ts";
import { openImage } from "#db/testing.ts";
import { createApp, type App } from "#app/app.server.ts";
import { receiveWebhook } from "#app/bookings/sighting/receive.server.ts";
import type { Log } from "#app/lib/log.server.ts";
import { regularWork } from "#app/work.server.ts";
import type { Fate } from "./fate.ts";
import type { Network } from "./network.ts";
import { KEY, simulatedEnv, WEBHOOK_SECRET } from "./practice.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** One process of the product, from its start until it is killed. */
export interface Incarnation {
  readonly app: App;
  isDead(): boolean;
  /** Like kill -9: committed data stays, and nothing else of it happens any more. */
  kill(): void;
}

/** Where the product runs. It is started again some seconds after it was killed. */
export interface Machine {
  /** null while it is down. */
  running(): Incarnation | null;
  /** What is committed: the running process's database. */
  db(): Db;
  kills(): number;
  slowDown(): void;
  /** Unexpected errors that the product logged. */
  logged: string[];
}

/** Thrown where a killed process would simply stop. */
class Killed extends Error {}

const KILLED_AT_COMMIT = 0.0012;
/** Background work polls less often than in production, to save simulation time; even less while settling. */
const PACE = 5;
const SLOW_PACE = 20;

export function createMachine({ time, fate, network, image, farEnd }: { time: VirtualTime; fate: Fate; network: Network; image: Buffer; farEnd: "calcom" | "embedded" }): Machine {
  const logged: string[] = [];
  let disk = image;
  let current: Incarnation | null = null;
  let db: Db;
  let kills = 0;
  let pace = PACE;

  function start(): void {
    db = openImage(disk);
    let dead = false;
    const isDead = () => dead;
    const kill = () => {
      if (dead) return;
      dead = true;
      kills += 1;
      disk = own.$client.serialize();
      own.$client.close();
      current = null;
      time.timer()(1_000 + fate.chance(`restart ${kills}`).between(0, 20_000), start);
    };
    const own = db;
    dyingAtCommits(own, () => {
      if (dead) throw new Killed();
      if (!fate.strikes("kill", "commit", KILLED_AT_COMMIT)) return;
      kill();
      throw new Killed();
    });
    try {
      begin(own, { isDead, kill });
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  function begin(own: Db, process: { isDead(): boolean; kill(): void }): void {
    const { isDead } = process;
    const app = createApp({
      db: own,
      env: simulatedEnv(farEnd === "calcom" ? { CALCOM_API_KEY: KEY, CALCOM_API_URL: "https://calcom.example/v2", CALCOM_WEBHOOK_SECRET: WEBHOOK_SECRET } : {}),
      log: listening(logged, isDead),
      demo: false,
      clock: time.clock,
      timer: time.timer(isDead),
      random: fate.chance(`process ${kills}`).bytes,
      fetch: network.from(process, own),
      receiveWebhook,
    });
    current = { app, ...process };
    work(app, isDead);
  }

  function work(app: App, isDead: () => boolean): void {
    const later = time.timer(isDead);
    for (const task of regularWork(app)) {
      const round = async () => {
        await (async () => void (await task.run(new AbortController().signal)))().catch((error: unknown) => noteError(logged, isDead, `${task.name} failed`, error));
        later(task.everyMs * pace, () => void round());
      };
      later(0, () => void round().catch(() => undefined));
    }
  }

  start();
  return { running: () => current, db: () => db, kills: () => kills, slowDown: () => void (pace = SLOW_PACE), logged };
}

/** Runs a hook before and after every transaction. */
function dyingAtCommits(db: Db, mayDie: () => void): void {
  const transaction = db.transaction.bind(db);
  db.transaction = (work, config) => {
    mayDie();
    const result = transaction(work, config);
    mayDie();
    return result;
  };
}

/** Errors a healthy product would not log: those not caused by the far end. */
function listening(logged: string[], isDead: () => boolean): Log {
  const error = (fields: { err?: unknown }, message?: string) => {
    if (fields.err !== undefined) noteError(logged, isDead, message ?? "", fields.err);
  };
  const log = { debug() {}, info() {}, warn() {}, error, child: () => log } as unknown as Log;
  return log;
}

export function noteError(logged: string[], isDead: () => boolean, what: string, error: unknown): void {
  if (!isDead() && !(error instanceof Killed)) logged.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 4).join(" | ") : String(error)}`);
}
