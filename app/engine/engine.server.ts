import { SECOND_MS, systemClock, type Clock } from "#app/lib/time.ts";
import { hashToken, newId, systemRandom, type Random } from "#app/lib/tokens.server.ts";
import type { Db } from "#db/client.ts";
import { createCallers, credentialOf, isApiKey, type Caller } from "./accounts/callers.server.ts";
import type { Call, Engine, EngineLog, SignedCall } from "./context.ts";
import { createHosts, type EngineHosts } from "./hosts.server.ts";
import { readBody } from "./http/body.ts";
import { corsHeaders, preflightHeaders } from "./http/cors.ts";
import { failureBody, type Answer } from "./http/envelope.ts";
import { ApiFailure, notFound, unauthorized } from "./http/failures.ts";
import { createRateLimiter, rateLimitHeaders, type RateLimit } from "./http/rate-limit.ts";
import { createRouter, type Match } from "./http/router.ts";
import { resolveVersion } from "./http/versions.ts";
import { prepareBusyOf } from "./openings/busy.server.ts";
import { routesAround } from "./routes-around.server.ts";
import { oldRoutes } from "./routes-old.server.ts";
import { routes } from "./routes.server.ts";
import { deliverWebhooks, type Send } from "./webhooks/deliver.server.ts";

export interface EngineOptions {
  db: Db;
  clock?: Clock;
  random?: Random;
  log?: EngineLog;
  /** In-memory keys, in addition to those in the database; they begin with "cal_". */
  apiKeys?: { key: string; userId: number }[];
  rateLimit?: RateLimit | "off";
  /** The base URL of the booking pages. */
  baseUrl?: string;
  /** How webhooks are sent; over the network by default. */
  send?: Send;
  /** How many times a webhook is tried, five minutes apart. Once by default, as at Cal.com. */
  webhookAttempts?: number;
}

export interface EngineHandle {
  fetch(request: Request): Promise<Response>;
  hosts: EngineHosts;
  /** Sends the due webhooks; returns how many were sent. */
  deliverWebhooks(): Promise<number>;
}

const NO_CREDENTIALS =
  "No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers";

/**
 * Cal.com's API v2 as a function. `fetch` takes a request whose path begins with /v2 and always returns a response,
 * never throws; what Cal.com offers only on its web pages (people, their hours, time off) is in `hosts`.
 */
export function createEngine(options: EngineOptions): EngineHandle {
  const { db, clock = systemClock, random = systemRandom, log, baseUrl = "https://cal.local" } = options;
  const engine: Engine = { db, clock, random, baseUrl, busyOf: prepareBusyOf(db) };
  const match = createRouter([...routesAround, ...routes, ...oldRoutes]);
  const callerOf = createCallers(db, clock, options.apiKeys ?? []);
  const allow = createRateLimiter(options.rateLimit, clock);

  async function fetch(request: Request): Promise<Response> {
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: preflightHeaders });
    const allowance = allow(callerKey(request));
    const headers = { ...corsHeaders, ...rateLimitHeaders(allowance) };
    try {
      const answer = await answerTo(request, allowance.allowed);
      return Response.json(answer.body, { status: answer.status, headers: { ...headers, ...answer.headers } });
    } catch (error) {
      return failed(request, error, headers);
    }
  }

  async function answerTo(request: Request, allowed: boolean): Promise<Answer> {
    const url = new URL(request.url);
    const version = resolveVersion(request.headers.get("cal-api-version"));
    if (!allowed) throw new ApiFailure(429, "ThrottlerException", TOO_MANY, TOO_MANY);
    const found = match(request.method === "HEAD" ? "GET" : request.method, url.pathname, version);
    if (!found) throw notFound(`Cannot ${request.method} ${url.pathname}`);
    const credential = credentialOf(request);
    const caller = credential === null ? null : callerOf(credential);
    if (caller === null && found.route.auth === "required") throw unauthorized(NO_CREDENTIALS);
    return handle(found, { engine, url, version, caller, params: found.params, body: await readBody(request) });
  }

  function failed(request: Request, error: unknown, headers: Record<string, string>): Response {
    const url = new URL(request.url);
    const requestId = request.headers.get("x-request-id") ?? newId(random);
    const failure = error instanceof ApiFailure ? error : UNEXPECTED;
    if (failure === UNEXPECTED) log?.error({ err: error, method: request.method, path: url.pathname, requestId }, "engine call failed");
    const body = failureBody(failure, url.pathname + url.search, clock());
    return Response.json(body, { status: failure.status, headers: { ...headers, "X-Request-Id": requestId } });
  }

  const delivery = { send: options.send ?? overTheNetwork, attempts: options.webhookAttempts ?? 1, log };
  return { fetch, hosts: createHosts(engine), deliverWebhooks: () => deliverWebhooks(engine, delivery) };
}

const overTheNetwork: Send = (request) => globalThis.fetch(request, { signal: AbortSignal.timeout(10 * SECOND_MS) });

const TOO_MANY = "CustomThrottlerGuard - Too many requests. Please try again later.";
const UNEXPECTED = new ApiFailure(500, "INTERNAL_SERVER_ERROR", "There was an error, please try again later.");

/** Rate limits are per key, or per address without a key. */
function callerKey(request: Request): string {
  const credential = credentialOf(request);
  if (credential !== null && isApiKey(credential)) return `key ${hashToken(credential)}`;
  return `address ${request.headers.get("x-forwarded-for") ?? "unknown"}`;
}

function handle({ route }: Match, call: Call & { caller: Caller | null }): Answer {
  return route.auth === "required" ? route.handle(call as SignedCall) : route.handle(call);
}
