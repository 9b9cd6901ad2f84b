import type { AppLoadContext } from "@remix-run/node";
import { testDatabase } from "#db/testing.ts";
import type { App } from "#app/app.server.ts";
import { createLimits } from "#app/auth/limits.server.ts";
import { parseEnv } from "./env.server.ts";
import type { Log } from "./log.server.ts";
import { systemTimer } from "./timer.ts";
import { systemRandom } from "./tokens.server.ts";

/** 20 November 2026, 10:00 UTC, a Friday. */
export const TEST_NOW = Date.UTC(2026, 10, 20, 10);

/**
 * The object graph around a fresh database. Time is fixed, rate limits are off, and no calls are made: a test that
 * needs the far end brings its own.
 */
export function testApp(overrides: Partial<App> = {}): App {
  const db = overrides.db ?? testDatabase();
  const secret = "a secret only tests have, 32 characters";
  return {
    db,
    gateway: untouchable("gateway"),
    hosts: untouchable("hosts"),
    farEnd: { name: "embedded", settleAfterMs: 0 },
    webhookSecret: null,
    fetch: () => Promise.reject(new Error("This test has no network")),
    deliverWebhooks: async () => 0,
    limits: createLimits(db, { enabled: false, secret }),
    env: { ...parseEnv({}), appSecret: secret },
    clock: () => TEST_NOW,
    random: systemRandom,
    timer: systemTimer,
    log: silentLog,
    demo: false,
    ...overrides,
  };
}

/** The context the server would pass to a loader or an action. */
export function testContext(app: App = testApp(), overrides: Partial<AppLoadContext> = {}): AppLoadContext {
  return {
    app,
    requestId: "request-1",
    log: app.log,
    nonce: "nonce",
    clientIp: "203.0.113.7",
    origin: "http://localhost:3000",
    responseHeaders: new Headers(),
    frameOrigins: [],
    ...overrides,
  };
}

const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog };

function untouchable<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get(_, property) {
      throw new Error(`This test has no ${name}, but ${String(property)} was asked of it`);
    },
  });
}
