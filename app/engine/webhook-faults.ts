import type { Send } from "./webhooks/deliver.server.ts";

/** Injected webhook faults: lose: sent but never arrives; duplicate: arrives twice; reorder: arrives after the next one. */
export const webhookFaults = ["lose", "duplicate", "reorder"] as const;
export type WebhookFault = (typeof webhookFaults)[number];
export type WebhookFaultPlan = (request: Request) => WebhookFault | null;

/** Wraps `send` in a network that fails as planned. The engine sees every delivery succeed. */
export interface FaultySend extends Send {
  /** Deliver what was held back for reordering. */
  flush(): Promise<void>;
}

export function withWebhookFaults(send: Send, plan: WebhookFaultPlan): FaultySend {
  let held: Request[] = [];

  async function flush(): Promise<void> {
    const late = held;
    held = [];
    for (const request of late) await quietly(send, request);
  }

  async function faulty(request: Request): Promise<Response> {
    const fault = plan(request);
    if (fault === "lose") return taken();
    if (fault === "reorder") {
      held.push(request);
      return taken();
    }
    if (fault === "duplicate") await quietly(send, request.clone());
    const answer = await send(request);
    await flush();
    return answer;
  }
  return Object.assign(faulty, { flush });
}

const taken = () => new Response(null, { status: 200 });

async function quietly(send: Send, request: Request): Promise<void> {
  await send(request).catch(() => undefined);
}
