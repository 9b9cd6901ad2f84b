import { setTimeout as sleep } from "node:timers/promises";
import { ENGINE_KEY } from "./ends.ts";

export interface Answer {
  status: number;
  headers: Headers;
  json: unknown;
}

/** The product's JSON API, as a program uses it. Rejects when the connection breaks. */
export type Here = (method: "GET" | "POST", path: string, body?: object, key?: string) => Promise<Answer>;

const GIVES_UP_AFTER_MS = 30_000;
const TRIES_AGAIN_AFTER_MS = 150;

export function hereBy(url: string, token: string): Here {
  return (method, path, body, key) =>
    ask(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }), ...(key && { "idempotency-key": key }) },
      body: body && JSON.stringify(body),
    });
}

/** A client that repeats the request, with the same key, until there is an answer. */
export function untilAnswered(here: Here): Here {
  return async (...request) => {
    for (;;) {
      try {
        const answer = await here(...request);
        if (answer.status !== 500 && answer.status !== 502) return answer;
      } catch {
        // The server was killed, or is not there yet.
      }
      await sleep(TRIES_AGAIN_AFTER_MS);
    }
  };
}

/** Cal.com's API, as its own users' programs use it. */
export type There = (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;

export function thereBy(url: string): There {
  return (method, path, body) =>
    ask(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ENGINE_KEY}`,
        "cal-api-version": path.startsWith("/v2/event-types") ? "2024-06-14" : "2024-08-13",
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(GIVES_UP_AFTER_MS) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
