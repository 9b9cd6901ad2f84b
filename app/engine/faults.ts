import { MINUTE_MS } from "#app/lib/time.ts";

/**
 * Injected faults between a client and Cal.com: 429, 500, html: refused before anything happened; drop: the connection
 * breaks before anything happened; hang: nothing happens and no answer comes; lost: it happened and the connection
 * breaks before the answer; hang-accepted: it happened and no answer comes.
 */
export const apiFaults = ["429", "500", "html", "drop", "hang", "lost", "hang-accepted"] as const;
export type ApiFault = (typeof apiFaults)[number];

type Handle = (request: Request) => Promise<Response>;

/** The fault for one request; null: none. */
export type ApiFaultPlan = (request: Request) => ApiFault | null;

export interface FaultOptions {
  /** Resolves after so many milliseconds or when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long a call hangs before the CDN's error page. */
  hangMs?: number;
  /** The remaining wait in a 429. */
  resetSeconds?: number;
}

/** A network error: `fetch` would reject with this. On a port the connection is closed instead. */
export class ConnectionLost extends TypeError {
  constructor() {
    super("fetch failed", { cause: new Error("other side closed") });
    this.name = "TypeError";
  }
}

/** Wraps `handle` in a network and a CDN that fail as planned. */
export function withFaults(handle: Handle, plan: ApiFaultPlan, options: FaultOptions = {}): Handle {
  const { sleep = realSleep, hangMs = 2 * MINUTE_MS, resetSeconds = 1 } = options;

  async function silence(request: Request): Promise<Response> {
    await sleep(hangMs, request.signal);
    request.signal.throwIfAborted();
    return page(524, "A timeout occurred");
  }

  return async (request) => {
    const fault = plan(request);
    if (fault === null) return handle(request);
    if (fault === "429") return tooMany(request, resetSeconds);
    if (fault === "500") return failed(request);
    if (fault === "html") return page(502, "Bad gateway");
    if (fault === "hang") return silence(request);
    if (fault === "drop") throw new ConnectionLost();
    // From here on the caller can no longer abort it.
    await handle(new Request(request, { signal: null }));
    if (fault === "lost") throw new ConnectionLost();
    return silence(request);
  };
}

function tooMany(request: Request, resetSeconds: number): Response {
  const message = "CustomThrottlerGuard - Too many requests. Please try again later.";
  const headers = { "X-RateLimit-Limit-Default": "120", "X-RateLimit-Remaining-Default": "0", "X-RateLimit-Reset-Default": String(resetSeconds) };
  return Response.json(errorBody(request, { code: "ThrottlerException", message, details: message }), { status: 429, headers });
}

function failed(request: Request): Response {
  return Response.json(errorBody(request, { code: "INTERNAL_SERVER_ERROR", message: "There was an error, please try again later." }), { status: 500 });
}

function errorBody(request: Request, error: object): object {
  const { pathname, search } = new URL(request.url);
  return { status: "error", timestamp: new Date(0).toISOString(), path: pathname + search, error };
}

function page(status: number, title: string): Response {
  const html = `<!DOCTYPE html><html><head><title>cal.local | ${status}: ${title}</title></head><body><h1>Error ${status}</h1><p>${title}</p></body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=UTF-8" } });
}

function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // Does not keep a stopping process alive.
    const timer = setTimeout(resolve, Math.max(ms, 0)).unref();
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
