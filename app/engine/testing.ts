import { testDatabase } from "#db/testing.ts";
import type { Db } from "#db/client.ts";
import type { Clock } from "#app/lib/time.ts";
import { createEngine, type EngineOptions } from "./engine.server.ts";
import { addEventType, ensureAccount, type EventTypeFields, type Deps } from "./provision.server.ts";

export const KEY = "cal_test_local";
/** A Monday, before office hours. */
export const MONDAY_8 = Date.parse("2030-01-07T08:00:00Z");

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read arbitrary fields
  body: any;
}

export interface Ask {
  version?: string;
  /** null: anonymous. */
  key?: string | null;
  headers?: Record<string, string>;
  body?: unknown;
}

/** An engine over a database of its own: "host" in London owns the team "desk" and a 30-minute type "intro". */
export function testEngine(options: Partial<EngineOptions> & { db?: Db; nowMs?: number } = {}) {
  const db = options.db ?? testDatabase();
  const time = { nowMs: options.nowMs ?? MONDAY_8 };
  const clock: Clock = () => time.nowMs;
  const deps: Deps = { db, clock };
  const account = ensureAccount(deps, {
    name: "Host",
    email: "host@example.com",
    username: "host",
    timeZone: "Europe/London",
    team: { name: "Desk", slug: "desk" },
  });
  const { eventTypeId } = addEventType(deps, account.userId, { title: "Intro", slug: "intro", lengthInMinutes: 30 });
  const engine = createEngine({ clock, rateLimit: "off", apiKeys: [{ key: KEY, userId: account.userId }], ...options, db });

  async function call(method: string, path: string, { version, key = KEY, headers = {}, body }: Ask = {}): Promise<Answer> {
    const sent = new Headers(headers);
    if (version !== undefined) sent.set("cal-api-version", version);
    if (key !== null) sent.set("authorization", `Bearer ${key}`);
    if (body !== undefined) sent.set("content-type", "application/json");
    const request = new Request(`http://engine${path}`, { method, headers: sent, body: body === undefined ? undefined : JSON.stringify(body) });
    const response = await engine.fetch(request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  }

  const version = "2024-08-13";
  const book = (start: string, more: object = {}, ask: Ask = {}) =>
    call("POST", "/v2/bookings", { version, body: { start, eventTypeId, attendee: ada, ...more }, ...ask });
  const act = (uid: string, verb: string, body: object = {}, ask: Ask = {}) => call("POST", `/v2/bookings/${uid}/${verb}`, { version, body, ...ask });
  const read = (uid: string) => call("GET", `/v2/bookings/${uid}`, { version });
  const list = (query = "", ask: Ask = {}) => call("GET", `/v2/bookings${query}`, { version, ...ask });
  const slots = (query: string) => call("GET", `/v2/slots?${query}`, { version: "2024-09-04" });
  const addType = (fields: Partial<EventTypeFields>) =>
    addEventType(deps, account.userId, { title: "Other", slug: `other-${Math.random()}`, lengthInMinutes: 30, ...fields }).eventTypeId;

  return { db, deps, time, engine, call, book, act, read, list, slots, addType, eventTypeId, ...account };
}

export const ada = { name: "Ada Example", email: "ada@example.com", timeZone: "Europe/Rome" };
