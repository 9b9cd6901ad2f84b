import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STARTS_WITHIN_MS = 60_000;

/** Drills run what `npm run build` made; only a missing build is made here. */
export function ensureBuild(): void {
  if (existsSync(join(ROOT, "build/serve.js"))) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, "scripts/build.mjs")], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed");
}

export interface ServerProcess {
  url: string;
  /** At once, as when the power fails. */
  kill(): Promise<void>;
}

/** The demo's server as a process of its own on a data folder, once it says where it is. */
export async function startDemo(dataDir: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(ROOT, "build/serve.js"), "--demo"], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent", RATE_LIMITS: "off" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { url: await addressOf(child, "stderr", /is at (http:\S+)/), kill: () => ended(child, "SIGKILL") };
}

/** Where a server says it is. One that does not say so in time is killed. */
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
