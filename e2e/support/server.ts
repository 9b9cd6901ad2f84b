import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../build/serve.js", import.meta.url));

export interface OwnServer {
  url: string;
  /** The address printed while there is no administrator. */
  setupUrl: string | null;
  stop(): Promise<void>;
}

/** The built server as a process of its own, for what must not happen to the one all tests share. */
export async function startServer({ dataDir, words = [], env = {} }: { dataDir: string; words?: string[]; env?: Record<string, string> }): Promise<OwnServer> {
  const child = spawn(process.execPath, [BUILT, ...words], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent", RATE_LIMITS: "off", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit");
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    void exited.then(([code]) => reject(new Error(`The server ended with ${code}: ${said}`)));
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const address = /is at (http:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
  });
  await untilHealthy(url);
  return {
    url,
    setupUrl: /http:\S+\/setup\?token=\S+/.exec(said)?.[0] ?? null,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** Everything a start has to say is said by then. */
async function untilHealthy(url: string): Promise<void> {
  while (!(await fetch(`${url}/healthz`).catch(() => null))?.ok) await new Promise((resolve) => setTimeout(resolve, 50));
}
