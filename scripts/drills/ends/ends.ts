import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createAccount } from "#app/auth/accounts.server.ts";
import { issueApiToken } from "#app/auth/api-tokens.server.ts";
import { systemClock } from "#app/lib/time.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { openDatabase, writing } from "#db/client.ts";
import { addressOf, ended, ROOT } from "../server-process.ts";
import { setClock, type DrillClock } from "./clock.ts";

/** `npm run engine` makes an account with this key. */
export const ENGINE_KEY = "cal_test_local";
const WEBHOOK_SECRET = "a secret between the two ends of a drill";
/** To be loaded before a server, which then takes DRILL_CLOCK for the time. */
export const FAST_CLOCK = new URL("fast-clock.mjs", import.meta.url).href;

/** Where the two processes keep their data and how they reach each other. */
export interface Deps {
  /** The product's data folder. */
  here: string;
  /** The engine's. */
  there: string;
  herePort: number;
  therePort: number;
  clock: DrillClock;
  seed: number;
}

export interface EndProcess {
  url: string;
  /** Kills it at once, like a power failure. */
  kill(): Promise<void>;
  /** Stops it as an administrator would. */
  stop(): Promise<void>;
}

export const hereUrl = ({ herePort }: Deps) => `http://127.0.0.1:${herePort}`;
export const thereUrl = ({ therePort }: Deps) => `http://127.0.0.1:${therePort}`;

/** Long enough for every caller to time out first. */
const HANG_MS = 40_000;

/** Cal.com's part: the engine on its own port and data. */
export async function startThere(deps: Deps): Promise<EndProcess> {
  const words = ["--port", String(deps.therePort), "--data", deps.there, "--fault-seed", String(deps.seed), "--hang-ms", String(HANG_MS)];
  return started(runOn(deps, "engine.js", words), "stdout", /at (http:\S+)\/v2/);
}

/** The product, with that engine as its Cal.com. */
export async function startHere(deps: Deps): Promise<EndProcess> {
  return started(runOn(deps, "serve.js", []), "stderr", /is at (http:\S+)/);
}

async function started(child: ChildProcess, says: "stdout" | "stderr", pattern: RegExp): Promise<EndProcess> {
  const url = await addressOf(child, says, pattern);
  return { url, kill: () => ended(child, "SIGKILL"), stop: () => ended(child, "SIGTERM") };
}

function runOn(deps: Deps, script: string, words: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(ROOT, "build", script), ...words], { cwd: deps.here, env: environmentOf(deps), stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(join(deps.here, "log.txt"), { flags: "a" });
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
  return child;
}

function environmentOf({ here, herePort, therePort, clock }: Deps): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    PATH: process.env.PATH ?? "",
    NODE_OPTIONS: `--import=${FAST_CLOCK}`,
    DRILL_CLOCK: JSON.stringify(clock),
    HOST: "127.0.0.1",
    PORT: String(herePort),
    DATA_DIR: here,
    LOG_LEVEL: process.env.DRILL_LOG_LEVEL ?? "warn",
    RATE_LIMITS: "off",
    TIME_ZONE: "Europe/London",
    CALCOM_API_URL: `http://127.0.0.1:${therePort}/v2`,
    CALCOM_API_KEY: ENGINE_KEY,
    CALCOM_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
}

/** Import the account's event types, register the webhook there, and make an administrator's token. */
export async function introduce(deps: Deps): Promise<{ token: string }> {
  const words = ["--apply", "--new-branch", "Main", "--address", "Street 1"];
  const imported = spawnSync(process.execPath, [join(ROOT, "build/calcom-import.js"), ...words], { cwd: deps.here, env: environmentOf(deps), encoding: "utf8" });
  if (imported.status !== 0) throw new Error(`The import failed: ${imported.stderr}`);
  const registered = await fetch(`${thereUrl(deps)}/v2/webhooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${ENGINE_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ subscriberUrl: `${hereUrl(deps)}/api/webhooks/calcom`, triggers: TRIGGERS, active: true, secret: WEBHOOK_SECRET }),
  });
  if (!registered.ok) throw new Error(`The webhook was not registered: ${await registered.text()}`);
  return { token: await tokenOf(join(deps.here, "frontdesk.db")) };
}

const TRIGGERS = ["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REJECTED"];

/** Who signs in with a password in a drill. */
export const ADMIN = { email: "admin@example.com", password: "a password for this drill only" };

async function tokenOf(file: string): Promise<string> {
  const db = openDatabase(file);
  try {
    const deps = { db, clock: systemClock, random: systemRandom };
    const userId = await createAccount(deps, { ...ADMIN, name: "Admin", role: "admin" }, Date.now());
    return writing(db, (tx) => issueApiToken(tx, deps, { userId, actor: "system:drill" }, { name: "Drill", scopes: ["read", "write"] }));
  } finally {
    db.$client.close();
  }
}

/** Two data folders and two free ports; drills that run at once are given ports of their own to look through. */
export async function prepareGround(folder: string, { pace, seed = 1, portsFrom }: { pace: { speed: number; timerSpeed: number }; seed?: number; portsFrom: number }): Promise<Deps> {
  const [here, there] = [join(folder, "here"), join(folder, "there")];
  for (const each of [here, there]) mkdirSync(each);
  const [herePort, therePort] = (await freePorts(2, portsFrom)) as [number, number];
  return { here, there, herePort, therePort, clock: setClock(pace), seed };
}

/** Below the ephemeral port range, so that a server finds its own port free again after a kill. */
export async function freePorts(count: number, from: number): Promise<number[]> {
  const free: number[] = [];
  for (let port = from; free.length < count; port += 1) if (await isFree(port)) free.push(port);
  return free;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

