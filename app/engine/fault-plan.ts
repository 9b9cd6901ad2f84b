import { z } from "zod";
import { apiFaults, type ApiFault, type ApiFaultPlan } from "./faults.ts";
import { webhookFaults, type WebhookFault, type WebhookFaultPlan } from "./webhook-faults.ts";

const share = z.number().min(0).max(1);

/** The fault plan: the probability of each fault for calls and webhooks, and faults for the very next calls. */
export const FaultRates = z.strictObject({
  api: z.partialRecord(z.enum(apiFaults), share).optional(),
  webhooks: z.partialRecord(z.enum(webhookFaults), share).optional(),
  /** Faults for the next calls, one each, before probabilities decide again; null: none. */
  next: z.array(z.enum(apiFaults).nullable()).optional(),
  /** Only calls whose method and path start with this: "POST /v2/bookings". */
  only: z.string().optional(),
});
export type FaultRates = z.output<typeof FaultRates>;

export interface FaultSwitch {
  api: ApiFaultPlan;
  webhooks: WebhookFaultPlan;
  set(rates: FaultRates): void;
  /** What is set and how often each fault was met since the start. */
  read(): { rates: FaultRates; met: Partial<Record<ApiFault | WebhookFault, number>> };
}

/** Faults that can be changed while the engine runs. `chance` returns 0 inclusive to 1 exclusive. */
export function createFaultSwitch(chance: () => number, start: FaultRates = {}): FaultSwitch {
  let rates = start;
  let next = [...(start.next ?? [])];
  const met: Partial<Record<ApiFault | WebhookFault, number>> = {};

  function count<F extends ApiFault | WebhookFault>(fault: F | null): F | null {
    if (fault !== null) met[fault] = (met[fault] ?? 0) + 1;
    return fault;
  }

  return {
    api(request) {
      if (rates.only !== undefined && !`${request.method} ${new URL(request.url).pathname}`.startsWith(rates.only)) return null;
      return count(next.length > 0 ? next.shift()! : drawn(rates.api ?? {}, chance()));
    },
    webhooks: () => count(drawn(rates.webhooks ?? {}, chance())),
    set(changed) {
      rates = changed;
      next = [...(changed.next ?? [])];
    },
    read: () => ({ rates: { ...rates, next: [...next] }, met: { ...met } }),
  };
}

/** "lost=0.05,429=0.1,duplicate=0.2". Throws with a message if it cannot be parsed. */
export function faultRatesFrom(text: string): FaultRates {
  const api: Record<string, number> = {};
  const webhooks: Record<string, number> = {};
  for (const part of text.split(",").filter((piece) => piece.trim() !== "")) {
    const [name = "", value = ""] = part.trim().split("=");
    const kind = (webhookFaults as readonly string[]).includes(name) ? webhooks : api;
    kind[name] = value === "" ? Number.NaN : Number(value);
  }
  const result = FaultRates.safeParse({ api, webhooks });
  if (result.success) return result.data;
  throw new Error(`--faults takes shares from 0 to 1, as in lost=0.05,duplicate=0.2. Faults: ${[...apiFaults, ...webhookFaults].join(", ")}.`);
}

function drawn<F extends string>(shares: Partial<Record<F, number>>, at: number): F | null {
  let upTo = 0;
  for (const [fault, part] of Object.entries(shares) as [F, number][]) {
    upTo += part;
    if (at < upTo) return fault;
  }
  return null;
}
