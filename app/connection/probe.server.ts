import { whatWasSaid } from "#app/calcom/classify.ts";
import { exchange, NoAnswer, type Fetch } from "#app/calcom/exchange.server.ts";
import type { WireCall } from "#app/calcom/transport.server.ts";
import { requestsTo } from "#app/calcom/wire-request.ts";
import { SECOND_MS } from "#app/lib/time.ts";
import type { Timer } from "#app/lib/timer.ts";

/**
 * The raw result of one call. The gateway's errors are meant for visitors; whoever sets up the connection needs more
 * detail.
 */
export type Probed =
  | { answered: true; status: number; isOk: boolean; data: unknown; said: string | null; isJson: boolean }
  /** `reason` names the network's fault, without any secret. */
  | { answered: false; reason: string };

export type Probe = (call: WireCall) => Promise<Probed>;

const LIMIT_MS = 8 * SECOND_MS;

/** Calls Cal.com once, outside every budget and cache. Never rejects. */
export function createProbe({ fetch, timer, apiUrl, apiKey }: { fetch: Fetch; timer: Timer; apiUrl: string; apiKey: string }): Probe {
  const requestOf = requestsTo({ baseUrl: apiUrl, apiKey });
  return async (call) => {
    try {
      const { status, json } = await exchange(fetch, requestOf(call, undefined), { limitMs: LIMIT_MS, timer });
      const isJson = typeof json === "object" && json !== null;
      return { answered: true, status, isOk: status >= 200 && status < 300 && isJson, data: isJson ? (json as { data?: unknown }).data : undefined, said: whatWasSaid(json), isJson };
    } catch (error) {
      return { answered: false, reason: error instanceof NoAnswer ? error.message : "no answer" };
    }
  };
}

/** A list in an answer; empty where there is none. */
export function recordsIn(probed: Probed): Record<string, unknown>[] {
  const data = probed.answered && probed.isOk ? probed.data : null;
  return Array.isArray(data) ? data.filter((each) => typeof each === "object" && each !== null) : [];
}
