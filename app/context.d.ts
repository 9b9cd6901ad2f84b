import "@remix-run/node";
import type { App } from "./app.server.ts";
import type { Log } from "./lib/log.server.ts";

/** The context of every loader and action. */
declare module "@remix-run/node" {
  /** With single fetch, loader and action data keeps its types. */
  interface Future {
    v3_singleFetch: true;
  }

  interface AppLoadContext {
    app: App;
    requestId: string;
    /** Carries the request id. */
    log: Log;
    /** For this response's Content-Security-Policy. */
    nonce: string;
    clientIp: string;
    /** The address people reach us at, without a trailing slash. */
    origin: string;
    /** Merged into every response: cookies, Cache-Control. */
    responseHeaders: Headers;
    /** Origins this response may show in a frame; empty unless the page adds one. */
    frameOrigins: string[];
  }
}
