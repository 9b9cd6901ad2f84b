import "@remix-run/node";
import type { App } from "./app.server.ts";
import type { Log } from "./lib/log.server.ts";

/** What the server hands to every loader and action. */
declare module "@remix-run/node" {
  /** Loaders' and actions' data arrives as it was returned, and is typed so. */
  interface Future {
    v3_singleFetch: true;
  }

  interface AppLoadContext {
    app: App;
    requestId: string;
    /** Carries the request id. */
    log: Log;
    /** For this answer's Content-Security-Policy. */
    nonce: string;
    clientIp: string;
    /** The address people reach us at, without a trailing slash. */
    origin: string;
    /** Merged into the answer whatever becomes of it: cookies, Cache-Control. */
    responseHeaders: Headers;
    /** Origins this one answer may show in a frame; empty unless the page adds one. */
    frameOrigins: string[];
  }
}
