import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands where Cal.com would, and behaves as the test says. */
export interface FarEnd {
  url: string;
  answer: RequestListener;
  /** The paths it was asked for, oldest first. */
  asked: string[];
  /** Afterwards nobody listens there. */
  stop(): Promise<void>;
}

export async function startFarEnd(answer: RequestListener): Promise<FarEnd> {
  const server = createServer((req, res) => {
    farEnd.asked.push(addressOf(req).pathname);
    farEnd.answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const farEnd: FarEnd = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    answer,
    asked: [],
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return farEnd;
}

export const hangs: RequestListener = () => {};

export const cuts: RequestListener = (req) => void req.socket.destroy();

export const fails: RequestListener = (_, res) => {
  res.writeHead(500, { "Content-Type": "application/json" }).end('{"status":"error","error":{"code":"InternalServerError","message":"Internal server error"}}');
};

/** As a proxy's own page, with a status that promises otherwise. */
export const speaksHtml: RequestListener = (_, res) => {
  res.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><h1>Be right back</h1>");
};

/** Free times at every full hour of the day; whatever else is asked, `otherwise` decides. */
export function hasTimesBut(otherwise: RequestListener): RequestListener {
  return (req, res) => {
    const { pathname, searchParams } = addressOf(req);
    if (req.method !== "GET" || pathname !== "/v2/slots") return otherwise(req, res);
    const data = freeHours(Date.parse(searchParams.get("start") ?? ""), Date.parse(searchParams.get("end") ?? ""));
    res.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ status: "success", data }));
  };
}

function addressOf(req: IncomingMessage): URL {
  return new URL(req.url ?? "/", "http://far.end");
}

function freeHours(fromMs: number, untilMs: number): Record<string, { start: string; end: string }[]> {
  const days: Record<string, { start: string; end: string }[]> = {};
  for (let startMs = Math.ceil(fromMs / 3_600_000) * 3_600_000; startMs < untilMs; startMs += 3_600_000) {
    const start = new Date(startMs).toISOString();
    const hour = Number(start.slice(11, 13));
    if (hour < 8 || hour > 17) continue;
    (days[start.slice(0, 10)] ??= []).push({ start, end: new Date(startMs + 1_800_000).toISOString() });
  }
  return days;
}
