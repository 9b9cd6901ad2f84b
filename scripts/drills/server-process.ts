import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STARTS_WITHIN_MS = 60_000;

/** Drills run the output of `npm run build`; it is built here only if missing. */
export function ensureBuild(): void {
  if (existsSync(join(ROOT, "build/serve.js"))) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, "scripts/build.mjs")], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed");
}

export interface ServerProcess {
  url: string;
  /** Kills it at once, like a power failure. */
  kill(): Promise<void>;
}

/** Starts the demo's server as a process on a data folder; resolves once it announces its address. */
export async function startDemo(dataDir: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(ROOT, "build/serve.js"), "--demo"], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent", RATE_LIMITS: "off" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { url: await addressOf(child, "stderr", /is at (http:\S+)/), kill: () => ended(child, "SIGKILL") };
}

/** The address a server announces. One that does not in time is killed. */
export async function addressOf(child: ChildProcess, says: "stdout" | "stderr", pattern: RegExp): Promise<string> {
  let said = "";
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`The server did not start: ${said}`)), STARTS_WITHIN_MS);
      child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
      for (const name of ["stdout", "stderr"] as const) {
        child[name]?.on("data", (chunk) => {
          said += chunk;
          const url = name === says && pattern.exec(said)?.[1];
          if (url) resolve(url);
        });
      }
    });
  } catch (error) {
    await ended(child, "SIGKILL");
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

export async function ended(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
