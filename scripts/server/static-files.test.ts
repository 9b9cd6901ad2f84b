import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readStaticFiles } from "./static-files.ts";
import { serveTest, type TestSite } from "./testing.ts";

const CSS = "body { color: teal }".repeat(100);
let folder: string;
let site: TestSite;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-static-"));
  mkdirSync(join(folder, "client/assets"), { recursive: true });
  writeFileSync(join(folder, "client/assets/app-1a2b.css"), CSS);
  writeFileSync(join(folder, "client/assets/app-1a2b.css.gz"), gzipSync(CSS));
  writeFileSync(join(folder, "client/assets/app-1a2b.css.br"), brotliCompressSync(CSS));
  writeFileSync(join(folder, "client/robots.txt"), "User-agent: *");
  writeFileSync(join(folder, "client/.hidden"), "secret");
  writeFileSync(join(folder, "secret.txt"), "secret");
  site = await serveTest({ files: readStaticFiles(join(folder, "client")), handle: async () => new Response("no such page", { status: 404 }) });
});

afterEach(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

test("assets are kept for a year, other files for an hour", async () => {
  const asset = await fetch(`${site.url}/assets/app-1a2b.css`);
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(asset.headers.get("x-content-type-options")).toBe("nosniff");
  const robots = await fetch(`${site.url}/robots.txt`);
  expect(robots.headers.get("cache-control")).toBe("public, max-age=3600");
  expect(await robots.text()).toBe("User-agent: *");
});

test.each([
  ["br", "gzip, deflate, br"],
  ["gzip", "gzip"],
  [null, "identity"],
  [null, "br;q=0, gzip;q=0"],
])("what was compressed at build time is sent as %s to %j", async (coding, accepts) => {
  const asset = await fetch(`${site.url}/assets/app-1a2b.css`, { headers: { "accept-encoding": accepts } });
  expect(asset.headers.get("content-encoding")).toBe(coding);
  expect(asset.headers.get("vary")).toBe("Accept-Encoding");
  expect(await asset.text()).toBe(CSS);
});

test("a file that is known already is not sent again", async () => {
  const etag = (await fetch(`${site.url}/robots.txt`)).headers.get("etag") ?? "";
  const again = await fetch(`${site.url}/robots.txt`, { headers: { "if-none-match": `"old", W/${etag}` } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
});

test("HEAD tells the length alone", async () => {
  const head = await fetch(`${site.url}/robots.txt`, { method: "HEAD" });
  expect(head.headers.get("content-length")).toBe("13");
  expect(await head.text()).toBe("");
});

test.each([
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets/..%5c..%5csecret.txt",
  "/assets/%252e%252e/secret.txt",
  "//secret.txt",
  "/.hidden",
  "/assets",
  "/assets/app-1a2b.css.gz",
])("there is no way out of the folder by %s", async (path) => {
  const raw = await site.raw(`GET ${path} HTTP/1.1\r\nHost: ${site.host}\r\nConnection: close\r\n\r\n`);
  expect(raw).toMatch(/^HTTP\/1.1 404 /);
  expect(raw).not.toContain("secret\r\n");
  expect(raw).toContain("no such page");
});

test("a POST to a file is not answered with it", async () => {
  expect((await fetch(`${site.url}/robots.txt`, { method: "POST" })).status).toBe(404);
});
