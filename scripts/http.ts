import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ConnectionLost } from "#app/engine/faults.ts";

/** Serve a request handler with node:http. The caller's address is passed in X-Forwarded-For. */
export function serve(fetch: (request: Request) => Promise<Response>): Server {
  return createServer((incoming, outgoing) => {
    answer(fetch, incoming, outgoing).catch((error: Error) => {
      if (error instanceof ConnectionLost) outgoing.destroy();
      else if (outgoing.headersSent) outgoing.destroy(error);
      else outgoing.writeHead(500).end();
    });
  });
}

async function answer(fetch: (request: Request) => Promise<Response>, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = await requestOf(incoming);
  if (!request) return void outgoing.writeHead(400).end();
  const response = await fetch(request);
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), ...(response.status === 204 ? {} : { "content-length": body.length }) });
  outgoing.end(body);
}

const MOST_BYTES = 2_097_152;

/** null: not a valid request. */
async function requestOf(incoming: IncomingMessage): Promise<Request | null> {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) headers.append(incoming.rawHeaders[index]!, incoming.rawHeaders[index + 1]!);
  headers.set("x-forwarded-for", incoming.socket.remoteAddress ?? "unknown");
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  const method = incoming.method ?? "GET";
  const body = method === "GET" || method === "HEAD" || chunks.length === 0 ? undefined : Buffer.concat(chunks);
  try {
    return new Request(new URL(incoming.url ?? "/", "http://engine"), { method, headers, body });
  } catch {
    return null;
  }
}
