import { writing, type Db } from "#db/client.ts";
import { createLimits, type Limits } from "./auth/limits.server.ts";
import { withCache } from "./calcom/cached-gateway.server.ts";
import { overTheNetwork } from "./calcom/far-ends.ts";
import type { CalcomGateway } from "./calcom/gateway.ts";
import { createCalcomGateway } from "./calcom/gateway.server.ts";
import type { Hosts } from "./catalog/hosts.ts";
import { createEngine } from "./engine/engine.server.ts";
import { calcomHosts, embeddedAccount, engineHosts } from "./hosts.server.ts";
import type { Env } from "./lib/env.server.ts";
import type { Log } from "./lib/log.server.ts";
import { MINUTE_MS, systemClock, type Clock } from "./lib/time.ts";
import { newToken, systemRandom, type Random } from "./lib/tokens.server.ts";
import { pinCompany } from "./settings/company.server.ts";

/** The one object graph: made once by the server, handed to every request, job and script. */
export interface App {
  db: Db;
  gateway: CalcomGateway;
  hosts: Hosts;
  farEnd: FarEnd;
  limits: Limits;
  env: AppEnv;
  clock: Clock;
  random: Random;
  log: Log;
  /** Whether this data folder is the demo's. */
  demo: boolean;
}

export type AppEnv = Env & { appSecret: string };

/** Where bookings are made. */
export interface FarEnd {
  /** "embedded" or "calcom": written on every link, since verbs go where the booking was made. */
  name: "embedded" | "calcom";
  /** How long an unanswered create may still be on its way there. */
  settleAfterMs: number;
}

export interface AppOptions {
  db: Db;
  env: AppEnv;
  log: Log;
  demo: boolean;
  clock?: Clock;
  random?: Random;
  /** The network's edge: how Cal.com, or the embedded engine in its place, is reached. */
  fetch?: (request: Request) => Promise<Response>;
}

export function createApp(options: AppOptions): App {
  const { db, env, log, demo, clock = systemClock, random = systemRandom } = options;
  writing(db, (tx) => pinCompany(tx, { companyName: env.companyName, timeZone: env.timeZone }, clock()));
  const ground = { db, clock, random };
  const far = env.calcom.apiKey ? cloud(env.calcom.apiKey, options) : embedded(ground, options);
  const gateway = withCache(createCalcomGateway({ ...far.reach, clock, log }), { clock });
  return { ...ground, gateway, hosts: far.hosts, farEnd: far.farEnd, limits: createLimits(db, { enabled: env.rateLimits, secret: env.appSecret }), env, log, demo };
}

function cloud(apiKey: string, { env, fetch = globalThis.fetch }: AppOptions) {
  const farEnd: FarEnd = { name: "calcom", settleAfterMs: 3 * MINUTE_MS };
  return { farEnd, hosts: calcomHosts(), reach: { baseUrl: env.calcom.apiUrl, apiKey, fetch, profile: overTheNetwork(env.calcom.callsPerMinute) } };
}

/** The same code over the same wire, in this process. Its key lives as long as the process does. */
function embedded(ground: Pick<App, "db" | "clock" | "random">, { log, fetch }: AppOptions) {
  const { userId } = embeddedAccount(ground);
  const apiKey = `cal_${newToken(ground.random)}`;
  const engine = createEngine({ ...ground, log, apiKeys: [{ key: apiKey, userId }], rateLimit: "off" });
  const farEnd: FarEnd = { name: "embedded", settleAfterMs: 0 };
  return { farEnd, hosts: engineHosts(engine, ground), reach: { baseUrl: "http://engine.local/v2", apiKey, fetch: fetch ?? engine.fetch } };
}
