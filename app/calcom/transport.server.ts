import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "#app/lib/time.ts";
import { attemptOnce, failureOf, type FailedAttempt } from "./attempt.server.ts";
import { toAppError } from "./errors.ts";
import { exchange, type Fetch } from "./exchange.server.ts";
import type { CallOptions, Effort } from "./gateway.ts";
import { askedWaitMs, nextWait, patienceOf, type Jitter, type Patience } from "./retry.ts";
import { apiVersions, versionFor, type ApiVersions } from "./versions.ts";

/** What the gateway needs of a logger; pino's fits. */
export interface CalcomLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface TransportConfig {
  /** Ends in `/v2`: "https://api.cal.com/v2". */
  baseUrl: string;
  apiKey: string;
  fetch: Fetch;
  clock: Clock;
  log: CalcomLog;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  random?: Jitter;
  profile?: FarEndProfile;
}

/** What differs from one far end to another. */
export interface FarEndProfile {
  versions?: Partial<ApiVersions>;
  patience?: Partial<Record<Effort, Patience>>;
}

export interface WireCall {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the base URL, ids encoded: "/bookings/abc". */
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
}

/** Makes a call and reads the JSON of its answer with `read`, which throws when that is not what it must be. Rejects with AppError only. */
export type Transport = <T>(call: WireCall, read: (json: unknown) => T, options?: CallOptions) => Promise<T>;

export function createTransport(config: TransportConfig): Transport {
  const { clock, log, random = Math.random, sleep = realSleep } = config;
  const patience = { ...patienceOf, ...config.profile?.patience };
  const requestOf = requestsTo(config);

  return async (call, read, options = {}) => {
    const isWrite = call.method !== "GET";
    const { effort = isWrite ? "write" : "page", signal, correlationId } = options;
    const { attempts, attemptMs, totalMs } = patience[effort];
    const request = requestOf(call, correlationId);
    const line = { method: call.method, path: call.path, query: loggableQuery(call), correlationId };
    const deadlineMs = clock() + totalMs;
    let drawnMs = 0;

    for (let attempt = 1; ; attempt += 1) {
      const sentMs = clock();
      const limitMs = Math.min(attemptMs, deadlineMs - sentMs);
      // Every attempt of every call passes here: the place for a budget and a circuit breaker.
      const ended = await attemptOnce(() => exchange(config.fetch, request, { limitMs, signal }), read);
      const ms = clock() - sentMs;
      if (ended.outcome === "read") {
        log.info({ ...line, status: ended.status, ms }, "Cal.com answered");
        return ended.value;
      }

      const failure = failureOf(ended, isWrite, [config.apiKey, call.query, call.body]);
      const fields = { ...line, status: failure.status, ms, attempt };
      const asked = "answer" in ended ? askedWaitMs(ended.answer, effort, clock()) : 0;
      const wait = nextWait({ attempt, drawnMs, askedMs: asked, jitter: random });
      const isRepeated = attempt < attempts && isSafeToRepeat(ended, isWrite, effort) && clock() + wait.waitMs < deadlineMs;
      if (isRepeated) {
        log.warn({ ...fields, code: failure.code, waitMs: wait.waitMs }, "Cal.com call will be repeated");
        drawnMs = wait.drawnMs;
        const hasWaited = await sleep(wait.waitMs, signal).then(() => true, () => false);
        if (hasWaited && clock() < deadlineMs) continue;
      }
      const level = failure.code === "aborted" ? "info" : "error";
      log[level]({ ...fields, cause: { code: failure.code, message: failure.message } }, "Cal.com call failed");
      throw toAppError(failure);
    }
  };
}

/** A write is repeated only when the far end certainly did nothing; a read whenever another try may help. */
function isSafeToRepeat(ended: FailedAttempt, isWrite: boolean, effort: Effort): boolean {
  if (ended.outcome === "unanswered") {
    const { kind } = ended.reason;
    return kind === "unsent" || ((kind === "cut" || kind === "timeout") && !isWrite && effort !== "write");
  }
  const { status } = ended.answer;
  return status === 429 || (status >= 500 && !isWrite && effort !== "write");
}

function requestsTo({ baseUrl, apiKey, profile }: TransportConfig) {
  const versions = { ...apiVersions, ...profile?.versions };
  const base = baseUrl.replace(/\/+$/, "");

  return ({ method, path, query = {}, body }: WireCall, correlationId: string | undefined) => {
    const version = versionFor(path, versions);
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    const headers = {
      authorization: `Bearer ${apiKey.trim()}`,
      accept: "application/json",
      ...(version && { "cal-api-version": version }),
      ...(body && { "content-type": "application/json" }),
      ...(correlationId && /^[\w.:-]{1,128}$/.test(correlationId) && { "x-request-id": correlationId }),
    };
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    return { url: base + path + search, init: { method, headers, body: body ? JSON.stringify(body) : null } };
  };
}

/** Names and values that say nothing about a person. */
const IMPERSONAL = new Set(["eventTypeId", "eventTypeIds", "start", "end", "duration", "status", "take", "skip", "afterStart", "beforeEnd"]);

function loggableQuery({ query = {} }: WireCall): Record<string, string | number | undefined> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => IMPERSONAL.has(name)));
}

async function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, signal && { signal });
}
