import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { open, serveTest, until, type TestSite } from "./testing.ts";

let site: TestSite;
afterEach(() => site.stop());

test.each([
  ["a malformed percent-encoding", "GET /book/%E0%A4%A HTTP/1.1", 400],
  ["an encoded zero byte", "GET /book/%00 HTTP/1.1", 400],
  ["a whole URL in place of the path", "GET http://evil.example/ HTTP/1.1", 400],
  ["a path that looks like another host", "GET //evil.example/book HTTP/1.1", 200],
  ["OPTIONS", "OPTIONS / HTTP/1.1", 405],
  ["TRACE", "TRACE / HTTP/1.1", 405],
  ["PROPFIND", "PROPFIND / HTTP/1.1", 405],
])("%s is answered plainly", async (_, line, status) => {
  const hosts: string[] = [];
  site = await serveTest({ handle: async ({ url }) => new Response(`${hosts.push(new URL(url).host)}`) });
  expect(await site.raw(`${line}\r\nHost: ${site.host}\r\nConnection: close\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(hosts).toEqual(status === 200 ? [site.host] : []);
});

test("Remix's former data requests are ordinary page requests", async () => {
  const asked: string[] = [];
  site = await serveTest({ handle: async ({ url }) => new Response(`${asked.push(url)}`) });
  await fetch(`${site.url}/book?_data=root&week=2026-W47&_data=x`);
  expect(asked).toEqual([`${site.url}/book?week=2026-W47`]);
});

test.each(["", "a b", "desk.example/evil", "user@desk.example"])("Host %j cannot name us", async (host) => {
  site = await serveTest({});
  expect(await site.raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
});

test("a body of 256 KB passes, one byte more does not, and the connection goes on", async () => {
  site = await serveTest({ handle: async (request) => new Response(String((await request.arrayBuffer()).byteLength)) });
  const post = (path: string, bytes: number) => fetch(site.url + path, { method: "POST", body: Buffer.alloc(bytes) });
  expect(await (await post("/", 256 * 1024)).text()).toBe(String(256 * 1024));
  expect((await post("/", 256 * 1024 + 1)).status).toBe(413);
  expect((await post("/api/webhooks/calcom", 1024 * 1024)).status).toBe(200);
  expect((await post("/api/webhooks/calcom", 1024 * 1024 + 1)).status).toBe(413);
  expect((await post("/", 5)).status).toBe(200);
});

test("a body that grows too large without saying so is refused", async () => {
  let handled = false;
  site = await serveTest({ handle: async () => ((handled = true), new Response("x")) });
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const raw = await site.raw(`POST / HTTP/1.1\r\nHost: ${site.host}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`);
  expect(raw).toMatch(/^HTTP\/1.1 413 /);
  expect(handled).toBe(false);
});

test.each([
  ["Content-Length: 5\r\nContent-Length: 6", ""],
  ["Content-Length: many", ""],
  ["Content-Length: -1", ""],
  ["Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"],
])("a contradicting length (%j) is refused", async (headers, body) => {
  site = await serveTest({});
  expect(await site.raw(`POST / HTTP/1.1\r\nHost: ${site.host}\r\n${headers}\r\n\r\n${body}`)).toMatch(/^HTTP\/1.1 400 /);
});

test("a body that dribbles in is given up", async () => {
  site = await serveTest({}, { requestTimeoutMs: 200 });
  const startedAtMs = performance.now();
  const raw = await site.raw(`POST / HTTP/1.1\r\nHost: ${site.host}\r\nContent-Length: 100\r\n\r\nslow`);
  expect(raw).toMatch(/^HTTP\/1.1 408 /);
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
});

test("a visitor who leaves half-way through a form is nobody's error", async () => {
  let handled = false;
  site = await serveTest({ handle: async () => ((handled = true), new Response("x")) });
  const socket = await open(site.port);
  socket.write(`POST / HTTP/1.1\r\nHost: ${site.host}\r\nContent-Length: 100\r\n\r\nhalf`);
  await pause(50);
  socket.destroy();
  await until(() => site.lines.length > 0);
  expect(handled).toBe(false);
  expect(site.lines).toMatchObject([{ level: "info", message: "request", aborted: true }]);
});
