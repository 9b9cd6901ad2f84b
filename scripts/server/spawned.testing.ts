import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** What `npm run build` made. */
export const BUILD_DIR = fileURLToPath(new URL("../../build", import.meta.url));
const BUILT = join(BUILD_DIR, "serve.js");

/** `npm test` builds first; a single run of these tests needs `npm run build` before it. */
export function isBuilt(): boolean {
  if (existsSync(BUILT)) return true;
  process.stderr.write("\n*** NOT TESTED: there is no build/serve.js. Run npm run build first. ***\n\n");
  return false;
}

export interface Spawned {
  process: ChildProcess;
  url: string;
  /** Its terminal output so far. */
  said(): string;
  /** Send a signal, wait for the end, give back the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

interface SpawnOptions {
  words?: string[];
  env?: Record<string, string>;
}

/** Starts the built server as a process; resolves once it announces its address. It does not outlive its test. */
export async function spawnServer(dataDir: string, options: SpawnOptions = {}): Promise<Spawned> {
  return startBuilt(dataDir, options, (child) => onTestFinished(() => void child.kill("SIGKILL")));
}

/** The same for several tests, which end it themselves. */
export async function startBuilt(dataDir: string, { words = [], env = {} }: SpawnOptions = {}, begun: (child: ChildProcess) => void = () => {}): Promise<Spawned> {
  const child = spawn(process.execPath, [BUILT, ...words], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent", RATE_LIMITS: "off", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  begun(child);
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  const exited = once(child, "exit");
  const ready = new Promise<string>((resolve) => {
    child.stderr.on("data", () => {
      const url = /is at (https?:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([ready, exited.then(([code]) => Promise.reject(new Error(`exit ${code}: ${said}`)))]);
  return {
    process: child,
    url,
    said: () => said,
    async end(signal) {
      child.kill(signal);
      return (await exited)[0] as number | null;
    },
  };
}

/** Runs a built script to its end, in its own folder without .env or other data. */
export function runBuilt(name: string, words: string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(BUILD_DIR, `${name}.js`), ...words], { cwd, encoding: "utf8", env: { NODE_ENV: "test", PATH: process.env.PATH, ...env } });
  return { status, stdout, stderr };
}
