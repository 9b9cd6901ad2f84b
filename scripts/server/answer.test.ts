import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import type { RequestContext } from "./answer.ts";
import { open, serveTest, until, type TestSite } from "./testing.ts";

let site: TestSite;
afterEach(() => site.stop());

const page = (html: string) => new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });

test("every answer carries the security headers, pages a nonce of their own", async () => {
  const nonces: string[] = [];
  site = await serveTest({ handle: async (_, { nonce }) => page(`${nonces.push(nonce)}`) });
  for (const nonce of [await fetch(site.url), await fetch(site.url)].map((answer) => answer.headers)) {
    expect(nonce.get("content-security-policy")).toContain(`script-src 'self' 'nonce-${nonces.shift()}'`);
    expect(nonce.get("x-content-type-options")).toBe("nosniff");
    expect(nonce.get("referrer-policy")).toBe("same-origin");
    expect(nonce.get("strict-transport-security")).toBeNull();
  }
  const refused = await fetch(`${site.url}/%zz`);
  expect(refused.status).toBe(400);
  expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(refused.headers.get("content-security-policy")).not.toContain("script-src");
});

test("only the page that asks for it may show a frame, and only of the origin it names", async () => {
  site = await serveTest({
    async handle(request, context) {
      if (request.url.endsWith("/framing")) context.frameOrigins.push("https://cal.example");
      return page("x");
    },
  });
  const policy = async (path: string) => (await fetch(site.url + path)).headers.get("content-security-policy");
  expect(await policy("/framing")).toContain("; frame-src https://cal.example;");
  expect(await policy("/")).not.toContain("frame-src");
});

test("an https APP_URL adds strict transport security", async () => {
  site = await serveTest({ proxy: { appUrl: "https://desk.example", trustProxy: false } });
  expect((await fetch(site.url)).headers.get("strict-transport-security")).toBe("max-age=31536000");
});

test("headers the pages set on their context reach the answer", async () => {
  site = await serveTest({
    async handle(_, { responseHeaders }) {
      responseHeaders.append("Set-Cookie", "a=1; Path=/");
      responseHeaders.append("Set-Cookie", "b=2; Path=/");
      responseHeaders.set("Cache-Control", "no-store");
      return new Response("x", { headers: { "Set-Cookie": "c=3", "Cache-Control": "public" } });
    },
  });
  const { headers } = await fetch(site.url);
  expect(headers.getSetCookie()).toEqual(["c=3", "a=1; Path=/", "b=2; Path=/"]);
  expect(headers.get("cache-control")).toBe("no-store");
});

test("over https every cookie is for https only, whoever set it", async () => {
  site = await serveTest({
    proxy: { appUrl: "https://desk.example", trustProxy: false },
    async handle(_, { responseHeaders }) {
      responseHeaders.append("Set-Cookie", "a=1; Path=/; Secure");
      return new Response("x", { headers: { "Set-Cookie": "b=2; Path=/" } });
    },
  });
  expect((await fetch(site.url)).headers.getSetCookie()).toEqual(["b=2; Path=/; Secure", "a=1; Path=/; Secure"]);
});

test("a page that says nothing about caching is kept by nobody else", async () => {
  site = await serveTest({});
  expect((await fetch(site.url)).headers.get("cache-control")).toBe("private, no-cache");
});

test("large pages are gzipped for those who take it", async () => {
  const html = "<p>free time</p>".repeat(500);
  site = await serveTest({ handle: async (request) => page(new URL(request.url).pathname === "/small" ? "tiny" : html) });
  const get = (path: string, accepts: string) => fetch(site.url + path, { headers: { "accept-encoding": accepts } });
  const packed = await get("/", "gzip, br");
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(packed.headers.get("vary")).toBe("Accept-Encoding");
  expect(await packed.text()).toBe(html);
  expect((await get("/", "identity")).headers.get("content-encoding")).toBeNull();
  expect((await get("/", "gzip;q=0")).headers.get("content-encoding")).toBeNull();
  expect((await get("/small", "gzip")).headers.get("content-encoding")).toBeNull();
  const raw = await site.raw(`GET / HTTP/1.1\r\nHost: ${site.host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`);
  expect(gunzipSync(Buffer.from(raw.slice(raw.indexOf("\r\n\r\n") + 4), "latin1")).toString()).toBe(html);
});

test("HEAD has the headers and no body", async () => {
  site = await serveTest({ handle: async () => page("<p>hello</p>") });
  const raw = await site.raw(`HEAD / HTTP/1.1\r\nHost: ${site.host}\r\nConnection: close\r\n\r\n`);
  expect(raw).toMatch(/^HTTP\/1.1 200 OK/);
  expect(raw).toMatch(/\r\n\r\n$/);
});

