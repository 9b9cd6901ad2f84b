import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";

const WORTH_COMPRESSING_BYTES = 1024;
/** Responses that are complete before they are sent; everything else is streamed. */
const WHOLE = /^(text\/html|text\/css|text\/calendar|application\/json|text\/x-script|image\/svg\+xml)\b/;

/** Send a web Response, at the reader's pace. */
export async function writeResponse(res: ServerResponse, response: Response, asked: { head: boolean; acceptsGzip: boolean }): Promise<void> {
  const headers = new Headers(response.headers);
  const whole = WHOLE.test(headers.get("content-type") ?? "") && !headers.has("content-encoding");
  if (whole) headers.append("Vary", "Accept-Encoding");
  if (asked.head || response.body === null) {
    writeHead(res, response.status, headers);
    res.end();
    return;
  }
  if (!whole) {
    writeHead(res, response.status, headers);
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), res);
    return;
  }
  const body = packed(Buffer.from(await response.arrayBuffer()), headers, asked.acceptsGzip);
  headers.set("Content-Length", String(body.length));
  writeHead(res, response.status, headers);
  res.end(body);
}

/** Compressing the finished page costs a tenth of a streaming compressor. */
function packed(body: Buffer, headers: Headers, acceptsGzip: boolean): Buffer {
  if (!acceptsGzip || body.length < WORTH_COMPRESSING_BYTES) return body;
  headers.set("Content-Encoding", "gzip");
  return gzipSync(body);
}

function writeHead(res: ServerResponse, status: number, headers: Headers): void {
  const cookies = headers.getSetCookie();
  headers.delete("set-cookie");
  res.statusCode = status;
  for (const [name, value] of headers) res.setHeader(name, value);
  if (cookies.length > 0) res.setHeader("Set-Cookie", cookies);
}
