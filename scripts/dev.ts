import { resolve } from "node:path";
import { createServer } from "vite";
import type { App } from "#app/app.server.ts";
import { parseEnv } from "#app/lib/env.server.ts";
import { createLog } from "#app/lib/log.server.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { announce } from "./server/announce.ts";
import { answer } from "./server/answer.ts";
import { keptAppSecret } from "./server/app-secret.ts";
import { openDataFolder } from "./server/data-folder.ts";
import { loadDotEnv } from "./server/dot-env.ts";
import { listen } from "./server/http-server.ts";
import { pagesOf, type ProductBuild } from "./server/product-build.ts";
import { stopOnSignals } from "./server/stop-on-signals.ts";

/** The demo's data with pages that change as their files do. Everything else is the production server's. */
loadDotEnv();
process.env.NODE_ENV ??= "development";
const env = parseEnv({ ...process.env, HOST: process.env.HOST || "127.0.0.1", DATA_DIR: process.env.DATA_DIR || "./data-demo" });
const dataDir = resolve(env.dataDir);
const db = await openDataFolder(dataDir, { demo: true });
const log = createLog(env.logLevel);
const vite = await createServer({ server: { middlewareMode: true } });
let current: { build: ProductBuild; app: App; stopWork: () => Promise<void> } | null = null;

const site = {
  async handle(request: Request, context: Parameters<ReturnType<typeof pagesOf>>[1]): Promise<Response> {
    const build = (await vite.ssrLoadModule("virtual:remix/server-build")) as ProductBuild;
    // A changed file loads new modules; the object graph must come from the same ones as the pages.
    if (current?.build.entry.module.createApp !== build.entry.module.createApp) {
      const app = build.entry.module.createApp({ db, env: { ...env, appSecret: env.appSecret ?? keptAppSecret(dataDir) }, log, demo: true });
      void current?.stopWork();
      current = { build, app, stopWork: build.entry.module.startWork(app) };
    }
    return pagesOf(build, current.app, "development")(request, context);
  },
  files: new Map(),
  proxy: env,
  log,
  random: systemRandom,
  // Vite puts styles and its refresh code into the page and talks over a web socket.
  policy: (_nonce?: string, frames: string[] = []) =>
    `default-src 'self' 'unsafe-inline' data: ws:; base-uri 'none'; frame-ancestors 'none'${frames.map((origin) => `; frame-src ${origin}`).join("")}`,
};

const http = await listen({ host: env.host, port: env.port, listener: (req, res) => vite.middlewares(req, res, () => void answer(site, req, res)) });
announce({ url: `http://${env.host}:${http.port}`, setupUrl: null }, { demo: true });
stopOnSignals(
  async () => {
    await vite.close();
    await Promise.all([http.stop(), current?.stopWork()]);
    db.$client.close();
  },
  (line) => void process.stderr.write(`${line}\n`),
);