test("the request's signal aborts when the visitor leaves, and once the answer is out", async () => {
  const signals: AbortSignal[] = [];
  site = await serveTest({
    async handle(request) {
      signals.push(request.signal);
      if (request.url.endsWith("/slow")) await once(request.signal, "abort");
      return new Response("done");
    },
  });
  const leaving = new AbortController();
  const slow = fetch(`${site.url}/slow`, { signal: leaving.signal }).catch(() => "left");
  await until(() => signals.length === 1);
  expect(signals[0]?.aborted).toBe(false);
  leaving.abort();
  expect(await slow).toBe("left");
  await until(() => signals[0]?.aborted === true);
  await (await fetch(`${site.url}/quick`)).text();
  await until(() => signals[1]?.aborted === true);
});

test("a stream is read no faster than the visitor takes it, and ends when they leave", async () => {
  let pulled = 0;
  let cancelled = false;
  const body = new ReadableStream({ pull: (out) => out.enqueue(new Uint8Array((pulled += 1) && 65_536)), cancel: () => void (cancelled = true) });
  site = await serveTest({ handle: async () => new Response(body, { headers: { "Content-Type": "text/csv" } }) });
  const socket = await open(site.port);
  socket.pause();
  socket.write(`GET / HTTP/1.1\r\nHost: ${site.host}\r\n\r\n`);
  await pause(300);
  const soon = pulled;
  await pause(300);
  expect(pulled).toBe(soon);
  socket.destroy();
  await until(() => cancelled);
});

test("a failing page is answered with a reference and logged with its cause", async () => {
  site = await serveTest({ handle: () => Promise.reject(new Error("boom")) });
  const failed = await fetch(site.url);
  expect(failed.status).toBe(500);
  const requestId = failed.headers.get("x-request-id");
  const text = await failed.text();
  expect(text).toContain(requestId);
  expect(text).not.toContain("boom");
  await until(() => site.lines.length === 2);
  expect(site.lines[0]).toMatchObject({ level: "error", requestId, err: new Error("boom") });
});

test("the log shows neither queries nor tokens", async () => {
  site = await serveTest({});
  const paths = ["/booking/s3cret", "/booking/s3cret.ics", "/booking/s3cret/cancel?x=s3cret", "/booking/s3cret.data", "/set-password/s3cret", "/setup?token=s3cret", "/bookings/kept"];
  for (const path of paths) await (await fetch(site.url + path)).text();
  await until(() => site.lines.length === paths.length);
  expect(site.lines.map((line) => line.path)).toEqual([
    "/booking/[token]",
    "/booking/[token].ics",
    "/booking/[token]/cancel",
    "/booking/[token].data",
    "/set-password/[token]",
    "/setup",
    "/bookings/kept",
  ]);
  expect(site.lines[0]).toMatchObject({ level: "info", method: "GET", status: 200, ms: expect.any(Number), requestId: expect.any(String) });
  expect(JSON.stringify(site.lines)).not.toContain("s3cret");
});

test("a request id is taken over only if it looks like one", async () => {
  site = await serveTest({});
  const id = async (given: string) => (await fetch(site.url, { headers: { "x-request-id": given } })).headers.get("x-request-id");
  expect(await id("0f8c-trace.42_A")).toBe("0f8c-trace.42_A");
  for (const bad of ["short", "with space in it", "x".repeat(65), '{"level":50}']) expect(await id(bad)).toMatch(/^[\w-]{22}$/);
});

test("a proxy's headers count only when it is trusted, and only its own hop", async () => {
  const seen: RequestContext[] = [];
  const handle = async (_: Request, context: RequestContext) => new Response(`${seen.push(context)}`);
  const headers = { "x-forwarded-for": "6.6.6.6, 203.0.113.9", "x-forwarded-proto": "https" };
  site = await serveTest({ handle });
  await fetch(site.url, { headers });
  expect(seen[0]).toMatchObject({ clientIp: "127.0.0.1", origin: site.url });
  await site.stop();
  site = await serveTest({ handle, proxy: { trustProxy: true } });
  await fetch(site.url, { headers });
  expect(seen[1]).toMatchObject({ clientIp: "203.0.113.9", origin: site.url.replace("http", "https") });
  await fetch(site.url, { headers: { "x-forwarded-for": "not an address" } });
  expect(seen[2]).toMatchObject({ clientIp: "127.0.0.1", origin: site.url });
});
