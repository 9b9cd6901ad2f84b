import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, expect, test } from "vitest";
import { parseEnv } from "#app/lib/env.server.ts";
import { listen } from "./http-server.ts";
import { startServer } from "./start-server.ts";
import { recordingLog } from "./testing.ts";

/** A folder with a build whose regular work begins as `startWork` says. */
function folderWith(startWork: string): string {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-start-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "build/client"), { recursive: true });
  mkdirSync(join(folder, "build/server"));
  writeFileSync(join(folder, "build/package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "build/server/index.js"), `export const routes = {}; export const entry = { module: { createApp: ({ db }) => ({ db }), startWork: ${startWork} } };`);
  return folder;
}

async function freePort(): Promise<number> {
  const server = await listen({ host: "127.0.0.1", port: 0, listener: () => {} });
  await server.stop();
  return server.port;
}

async function startIn(folder: string) {
  const port = await freePort();
  const env = parseEnv({ HOST: "127.0.0.1", PORT: String(port), DATA_DIR: join(folder, "data") });
  return { port, started: startServer({ env, demo: false, buildDir: join(folder, "build"), log: recordingLog([]) }) };
}

test("a start that fails after it began to listen gives the port back", async () => {
  const { port, started } = await startIn(folderWith("() => { throw new Error('no work today'); }"));
  await expect(started).rejects.toThrow("no work today");
  await (await listen({ host: "127.0.0.1", port, listener: () => {} })).stop();
});

test("stopping waits for the regular work before the database closes", async () => {
  const { started } = await startIn(folderWith("({ db }) => async () => { await new Promise((resolve) => setTimeout(resolve, 50)); db.$client.prepare('SELECT 1').get(); db.stoppedInOrder = true; }"));
  const server = await started;
  const { db } = server.app;
  await server.stop();
  expect([(db as { stoppedInOrder?: boolean }).stoppedInOrder, db.$client.open]).toEqual([true, false]);
});
