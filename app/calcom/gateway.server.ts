import { bookingCalls } from "./bookings.server.ts";
import { eventTypeCalls } from "./event-types.server.ts";
import { createGate, openGate } from "./gate.ts";
import type { CalcomGateway } from "./gateway.ts";
import { scheduleCalls } from "./schedules.server.ts";
import { slotCalls } from "./slots.server.ts";
import { createTransport, type TransportConfig } from "./transport.server.ts";

export interface GatewayConfig extends TransportConfig {
  /** The team whose event types and hours are read besides the account's own, and in which event types for other people are created. */
  teamId?: () => number | null;
}

/**
 * Cal.com API v2 in the product's terms. The far end is whatever `fetch` leads to: Cal.com itself or the embedded
 * engine. Times go in and out as UTC milliseconds. Rejects with `AppError` only, its `cause` a `CalcomError`.
 */
export function createCalcomGateway(config: GatewayConfig): CalcomGateway {
  const { clock, log } = config;
  const gate = config.profile?.gate ? createGate(config.profile.gate, config) : openGate;
  const call = createTransport(config, gate);
  const { teamId = () => null } = config;
  const types = eventTypeCalls({ call, log, teamId });
  return {
    ...bookingCalls({ call, clock, log }),
    ...slotCalls(call),
    ...types,
    ...scheduleCalls({ call, log, teamId }),
    async probe() {
      if (gate.isProbeDue()) await types.me({ effort: "probe" }).catch(() => {});
    },
    // Nothing is cached here; the cache wraps this gateway.
    forget: () => {},
  };
}
