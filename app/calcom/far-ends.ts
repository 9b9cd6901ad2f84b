import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import type { FarEndProfile } from "./transport.server.ts";

/** Cal.com, or an engine with its manners, over the network. The engine in this process needs none of it. */
export function overTheNetwork(callsPerMinute: number): FarEndProfile {
  return {
    gate: {
      budget: { calls: callsPerMinute, perMs: MINUTE_MS, keptForVisitors: Math.ceil(callsPerMinute / 3) },
      breaker: { failures: 3, overMs: 2 * SECOND_MS, openMs: 5 * SECOND_MS, longestOpenMs: 30 * SECOND_MS, probeLeadMs: 10 * SECOND_MS },
    },
  };
}
