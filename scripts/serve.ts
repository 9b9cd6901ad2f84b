import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import { parseEnv, type Env } from "#app/lib/env.server.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { announce } from "./server/announce.ts";
import { resetDemo } from "./server/reset-demo.ts";
import { startServer } from "./server/start-server.ts";
import { startupMessage } from "./server/startup-error.ts";
import { stopOnSignals } from "./server/stop-on-signals.ts";

/** React and Remix select their production builds by it when the pages are loaded. */
process.env.NODE_ENV ??= "production";

const DEMO_DEFAULTS = { HOST: "127.0.0.1", DATA_DIR: "./data-demo", LOG_LEVEL: "warn" };

const demo = process.argv.includes("--demo");
const say = (line: string) => void process.stderr.write(`${line}\n`);
let env: Env | null = null;
try {
  loadDotEnv();
  env = parseEnv(demo ? { ...process.env, ...unsetOf(DEMO_DEFAULTS) } : process.env);
  if (demo && process.argv.includes("--reset")) resetDemo(resolve(env.dataDir));
  const server = await startServer({ env, demo, buildDir: fileURLToPath(new URL(".", import.meta.url)) });
  stopOnSignals(server.stop, say);
  announce(server, { demo });
} catch (error) {
  say(startupMessage(error, env));
  process.exit(1);
}

function unsetOf(defaults: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => !process.env[name]));
}
