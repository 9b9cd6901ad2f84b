import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { App } from "#app/app.server.ts";
import { ensureSetupToken } from "#app/auth/setup-token.server.ts";
import type { Env } from "#app/lib/env.server.ts";
import { createLog, type Log } from "#app/lib/log.server.ts";
import { paths } from "#app/lib/paths.ts";
import { systemClock, type Clock } from "#app/lib/time.ts";
import { systemRandom, type Random } from "#app/lib/tokens.server.ts";
import { answer } from "./answer.ts";
import { keptAppSecret } from "./app-secret.ts";
import { openDataFolder } from "./data-folder.ts";
import { listen, type HttpServer } from "./http-server.ts";
import { loadBuild, pagesOf } from "./product-build.ts";
import { StartupError } from "./startup-error.ts";
import { readStaticFiles } from "./static-files.ts";

export interface ServerOptions {
  env: Env;
  demo: boolean;
  /** What `npm run build` made. */
  buildDir: string;
  log?: Log;
  clock?: Clock;
  random?: Random;
  /** How the far end is reached; unset: Cal.com over the network, or the embedded engine. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface RunningServer {
  app: App;
  port: number;
  /** Where a person on this machine finds it. */
  url: string;
  /** The one-time address that makes the first administrator; null once there is one. */
  setupUrl: string | null;
  /** Finish running work, then close the database. */
  stop(): Promise<void>;
}

/** The whole server on one data folder. Rejects with StartupError, or as `listen` fails. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { env, demo, buildDir, clock = systemClock, random = systemRandom, log = createLog(env.logLevel) } = options;
  if (!existsSync(join(buildDir, "server/index.js"))) throw new StartupError('There is no build yet: run "npm run build" first.');
  const build = await loadBuild(buildDir);
  const db = await openDataFolder(resolve(env.dataDir), { demo, clock });
  let http: HttpServer | undefined;
  try {
    const appSecret = env.appSecret ?? keptAppSecret(resolve(env.dataDir));
    const app = build.entry.module.createApp({ db, env: { ...env, appSecret }, log, demo, clock, random, fetch: options.fetch });
    const site = { handle: pagesOf(build, app), files: readStaticFiles(join(buildDir, "client")), proxy: env, log, random };
    http = await listen({ host: env.host, port: env.port, listener: (req, res) => void answer(site, req, res) });
    const url = env.appUrl ?? `http://${reachable(env.host)}:${http.port}`;
    // Only after it listens: a second server that finds the port taken must not replace the first one's link.
    const token = demo ? null : ensureSetupToken(db, random, clock);
    const stopWork = build.entry.module.startWork(app);
    return {
      app,
      port: http.port,
      url,
      setupUrl: token === null ? null : url + paths.setup(token),
      async stop() {
        await Promise.all([http?.stop(), stopWork()]);
        db.$client.close();
      },
    };
  } catch (error) {
    await http?.stop();
    db.$client.close();
    throw error;
  }
}

function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
