import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { startServer, type OwnServer } from "./server.ts";

export interface OwnServerOptions {
  /** A data folder to begin with a copy of; without it the server begins with nothing. */
  copyOf?: string;
  words?: string[];
  env?: Record<string, string>;
}

/** A server on a folder of its own, for as long as `use` lasts. */
export async function withOwnServer({ copyOf, ...settings }: OwnServerOptions, use: (server: OwnServer & { dataDir: string }) => Promise<void>): Promise<void> {
  await withFolder(async (dataDir) => {
    if (copyOf !== undefined) cpSync(copyOf, dataDir, { recursive: true });
    const server = await startServer({ dataDir, ...settings });
    await use({ ...server, dataDir }).finally(() => server.stop());
  });
}

/** The demo's data, seeded once and to be copied from. */
export async function withSeededFolder(use: (dataDir: string) => Promise<void>): Promise<void> {
  await withFolder(async (dataDir) => {
    const server = await startServer({ dataDir, words: ["--demo"] });
    await server.stop();
    await use(dataDir);
  });
}

/** Makes the data's people and event types the ones of Cal.com, which a server with a key would otherwise put aside. */
export function mapToCalcom(dataDir: string): void {
  const db = new Database(join(dataDir, "frontdesk.db"));
  db.prepare("INSERT INTO settings (key, value, updated_at) VALUES ('mapping.far_end', 'calcom', 0) ON CONFLICT (key) DO UPDATE SET value = 'calcom'").run();
  db.close();
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-e2e-"));
  await use(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
}
