import { MINUTE_MS, SECOND_MS } from "#app/lib/time.ts";
import type { FarEndProfile } from "./transport.server.ts";

/** The profile of Cal.com, or of an engine behaving like it, over the network. The in-process engine needs none of it. */
export function overTheNetwork(callsPerMinute: number): FarEndProfile {
  return {
    gate: {
      budget: { calls: callsPerMinute, perMs: MINUTE_MS, keptForVisitors: Math.ceil(callsPerMinute / 3) },
      breaker: { failures: 3, overMs: 2 * SECOND_MS, openMs: 5 * SECOND_MS, longestOpenMs: 30 * SECOND_MS, probeLeadMs: 10 * SECOND_MS },
    },
  };
}
