import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startupMessage } from "./startup-error.ts";
import { open, serveTest } from "./testing.ts";

test("stopping lets a running request finish and takes no new one", async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let running = () => {};
  const started = new Promise<void>((resolve) => (running = resolve));
  const site = await serveTest({ handle: async () => (running(), await released, new Response("whole")) });
  const answer = fetch(site.url);
  await started;
  const stopped = site.stop();
  await expect(fetch(site.url)).rejects.toThrow();
  release();
  expect(await (await answer).text()).toBe("whole");
  await stopped;
});

test("stopping closes connections that wait for a next request at once", async () => {
  const site = await serveTest({});
  const sockets = await Promise.all([open(site.port), open(site.port)]);
  sockets[0]?.write(`GET / HTTP/1.1\r\nHost: ${site.host}\r\n\r\n`);
  await pause(50);
  const startedAtMs = performance.now();
  await site.stop();
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
});

test("a request that outlasts the grace is cut off", async () => {
  const site = await serveTest({ handle: () => new Promise(() => {}) }, { stopGraceMs: 100 });
  const answer = fetch(site.url).catch(() => "cut off");
  await pause(50);
  const startedAtMs = performance.now();
  await site.stop();
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
  expect(await answer).toBe("cut off");
});

test("a taken port is explained in one line", async () => {
  const first = await serveTest({});
  const refusal = await serveTest({}, { port: first.port }).catch((error: unknown) => error);
  await first.stop();
  expect(startupMessage(refusal, { host: "127.0.0.1", port: first.port })).toBe(
    `Port ${first.port} is taken: another program listens on 127.0.0.1. Stop it, or choose another with PORT=3001.`,
  );
});

test("a database somebody else is writing to is explained in one line", () => {
  const busy = Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" });
  expect(startupMessage(busy)).toMatch(/^The database is busy: [^\n]+$/);
});
