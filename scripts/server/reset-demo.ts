import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#db/client.ts";
import { databaseFile, isMarkedAsDemo } from "./data-folder.ts";
import { StartupError } from "./startup-error.ts";

/** Remove a demo's data so that the next start begins fresh. Only a demo's own files are ever deleted. */
export function resetDemo(dataDir: string): void {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) return;
  const db = openDatabase(file);
  try {
    if (!isMarkedAsDemo(db)) throw new StartupError(`${dataDir} is not the demo's: nothing was deleted.`);
    // Leaving WAL mode needs exclusive access, so this fails while a demo still runs on it.
    db.$client.pragma("busy_timeout = 200");
    db.$client.pragma("journal_mode = DELETE");
  } catch (error) {
    if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
    throw new StartupError("The demo is still running: stop it first, then reset it.");
  } finally {
    db.$client.close();
  }
  for (const name of ["frontdesk.db", "frontdesk.db-wal", "frontdesk.db-shm", "app-secret"]) rmSync(join(dataDir, name), { force: true });
}
