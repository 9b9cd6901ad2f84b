import type { Clock } from "#app/lib/time.ts";
import { sleepBy, systemTimer, type Timer } from "#app/lib/timer.ts";
import { attemptOnce, failureOf, type Attempt, type FailedAttempt } from "./attempt.server.ts";
import { toAppError, type CalcomError } from "./errors.ts";
import { exchange, NoAnswer, type Fetch } from "./exchange.server.ts";
import { tooBusy, type Gate, type GateConfig } from "./gate.ts";
import type { CallOptions, Effort } from "./gateway.ts";
import { askedWaitMs, nextWait, patienceOf, type Jitter, type Patience } from "./retry.ts";
import type { ApiVersions } from "./versions.ts";
import { keyNow, loggableQuery, requestsTo } from "./wire-request.ts";

/** What the gateway needs of a logger; pino's fits. */
export interface CalcomLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface TransportConfig {
  /** Ends in `/v2`: "https://api.cal.com/v2". */
  baseUrl: string;
  /** A function where it may be replaced while the process runs. */
  apiKey: string | (() => string);
  fetch: Fetch;
  clock: Clock;
  log: CalcomLog;
  /** Timers; the machine's clock when unset. */
  timer?: Timer;
  /** Resolves after this many milliseconds; rejects when the signal aborts. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  random?: Jitter;
  profile?: FarEndProfile;
}

/** What differs from one far end to another. */
export interface FarEndProfile {
  versions?: Partial<ApiVersions>;
  patience?: Partial<Record<Effort, Patience>>;
  /** Unset: every call is sent. */
  gate?: GateConfig;
}

export interface WireCall {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the base URL, ids encoded: "/bookings/abc". */
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
  /** Set if a call needs a newer version than its family. */
  version?: string;
}

/** Makes a call and parses the JSON of its answer with `read`, which throws if it is invalid. Rejects with AppError only. */
export type Transport = <T>(call: WireCall, read: (json: unknown) => T, options?: CallOptions) => Promise<T>;

export function createTransport(config: TransportConfig, gate: Gate): Transport {
  const { clock, log, random = Math.random, timer = systemTimer, sleep = sleepBy(timer) } = config;
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
      const turn = await turnAt({ effort, deadlineMs, signal });
      const sentMs = clock();
      const limitMs = Math.min(attemptMs, deadlineMs - sentMs);
      const ended = "ended" in turn ? turn.ended : await attemptOnce(() => exchange(config.fetch, request, { limitMs, signal, timer }), read);
      if ("passed" in turn) turn.passed(ended);
      const ms = clock() - sentMs;
      if (ended.outcome === "read") {
        log.info({ ...line, status: ended.answer.status, ms }, "Cal.com answered");
        return ended.value;
      }

      const failure = failureOf(ended, isWrite, [keyNow(config.apiKey), call.query, call.body]);
      const fields = { ...line, status: failure.status, ms, attempt };
      const asked = "answer" in ended ? askedWaitMs(ended.answer, clock()) : "waitMs" in ended ? ended.waitMs : 0;
      const wait = nextWait({ attempt, drawnMs, askedMs: asked, jitter: random });
      const isRepeated = attempt < attempts && isSafeToRepeat(ended, isWrite, effort) && clock() + wait.waitMs < deadlineMs;
      if (isRepeated) {
        log.warn({ ...fields, code: failure.code, waitMs: wait.waitMs }, "Cal.com call will be repeated");
        drawnMs = wait.drawnMs;
        const hasWaited = await sleep(wait.waitMs, signal).then(() => true, () => false);
        if (hasWaited && clock() < deadlineMs) continue;
      }
      log[levelOf(ended, failure)]({ ...fields, cause: { code: failure.code, message: failure.message } }, ended.outcome === "held" ? "Cal.com call not sent" : "Cal.com call failed");
      throw toAppError(failure, asked);
    }
  };

  /** Waits at the gate for as long as there is time. */
  async function turnAt({
    effort,
    deadlineMs,
    signal,
  }: {
    effort: Effort;
    deadlineMs: number;
    signal: AbortSignal | undefined;
  }): Promise<{ passed: (ended: Attempt<unknown>) => void } | { ended: FailedAttempt }> {
    for (;;) {
      const answer = gate.enter(effort);
      if ("passed" in answer) return answer;
      if ("refused" in answer) return { ended: answer.refused };
      if (clock() + answer.waitMs >= deadlineMs) return { ended: tooBusy(answer.waitMs) };
      const hasWaited = await sleep(answer.waitMs, signal).then(
        () => true,
        () => false,
      );
      if (!hasWaited) return { ended: { outcome: "unanswered", reason: new NoAnswer("unsent_aborted", "stopped by the caller before sending") } };
    }
  }
}

/** A call that was held back, or whose caller aborted, is not an error. */
function levelOf(ended: FailedAttempt, failure: CalcomError): "info" | "warn" | "error" {
  if (failure.code === "aborted") return "info";
  return ended.outcome === "held" ? "warn" : "error";
}

/** A write is repeated only if the far end certainly did nothing; a read whenever another attempt may help. */
function isSafeToRepeat(ended: FailedAttempt, isWrite: boolean, effort: Effort): boolean {
  if (ended.outcome === "unanswered") {
    const { kind } = ended.reason;
    return kind === "unsent" || ((kind === "cut" || kind === "timeout") && !isWrite && effort !== "write");
  }
  if (ended.outcome === "held") return false;
  const { status } = ended.answer;
  return status === 429 || (status >= 500 && !isWrite && effort !== "write");
}
