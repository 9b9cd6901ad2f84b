import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isBuilt, spawnServer } from "./spawned.testing.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "frontdesk-serve-"))));
afterEach(() => rmSync(folder, { recursive: true }));

describe.skipIf(!isBuilt())("the built server", () => {
  test("an empty folder gets a link for its first administrator, and stops in good order", async () => {
    const server = await spawnServer(folder);
    expect(server.said()).toMatch(new RegExp(`${server.url}/setup\\?token=[\\w-]{43}\\n`));
    const health = await fetch(`${server.url}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: "ok", jobs: { due: expect.any(Number), dead: 0, oldestDueSeconds: expect.toSatisfy((seconds) => seconds === null || seconds < 60) }, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(await server.end("SIGTERM")).toBe(0);
  });

  test("the demo keeps its data over a restart and npm start refuses it", async () => {
    const first = await spawnServer(folder, { words: ["--demo"] });
    expect(first.said()).toContain("admin@frontdesk.test");
    expect(await first.end("SIGINT")).toBe(0);
    const second = await spawnServer(folder, { words: ["--demo"] });
    expect((await fetch(`${second.url}/book`)).status).toBe(200);
    expect(await second.end("SIGINT")).toBe(0);
    await expect(spawnServer(folder)).rejects.toThrow(/^exit 1: .*the demo's data/);
  });

  test("two demos that start at once on an empty folder both answer", async () => {
    const both = await Promise.all([spawnServer(folder, { words: ["--demo"] }), spawnServer(folder, { words: ["--demo"] })]);
    for (const { url } of both) expect((await fetch(`${url}/book`)).status).toBe(200);
    for (const server of both) expect(await server.end("SIGTERM")).toBe(0);
  });

  test("a taken port and an unusable environment are one line and exit 1", async () => {
    const first = await spawnServer(folder);
    const port = new URL(first.url).port;
    await expect(spawnServer(folder, { env: { PORT: port } })).rejects.toThrow(`exit 1: Port ${port} is taken: another program listens on 127.0.0.1. Stop it, or choose another with PORT=3001.\n`);
    expect(await first.end("SIGTERM")).toBe(0);
    await expect(spawnServer(folder, { env: { HOST: "0.0.0.0" } })).rejects.toThrow(/^exit 1: .*\n {2}RATE_LIMITS: may be off only/);
  });

  test("a page without scripts is small, whole and gzipped", async () => {
    const server = await spawnServer(folder, { words: ["--demo"] });
    const page = await fetch(`${server.url}/book`, { headers: { "accept-encoding": "gzip" } });
    expect(page.headers.get("content-encoding")).toBe("gzip");
    const html = await page.text();
    expect(html).not.toContain("<script");
    const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(assets.length).toBeGreaterThan(0);
    const sizes = await Promise.all(assets.map(async (path) => Number((await fetch(server.url + path, { headers: { "accept-encoding": "identity" } })).headers.get("content-length"))));
    expect(html.length + sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(60 * 1024);
    await server.end("SIGTERM");
  });
});
