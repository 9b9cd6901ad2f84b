import { writing, type Db } from "#db/client.ts";
import { createLimits, type Limits } from "./auth/limits.server.ts";
import { withCache } from "./calcom/cached-gateway.server.ts";
import { overTheNetwork } from "./calcom/far-ends.ts";
import type { CalcomGateway } from "./calcom/gateway.ts";
import { createCalcomGateway } from "./calcom/gateway.server.ts";
import { keepMappingOf } from "./catalog/far-end-mapping.server.ts";
import type { Hosts } from "./catalog/hosts.ts";
import { createEngine } from "./engine/engine.server.ts";
import { calcomHosts, embeddedAccount, engineHosts } from "./hosts.server.ts";
import type { Env } from "./lib/env.server.ts";
import type { Log } from "./lib/log.server.ts";
import { MINUTE_MS, systemClock, type Clock } from "./lib/time.ts";
import { systemTimer, type Timer } from "./lib/timer.ts";
import { chance, newToken, systemRandom, type Random } from "./lib/tokens.server.ts";
import { ensureOwnWebhook, sendToSelf } from "./own-webhook.server.ts";
import { calcomSettings } from "./settings/calcom.server.ts";
import { pinCompany } from "./settings/company.server.ts";

/** The object graph: created once by the server and passed to every request, job and script. */
export interface App {
  db: Db;
  gateway: CalcomGateway;
  hosts: Hosts;
  farEnd: FarEnd;
  /** The secret of the embedded engine's webhooks: generated at startup, stored nowhere. null: bookings are made at Cal.com. */
  webhookSecret: string | null;
  /** The network's edge: how Cal.com is reached, wherever bookings are made. */
  fetch: (request: Request) => Promise<Response>;
  /** Delivers the embedded engine's webhooks; returns how many there were. */
  deliverWebhooks(): Promise<number>;
  limits: Limits;
  env: AppEnv;
  clock: Clock;
  random: Random;
  timer: Timer;
  log: Log;
  /** Whether this data folder is the demo's. */
  demo: boolean;
}

export type AppEnv = Env & { appSecret: string };

/** Where bookings are made. */
export interface FarEnd {
  /** "embedded" or "calcom": stored with every link, since changes go to where the booking was made. */
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
  /** Timers; a simulation brings its own. */
  timer?: Timer;
  /** The receiver of the embedded engine's webhooks; without it none are registered. */
  receiveWebhook?: ReceiveWebhook;
}

export type ReceiveWebhook = (app: App, request: Request) => Promise<Response>;

export function createApp(options: AppOptions): App {
  const { db, env, log, demo, clock = systemClock, random = systemRandom, timer = systemTimer } = options;
  writing(db, (tx) => pinCompany(tx, { companyName: env.companyName, timeZone: env.timeZone }, clock()));
  const deps = { db, clock, random };
  const receive = options.receiveWebhook && ((request: Request) => options.receiveWebhook!(app, request));
  const { apiKey } = calcomSettings(options);
  const far = apiKey ? cloud(() => calcomSettings(options).apiKey ?? apiKey, options) : embedded(deps, options, receive);
  // In the engine people own their event types; a team setting refers to Cal.com.
  const teamId = () => (far.farEnd.name === "calcom" ? calcomSettings(options).teamId : null);
  const gateway = withCache(createCalcomGateway({ ...far.reach, teamId, clock, log, random: () => chance(random), timer }), { clock });
  writing(db, (tx) => keepMappingOf(tx, far.farEnd.name, clock()));
  const limits = createLimits(db, { enabled: env.rateLimits, secret: env.appSecret });
  const { farEnd, webhookSecret, deliverWebhooks } = far;
  const app: App = { ...deps, timer, gateway, hosts: far.hostsBy(gateway), farEnd, webhookSecret, fetch: options.fetch ?? globalThis.fetch, deliverWebhooks, limits, env, log, demo };
  return app;
}

/** A key replaced on the settings page is used from the next call on. */
function cloud(apiKey: () => string, { env, fetch = globalThis.fetch }: AppOptions) {
  const farEnd: FarEnd = { name: "calcom", settleAfterMs: 3 * MINUTE_MS };
  return {
    farEnd,
    hostsBy: calcomHosts,
    webhookSecret: null,
    deliverWebhooks: async () => 0,
    reach: { baseUrl: env.calcom.apiUrl, apiKey, fetch, profile: overTheNetwork(env.calcom.callsPerMinute) },
  };
}

/** Retried for an hour: only a bug of ours refuses them. */
const OWN_WEBHOOK_ATTEMPTS = 12;

/** The same code over the same wire, in this process. Its key lives as long as the process does. */
function embedded(deps: Pick<App, "db" | "clock" | "random">, { log, fetch }: AppOptions, receive?: (request: Request) => Promise<Response>) {
  const { userId } = embeddedAccount(deps);
  const apiKey = `cal_${newToken(deps.random)}`;
  const webhookSecret = newToken(deps.random);
  const own = receive && { send: sendToSelf(webhookSecret, receive), webhookAttempts: OWN_WEBHOOK_ATTEMPTS };
  const engine = createEngine({ ...deps, log, apiKeys: [{ key: apiKey, userId }], rateLimit: "off", ...own });
  if (own) ensureOwnWebhook(deps);
  const deliverWebhooks = own ? () => engine.deliverWebhooks() : async () => 0;
  const farEnd: FarEnd = { name: "embedded", settleAfterMs: 0 };
  return { farEnd, hostsBy: () => engineHosts(engine, deps), webhookSecret, deliverWebhooks, reach: { baseUrl: "http://engine.local/v2", apiKey, fetch: fetch ?? engine.fetch } };
}
