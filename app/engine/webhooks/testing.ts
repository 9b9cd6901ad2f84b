import type { EngineOptions } from "#app/engine/engine.server.ts";
import { testEngine } from "#app/engine/testing.ts";
import { triggers } from "./triggers.ts";

export const SECRET = "shared-secret";

export interface Heard {
  headers: Headers;
  text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read arbitrary fields
  body: any;
}

/**
 * A test engine whose account is told of everything at https://portal.example/hook. `hear()` delivers what is due and
 * returns what arrived.
 */
export async function listeningEngine(options: Partial<EngineOptions> & { answer?: () => Response; asked?: readonly string[] } = {}) {
  const heard: Heard[] = [];
  async function send(request: Request): Promise<Response> {
    const text = await request.text();
    heard.push({ headers: request.headers, text, body: parsed(text) });
    return options.answer?.() ?? new Response(null, { status: 200 });
  }
  const desk = testEngine({ send, ...options });
  const body = { subscriberUrl: "https://portal.example/hook", triggers: options.asked ?? triggers, active: true, secret: SECRET };
  const webhook = (await desk.call("POST", "/v2/webhooks", { body })).body.data as { id: string };

  async function hear(): Promise<Heard[]> {
    const before = heard.length;
    await desk.engine.deliverWebhooks();
    return heard.slice(before);
  }
  return { ...desk, webhook, heard, hear };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
