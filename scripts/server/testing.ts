import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { createLog, type Log } from "#app/lib/log.server.ts";
import { systemRandom } from "#app/lib/tokens.server.ts";
import { answer, type Site } from "./answer.ts";
import { listen, type HttpOptions, type HttpServer } from "./http-server.ts";

export interface TestSite extends HttpServer {
  url: string;
  host: string;
  /** The lines written to the log. */
  lines: Record<string, unknown>[];
  /** Send text as it is and give back all that comes until the other side closes. */
  raw(text: string): Promise<string>;
}

/** The HTTP server on a free port, with `handle` instead of the pages. */
export async function serveTest(site: Partial<Site>, http: Partial<HttpOptions> = {}): Promise<TestSite> {
  const lines: Record<string, unknown>[] = [];
  const whole: Site = {
    handle: async () => new Response("ok", { headers: { "Content-Type": "text/plain" } }),
    files: new Map(),
    proxy: { trustProxy: false },
    log: recordingLog(lines),
    random: systemRandom,
    ...site,
  };
  const server = await listen({ host: "127.0.0.1", port: 0, listener: (req, res) => void answer(whole, req, res), ...http });
  const host = `127.0.0.1:${server.port}`;
  return { ...server, host, url: `http://${host}`, lines, raw: (text) => talk(server.port, text) };
}

export function recordingLog(lines: Record<string, unknown>[], bound: object = {}): Log {
  const keep = (level: string) => (facts: object, message?: string) => void lines.push({ level, ...bound, ...facts, message });
  const log = createLog("silent");
  return Object.assign(Object.create(log) as Log, {
    info: keep("info"),
    warn: keep("warn"),
    error: keep("error"),
    child: (bindings: object) => recordingLog(lines, { ...bound, ...bindings }),
  });
}

async function talk(port: number, text: string): Promise<string> {
  const socket = await open(port);
  let answered = "";
  socket.on("data", (chunk) => (answered += chunk.toString("latin1")));
  socket.write(text);
  await once(socket, "close");
  return answered;
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Wait for something a test has started. */
export async function until(holds: () => boolean, withinMs = 20_000): Promise<void> {
  const endsAtMs = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > endsAtMs) throw new Error(`It did not happen within ${withinMs} ms`);
    await pause(5);
  }
}
